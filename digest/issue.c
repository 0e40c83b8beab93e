#include "digest/issue.h"

enum {
	DEPTH_MAX = 3,   /* deeper answers stand beside their parent */
	QUOTED_MIN = 12, /* bytes of a line that tell something */
};

static const struct comment *find(const struct comment *comments, size_t n,
                                  int64_t id)
{
	for (size_t i = 0; id && i < n; i++)
		if (comments[i].id == id)
			return &comments[i];
	return NULL;
}

static const struct comment *parent_of(const struct comment *comments, size_t n,
                                       const struct comment *comment)
{
	if (comment->parent == comment->id)
		return NULL;
	return find(comments, n, comment->parent);
}

static bool is_chosen(const struct issue_item *item, int64_t id)
{
	for (size_t i = 0; i < item->n_letters; i++)
		if (item->letters[i].comment->id == id)
			return true;
	return false;
}

/* Is it printed in this edition (approved, not yet published)? */
static bool is_new(const struct comment *comment)
{
	return comment && comment->state == COMMENT_APPROVED;
}

static void add_thread(const struct comment *comments, size_t n, size_t at,
                       int depth, struct issue_item *item)
{
	const struct comment *comment = &comments[at];

	if (item->n_letters == ISSUE_LETTERS_MAX ||
	    is_chosen(item, comment->id))
		return;
	item->letters[item->n_letters++] = (struct issue_letter){
		comment, parent_of(comments, n, comment), depth};
	if (depth < DEPTH_MAX)
		depth++;
	for (size_t i = 0; i < n; i++)
		if (comments[i].parent == comment->id && is_new(&comments[i]))
			add_thread(comments, n, i, depth, item);
}

void issue_thread(struct arena *arena, const struct comment *comments,
                  size_t n_comments, struct issue_item *item)
{
	item->letters =
		arena_array(arena, struct issue_letter, ISSUE_LETTERS_MAX);
	item->n_letters = 0;
	for (size_t i = 0; i < n_comments; i++)
		if (is_new(&comments[i]) &&
		    !is_new(parent_of(comments, n_comments, &comments[i])))
			add_thread(comments, n_comments, i, 0, item);
	for (size_t i = 0; i < n_comments; i++)
		if (is_new(&comments[i])) /* what is left is of a ring */
			add_thread(comments, n_comments, i, 0, item);
}

/* Does `text` hold `line`, runs of white space being one space in both? */
static bool holds(struct str text, struct str line)
{
	for (size_t start = 0; start < text.len; start++) {
		size_t i = start, k = 0;

		while (i < text.len && k < line.len) {
			bool a = char_is_space(text.ptr[i]);
			bool b = char_is_space(line.ptr[k]);

			if (a && b) {
				while (i < text.len &&
				       char_is_space(text.ptr[i]))
					i++;
				while (k < line.len &&
				       char_is_space(line.ptr[k]))
					k++;
				continue;
			}
			if (text.ptr[i] != line.ptr[k])
				break;
			i++;
			k++;
		}
		if (k == line.len)
			return true;
	}
	return false;
}

const struct comment *issue_quoted(const struct comment *comments,
                                   size_t n_comments, struct str context)
{
	context = str_trim(context);
	if (context.len < QUOTED_MIN)
		return NULL;
	for (size_t i = n_comments; i-- > 0;)
		if (holds(comments[i].text, context))
			return &comments[i];
	return NULL;
}

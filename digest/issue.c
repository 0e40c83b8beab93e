#include "digest/issue.h"

#include "text/wordhash.h"

enum {
	DEPTH_MAX = 3,   /* deeper answers stand beside their parent */
	QUOTED_MIN = 12, /* bytes of a line that tell something */
	SPOKEN_MAX = 6,  /* words of a line that speaks to an author */
	SHORT_MAX = 3,   /* by the first name */
	NAME_MIN = 3,    /* bytes of a first name, not "Mr" */
	/* Bytes in both parts of a mail: of a letter's heading, of each of its
	 * lines, and of its characters (=C3=A5 twice, "&quot;"). */
	HEADING_BYTES = 2500,
	LINE_BYTES = 130,
	PLAIN_BYTES = 3,
	OTHER_BYTES = 11,
};

/* The one called `id`; `comments` are in the order of their ids. */
static const struct comment *find(const struct comment *comments, size_t n,
                                  int64_t id)
{
	size_t from = 0;

	while (n > 0) {
		size_t half = n / 2;

		if (comments[from + half].id == id)
			return &comments[from + half];
		if (comments[from + half].id < id) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
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

size_t issue_bytes(struct str text)
{
	size_t sum = HEADING_BYTES + LINE_BYTES;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			sum += LINE_BYTES;
		else if (char_is_alnum(text.ptr[i]) || text.ptr[i] == ' ')
			sum += PLAIN_BYTES;
		else
			sum += OTHER_BYTES;
	}
	return sum;
}

/* What a walk through the comments of an article needs all the way. */
struct walk {
	const struct comment *comments;
	size_t n;
	size_t *room;
	struct issue_item *item;
};

static void add_thread(const struct walk *walk, size_t at, int depth)
{
	const struct comment *comment = &walk->comments[at];
	struct issue_item *item = walk->item;
	size_t bytes = issue_bytes(comment->text);

	if (item->n_letters == ISSUE_LETTERS_MAX || bytes > *walk->room ||
	    is_chosen(item, comment->id))
		return;
	*walk->room -= bytes;
	item->letters[item->n_letters++] = (struct issue_letter){
		comment, parent_of(walk->comments, walk->n, comment), depth};
	if (depth < DEPTH_MAX)
		depth++;
	for (size_t i = 0; i < walk->n; i++)
		if (walk->comments[i].parent == comment->id &&
		    is_new(&walk->comments[i]))
			add_thread(walk, i, depth);
}

/* Does it answer itself in the end, by way of others? */
static bool is_in_ring(const struct walk *walk, const struct comment *comment)
{
	const struct comment *at = comment;

	for (size_t steps = 0; steps <= ISSUE_LETTERS_MAX; steps++) {
		at = parent_of(walk->comments, walk->n, at);
		if (!is_new(at))
			return false;
		if (at == comment)
			return true;
	}
	return false;
}

void issue_thread(struct arena *arena, const struct comment *comments,
                  size_t n_comments, size_t *room, struct issue_item *item)
{
	const struct walk walk = {comments, n_comments, room, item};

	item->letters =
		arena_array(arena, struct issue_letter, ISSUE_LETTERS_MAX);
	item->n_letters = 0;
	for (size_t i = 0; i < n_comments; i++)
		if (is_new(&comments[i]) && comments[i].is_featured)
			add_thread(&walk, i, 0);
	for (size_t i = 0; i < n_comments; i++)
		if (is_new(&comments[i]) &&
		    (!is_new(parent_of(comments, n_comments, &comments[i])) ||
		     is_in_ring(&walk, &comments[i])))
			add_thread(&walk, i, 0);
}

const struct comment *issue_quoted(struct arena *arena,
                                   const struct comment *comments,
                                   size_t n_comments, struct str summary,
                                   struct str context)
{
	struct wordlist text, quoted;

	wordlist_of(arena, context, &quoted);
	wordlist_of(arena, summary, &text);
	if (str_trim(context).len < QUOTED_MIN || quoted.n == 0 ||
	    wordlist_holds(&text, &quoted))
		return NULL;
	for (size_t i = n_comments; i-- > 0;) {
		wordlist_of(arena, comments[i].text, &text);
		if (wordlist_holds(&text, &quoted))
			return &comments[i];
	}
	return NULL;
}

/* How well `line` speaks to `author`: 2 by the whole name, 1 by the first. */
static int speaks_to(struct arena *arena, const struct wordlist *line,
                     struct str author)
{
	struct wordlist name, first;
	struct str rest = author, word = {"", 0};

	wordlist_of(arena, author, &name);
	if (name.n == 0 || line->n > SPOKEN_MAX)
		return 0;
	if (wordlist_holds(line, &name))
		return 2;
	if (!str_next_word(&rest, &word) || word.len < NAME_MIN ||
	    line->n > SHORT_MAX)
		return 0;
	wordlist_of(arena, word, &first);
	return first.n == 1 && wordlist_holds(line, &first);
}

/* The first line of `answer` as far as it can be for somebody: up to a colon,
 * or all of it when it ends as such lines do; without an '@' before it. */
static struct str salutation(struct str answer)
{
	struct str rest = str_trim(answer), line = {"", 0};
	size_t colon;
	bool is_at;

	(void)str_next_line(&rest, &line);
	line = str_trim(line);
	is_at = str_starts(line, "@");
	line = str_from(line, is_at);
	colon = str_find_char(line, ':');
	if (colon != STR_NONE)
		return str_slice(line, 0, colon);
	if (str_ends(line, ",") || str_ends(line, "!") ||
	    (is_at && rest.len > 0))
		return line;
	return (struct str){"", 0};
}

const struct comment *issue_addressed(struct arena *arena,
                                      const struct comment *comments,
                                      size_t n_comments, struct str answer,
                                      struct str self)
{
	const struct comment *found = NULL;
	struct wordlist line;
	int best = 0;

	wordlist_of(arena, salutation(answer), &line);
	for (size_t i = 0; line.n > 0 && i < n_comments; i++) {
		int how = speaks_to(arena, &line, comments[i].author);

		if (how == 0 || how < best)
			continue;
		found = how > best ? &comments[i] : NULL;
		best = how;
	}
	return found && !str_eq_nocase(found->author, self) ? found : NULL;
}

#include "text/enriched.h"

#define TAG_MAX 62 /* bytes with its brackets, RFC 1896, 2 */

struct enriched {
	char *out;
	size_t len;
	bool is_old;
	size_t n_params;   /* open <param> and <comment> */
	size_t n_verbatim; /* open <nofill> and <verbatim>: lines stay */
};

static void add(struct enriched *e, char c)
{
	if (e->n_params == 0)
		e->out[e->len++] = c;
}

/* The tag that `text` starts with, its brackets included; empty: none. */
static struct str tag_of(struct str text)
{
	struct str tag = str_slice(text, 0, TAG_MAX);
	size_t end = str_find_char(tag, '>');

	if (end == STR_NONE || end < 2)
		return str_of("");
	for (size_t i = 1; i < end; i++)
		if (!char_is_alnum(tag.ptr[i]) && tag.ptr[i] != '-' &&
		    !(i == 1 && tag.ptr[i] == '/'))
			return str_of("");
	return str_slice(tag, 0, end + 1);
}

/* Count `tag` when it is `name` or ends it. */
static void count(struct str tag, const char *name, size_t *n)
{
	bool ends = tag.ptr[1] == '/';
	struct str word = str_slice(tag, ends ? 2 : 1, tag.len - 1);

	if (!str_is_nocase(word, name))
		return;
	if (!ends)
		(*n)++;
	else if (*n > 0)
		(*n)--;
}

static void act_on_tag(struct enriched *e, struct str tag)
{
	count(tag, "param", &e->n_params);
	count(tag, "comment", &e->n_params);
	count(tag, "nofill", &e->n_verbatim);
	count(tag, "verbatim", &e->n_verbatim);
	if (e->is_old &&
	    (str_is_nocase(tag, "<nl>") || str_is_nocase(tag, "</paragraph>") ||
	     str_is_nocase(tag, "<np>")))
		add(e, '\n');
	if (e->is_old && str_is_nocase(tag, "<lt>"))
		add(e, '<');
}

/* Add what the line ends at the start of `text` stand for; returns how many. */
static size_t add_breaks(struct enriched *e, struct str text)
{
	size_t n = 0;

	while (n < text.len && text.ptr[n] == '\n')
		n++;
	if (e->n_verbatim > 0) {
		for (size_t i = 0; i < n; i++)
			add(e, '\n');
	} else if (n == 1 || e->is_old) {
		add(e, n == text.len ? '\n' : ' ');
	} else {
		for (size_t i = 1; i < n; i++)
			add(e, '\n');
	}
	return n;
}

struct str enriched_to_text(struct arena *arena, struct str text, bool is_old)
{
	struct enriched e = {.out = arena_alloc(arena, text.len + 1),
	                     .is_old = is_old};

	while (text.len > 0) {
		struct str tag = {"", 0};

		if (text.ptr[0] == '\n') {
			text = str_from(text, add_breaks(&e, text));
			continue;
		}
		if (str_starts(text, "<<") && !is_old) {
			add(&e, '<');
			text = str_from(text, 2);
			continue;
		}
		if (text.ptr[0] == '<')
			tag = tag_of(text);
		if (tag.len > 0)
			act_on_tag(&e, tag);
		else
			add(&e, text.ptr[0]);
		text = str_from(text, tag.len > 0 ? tag.len : 1);
	}
	return (struct str){e.out, e.len};
}

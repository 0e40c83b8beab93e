#include "text/paragraph.h"

#include "text/punctuation.h"
#include "text/utf8.h"

#define WRAP_MAX   100 /* columns: longer lines were not wrapped */
#define WRAP_MIN   40  /* shorter ones are verse or a list */
#define WRAP_SLACK 15  /* columns left free by those who wrap by hand */

/* What tells whether a text was wrapped. */
struct wrapping {
	size_t width;    /* of the longest line of words */
	size_t n_lines;  /* with words */
	size_t n_long;   /* over WRAP_MAX */
	size_t n_inner;  /* with another line below */
	size_t n_broken; /* of those: that stop within a sentence */
};

static bool is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

static struct str next_line(struct str *rest)
{
	struct str line = {0};

	str_next_line(rest, &line);
	return line;
}

static struct wrapping measure(struct str text)
{
	struct wrapping w = {0};

	while (text.len > 0) {
		struct str line = str_trim_right(next_line(&text)), peek = text;
		size_t width = utf8_length(line);

		if (str_find_char(str_trim(line), ' ') == STR_NONE)
			continue; /* empty, one word, a link */
		w.n_lines++;
		w.n_long += width > WRAP_MAX;
		if (width <= WRAP_MAX && width > w.width)
			w.width = width;
		if (is_blank(next_line(&peek)))
			continue;
		w.n_inner++;
		w.n_broken += !punctuation_ends_sentence(line);
	}
	return w;
}

static bool is_wrapped(const struct wrapping *w)
{
	return w->n_inner > 0 && w->width >= WRAP_MIN &&
	       w->n_long * 20 <= w->n_lines && w->n_broken * 3 >= w->n_inner;
}

/* "- ", "* ", "1. ": an item of a list. */
static bool is_item(struct str line)
{
	size_t n = 0;

	if (str_starts(line, "- ") || str_starts(line, "* ") ||
	    str_starts(line, "• "))
		return true;
	while (n < line.len && char_is_digit(line.ptr[n]))
		n++;
	line = str_from(line, n);
	return n > 0 && n < 3 &&
	       (str_starts(line, ". ") || str_starts(line, ") "));
}

/* Was `line` broken because no more of `next` went into it? */
static bool is_full(const struct wrapping *w, struct str line, struct str next)
{
	struct str word = {0};

	str_next_word(&next, &word);
	return utf8_length(line) + 1 + utf8_length(word) + WRAP_SLACK >
	       w->width;
}

/* Does `next` go on with what `line` began? */
static bool goes_on(const struct wrapping *w, struct str line, struct str next)
{
	bool is_indented = next.len > 0 && char_is_blank(next.ptr[0]) &&
	                   !(line.len > 0 && char_is_blank(line.ptr[0]));

	if (is_blank(next) || is_indented)
		return false;
	if (is_item(str_trim_left(next)))
		/* unless a dash or a year just came to stand there */
		return is_full(w, line, next) && !is_item(line) &&
		       !punctuation_ends_sentence(line);
	return (next.ptr[0] >= 'a' && next.ptr[0] <= 'z') ||
	       is_full(w, line, next);
}

size_t paragraph_split(struct arena *arena, struct str text,
                       struct str **paragraphs)
{
	struct wrapping w = measure(text);
	bool joins = is_wrapped(&w);
	size_t n = 0, from = 0, at = 0;

	*paragraphs = NULL;
	while (at < text.len) {
		struct str rest = str_from(text, at), peek, slice;
		struct str line = next_line(&rest);

		at = text.len - rest.len;
		peek = rest;
		if (joins && !is_blank(line) &&
		    goes_on(&w, str_trim_right(line), next_line(&peek)))
			continue;
		slice = str_trim(str_slice(text, from, at));
		from = at;
		if (slice.len == 0)
			continue;
		*paragraphs = arena_grow(arena, *paragraphs, n, sizeof(slice));
		(*paragraphs)[n++] = slice;
	}
	return n;
}

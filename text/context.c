#include "text/context.h"

#include "base/buf.h"
#include "text/wordhash.h"

#define CONTEXT_MAX   300 /* bytes */
#define CONTEXT_LINES 8   /* of a paragraph that is given as context */
#define WRAPPED_MIN   32  /* bytes of a line that a program may have wrapped */

/* Whether a reader could have answered such a line. */
static bool tells_something(struct str text)
{
	bool has_word = false;

	for (size_t i = 0; i < text.len && !has_word; i++)
		has_word = char_is_alnum(text.ptr[i]) ||
		           (unsigned char)text.ptr[i] >= 0x80;
	return has_word && str_find_char(text, '@') == STR_NONE &&
	       str_find(text, "://") == STR_NONE;
}

/* Words besides links and addresses. */
static bool has_words(struct str text)
{
	struct wordhash words = {text, 0};
	uint64_t hash;
	bool is_end;

	return wordhash_next(&words, &hash, &is_end);
}

static struct str tail_of(struct str text, size_t max)
{
	return text.len > max ? str_from(text, text.len - max) : text;
}

/* Cut `text` to its last CONTEXT_MAX bytes, at a space, after "...". */
static struct str shorten(struct arena *arena, struct str text)
{
	size_t at;

	if (text.len <= CONTEXT_MAX)
		return text;
	text = tail_of(text, CONTEXT_MAX);
	at = str_find_char(text, ' ');
	if (at != STR_NONE)
		at++;
	else /* no words: at least whole characters */
		for (at = 0; at < text.len && (text.ptr[at] & 0xc0) == 0x80;)
			at++;
	return str_of(arena_printf(arena, "... %.*s", (int)(text.len - at),
	                           text.ptr + at));
}

/* The lines from `first` to `last` on one. */
static struct str join(struct arena *arena, const struct line *line,
                       size_t first, size_t last)
{
	struct buf buf = BUF_INIT(2 * (CONTEXT_MAX + 1) * CONTEXT_LINES);

	for (size_t i = first; i <= last; i++) {
		if (i > first)
			buf_addc(&buf, ' ');
		buf_add(&buf, tail_of(line[i].text, 2 * CONTEXT_MAX));
	}
	return shorten(arena, buf_take(&buf, arena));
}

struct str context_above(struct arena *arena, const struct lines *lines,
                         size_t from, size_t to, bool *is_next)
{
	const struct line *line = lines->line;
	size_t last = to, first;

	*is_next = true;
	for (; last > from && (line[last - 1].kind != LINE_QUOTE ||
	                       !tells_something(line[last - 1].text));
	     last--)
		*is_next &= line[last - 1].piece == PIECE_NONE ||
		            !has_words(line[last - 1].text);
	if (last == from) {
		*is_next = false;
		return str_of("");
	}
	first = --last;
	while (first > from && last - first + 1 < CONTEXT_LINES &&
	       line[first - 1].kind == LINE_QUOTE &&
	       line[first - 1].depth == line[last].depth &&
	       line[first - 1].text.len >= WRAPPED_MIN &&
	       !str_ends(line[first - 1].text, ":") &&
	       tells_something(line[first - 1].text))
		first--;
	return join(arena, line, first, last);
}

struct str context_alone(struct arena *arena, const struct lines *lines)
{
	const struct line *line = lines->line;
	size_t first = 0, last;

	while (first < lines->n && line[first].piece == PIECE_NONE)
		first++;
	if (first == lines->n)
		return str_of("");
	for (last = first;
	     last + 1 < lines->n && line[last + 1].piece != PIECE_NONE;)
		last++;
	for (size_t i = last + 1; i < lines->n; i++)
		if (line[i].piece != PIECE_NONE)
			return str_of("");
	return last - first < CONTEXT_LINES ? join(arena, line, first, last)
	                                    : str_of("");
}

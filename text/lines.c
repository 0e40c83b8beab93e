#include "text/lines.h"

#include <string.h>

#define INITIALS_MAX 3 /* "JD> text", as some old programs quote */
#define DEPTH_MAX    1000

/* Bytes of an invisible character at the start of `text`; 0: it is visible. */
static size_t invisible(struct str text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	if (text.len < 2 || p[0] < 0x80)
		return 0;
	if (p[0] == 0xc2 && p[1] == 0xad) /* soft hyphen */
		return 2;
	if (text.len < 3)
		return 0;
	if (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
		return 3;
	if (p[0] == 0xe1 && p[1] == 0x90 && p[2] == 0xa7) /* a tracker's dot */
		return 3;
	if (p[0] != 0xe2)
		return 0;
	if (p[1] == 0x80) /* zero width, left-to-right and kin */
		return (p[2] >= 0x8b && p[2] <= 0x8f) ||
		                       (p[2] >= 0xaa && p[2] <= 0xae)
		               ? 3
		               : 0;
	return p[1] == 0x81 && p[2] >= 0xa0 && p[2] <= 0xaf ? 3 : 0;
}

/* Bytes of a space that is not ASCII's at the start of `text`, or 0. */
static size_t wide_space(struct str text)
{
	if (str_starts(text, "\xc2\xa0"))
		return 2;
	return str_starts(text, "\xe2\x80\xaf") ||
	                       str_starts(text, "\xe3\x80\x80")
	               ? 3
	               : 0;
}

/* `text` without invisible characters, its spaces plain, trimmed. */
static struct str plain(struct arena *arena, struct str text)
{
	char *copy;
	size_t n = 0;

	for (size_t i = 0; i < text.len && !n; i++)
		n = (unsigned char)text.ptr[i] >= 0x80;
	if (n == 0)
		return str_trim(text);
	copy = arena_alloc(arena, text.len + 1);
	n = 0;
	while (text.len > 0) {
		size_t skip, space;

		if ((unsigned char)text.ptr[0] < 0x80) {
			copy[n++] = text.ptr[0];
			text = str_from(text, 1);
			continue;
		}
		skip = invisible(text);
		space = wide_space(text);
		if (skip == 0)
			copy[n++] = space ? ' ' : text.ptr[0];
		text = str_from(text, skip + space ? skip + space : 1);
	}
	return str_trim((struct str){copy, n});
}

/* Letters before the first '>' of a line quoted with initials, or 0. */
static size_t initials(struct str raw)
{
	size_t n = 0;

	while (n < raw.len && n < INITIALS_MAX && char_is_alpha(raw.ptr[n]))
		n++;
	return n > 0 && n < raw.len && raw.ptr[n] == '>' ? n : 0;
}

/* Take the quote marks off the front of `raw` and count them. */
static unsigned take_marks(struct str *raw)
{
	struct str rest = *raw;
	unsigned depth = 0;

	while (depth < DEPTH_MAX) {
		size_t i = 0, skip;

		while (i < rest.len &&
		       (char_is_space(rest.ptr[i]) ||
		        (skip = invisible(str_from(rest, i))) > 0))
			i += char_is_space(rest.ptr[i]) ? 1 : skip;
		if (i >= rest.len || rest.ptr[i] != '>')
			break;
		rest = str_from(rest, i + 1);
		depth++;
	}
	*raw = rest;
	return depth;
}

/* Lines that come in a row with the same initials are quoted, too. */
static void split_initials(struct arena *arena, struct lines *lines)
{
	for (size_t i = 1; i < lines->n; i++) {
		struct line *a = &lines->line[i - 1], *b = &lines->line[i];
		size_t n = initials(b->raw);

		if (n == 0 || n != initials(a->raw) ||
		    memcmp(a->raw.ptr, b->raw.ptr, n) != 0)
			continue;
		a->depth = b->depth = 1;
		a->text = plain(arena, str_from(a->raw, n + 1));
		b->text = plain(arena, str_from(b->raw, n + 1));
	}
}

bool line_is_blank(const struct line *line)
{
	return line->text.len == 0;
}

/* What can only be told when each line's text is known. */
static void look_at(struct arena *arena, struct lines *lines)
{
	size_t n = 0;

	lines->solid = arena_array(arena, size_t, lines->n);
	lines->rank = arena_array(arena, size_t, lines->n + 1);
	for (size_t i = 0; i < lines->n; i++) {
		lines->rank[i] = n;
		lines->line[i].header = header_of(lines->line[i].text);
		if (!line_is_blank(&lines->line[i]))
			lines->solid[n++] = i;
	}
	lines->rank[lines->n] = n;
}

void lines_split(struct arena *arena, struct str body, struct lines *lines)
{
	struct str rest = body, raw;
	bool is_code = false;

	*lines = (struct lines){0};
	while (str_next_line(&rest, &raw))
		lines->n++;
	lines->line = arena_array(arena, struct line, lines->n + 1);
	rest = body;
	for (size_t i = 0; i < lines->n && str_next_line(&rest, &raw); i++) {
		struct line *line = &lines->line[i];
		struct str text = raw;

		line->raw = raw;
		line->depth = take_marks(&text);
		line->text = plain(arena, text);
		line->piece = PIECE_NONE;
		line->is_code = is_code;
		if (line->depth == 0 && str_starts(line->text, "```"))
			is_code = !is_code;
	}
	split_initials(arena, lines);
	look_at(arena, lines);
}

size_t lines_skip_blank(const struct lines *lines, size_t i)
{
	if (i >= lines->n || lines->rank[i] == lines->rank[lines->n])
		return i > lines->n ? i : lines->n;
	return lines->solid[lines->rank[i]];
}

size_t lines_before(const struct lines *lines, size_t i)
{
	size_t rank = lines->rank[i < lines->n ? i : lines->n];

	return rank > 0 ? lines->solid[rank - 1] : lines->n;
}

void lines_mark(struct lines *lines, size_t from, size_t to,
                enum line_kind kind)
{
	for (size_t i = from; i < to && i < lines->n; i++)
		if (lines->line[i].kind == LINE_OWN)
			lines->line[i].kind = kind;
}

size_t lines_count(const struct lines *lines, size_t from, size_t to)
{
	if (to > lines->n)
		to = lines->n;
	return from < to ? lines->rank[to] - lines->rank[from] : 0;
}

bool lines_all_marked(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!line_is_blank(&lines->line[i]) &&
		    (lines->line[i].kind != LINE_QUOTE ||
		     lines->line[i].depth == 0))
			return false;
	return from < to;
}

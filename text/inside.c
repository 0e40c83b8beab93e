#include "text/inside.h"

#include "text/wordhash.h"

/* Words, and no link or address, which programs and gateways change. */
static bool may_be_own(struct str text)
{
	struct wordhash words = {text, 0};
	uint64_t hash;
	bool is_end;

	return str_find(text, "://") == STR_NONE &&
	       str_find_char(text, '@') == STR_NONE &&
	       wordhash_next(&words, &hash, &is_end);
}

static bool has_own(const struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->line[i].kind == LINE_OWN &&
		    !line_is_blank(&lines->line[i]))
			return true;
	return false;
}

/* The line behind the last one of the edition. */
static size_t find_end(const struct lines *lines)
{
	size_t end = lines->n;

	while (end > 0 && lines->line[end - 1].piece == PIECE_NONE)
		end--;
	return end;
}

/* The first line of the edition, and its depth. */
static size_t find_first(const struct lines *lines, unsigned *depth)
{
	size_t first = 0;

	while (first < lines->n && lines->line[first].piece == PIECE_NONE)
		first++;
	*depth = first < lines->n ? lines->line[first].depth : 0;
	return first;
}

bool inside_mark(struct lines *lines, const struct edition_piece *pieces)
{
	unsigned depth = 0;
	size_t first = find_first(lines, &depth);
	bool is_strict = has_own(lines), is_found = false, is_item = false;
	size_t end = is_strict ? find_end(lines) : lines->n;

	if (first == lines->n || depth == 0)
		return false;
	for (size_t i = first; i < end; i++) {
		struct line *line = &lines->line[i];

		if (line->piece != PIECE_NONE) {
			is_item = pieces[line->piece].item != 0;
			continue;
		}
		if (line->kind != LINE_QUOTE || line->depth > depth ||
		    (is_strict && (line->depth < depth || !is_item)) ||
		    !may_be_own(line->text))
			continue;
		line->kind = LINE_OWN;
		is_found = true;
	}
	/* Empty lines between them are theirs. */
	for (size_t i = first + 1; i < lines->n; i++) {
		size_t next = lines_skip_blank(lines, i);

		if (next < lines->n && next > i &&
		    lines->line[i - 1].kind == LINE_OWN &&
		    lines->line[next].kind == LINE_OWN)
			for (size_t k = i; k < next; k++)
				lines->line[k].kind = LINE_OWN;
		i = next > i ? next - 1 : i;
	}
	return is_found;
}

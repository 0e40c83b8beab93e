#include "text/keep.h"

/* Own lines [from, to) and where the quote above them may begin. */
struct run {
	size_t above, from, to;
};

/* The next own lines behind `run`, which starts with zeros. */
static bool next_run(const struct lines *lines, struct run *run)
{
	size_t i = run->to;

	run->above = i;
	while ((i = lines_skip_blank(lines, i)) < lines->n &&
	       lines->line[i].kind != LINE_OWN)
		i++;
	run->from = i;
	while (i < lines->n && lines->line[i].kind == LINE_OWN)
		i++;
	run->to = i;
	return run->from < run->to;
}

static void make_own(struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		lines->line[i].kind = LINE_OWN;
}

void keep_quotes(struct lines *lines)
{
	struct run run = {0};
	size_t n = 0;

	for (; next_run(lines, &run); n++)
		if (lines_all_marked(lines, run.above, run.from))
			make_own(lines, run.above, run.from);
	if (n > 0 || !lines_all_marked(lines, 0, lines->n))
		return;
	make_own(lines, 0, lines->n);
	lines->is_unsure = true;
}

/* Where the unmarked lines of the edition that start at `i` end. */
static size_t cited_end(const struct lines *lines, size_t i)
{
	size_t end = i;

	for (; i < lines->n && (line_is_blank(&lines->line[i]) ||
	                        (lines->line[i].piece != PIECE_NONE &&
	                         lines->line[i].depth == 0));
	     i++)
		if (!line_is_blank(&lines->line[i]))
			end = i + 1;
	return end;
}

static bool is_own(const struct lines *lines, size_t i)
{
	return i < lines->n && lines->line[i].kind == LINE_OWN &&
	       lines->line[i].depth == 0;
}

static bool starts_small(struct str text)
{
	return text.len > 0 && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
}

void keep_cited(struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t end = cited_end(lines, i), above, below;
		bool is_led, is_followed;

		if (end == i || line_is_blank(&lines->line[i]))
			continue;
		above = lines_before(lines, i);
		below = lines_skip_blank(lines, end);
		is_led = is_own(lines, above) &&
		         str_ends(lines->line[above].text, ":");
		is_followed = is_own(lines, below) &&
		              starts_small(lines->line[below].text);
		lines->is_unsure |= is_led || is_followed;
		if (is_own(lines, above) && is_own(lines, below) &&
		    (is_led || is_followed))
			make_own(lines, i, end);
		i = end - 1;
	}
}

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

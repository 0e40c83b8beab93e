#include "tests/suite.h"

#include "text/align.h"

static struct arena arena;
static struct lines lines;

static const struct edition_piece pieces[] = {
	{STR("Gazette no. 7\n1. Bridge falls\n2. Library opens\n"), 0},
	{STR("1. Bridge falls\n"
             "The old bridge over the river fell on Monday night after "
             "weeks of\n"
             "rain, and nobody was hurt.\n----\nhttps://g.example/1\n"),
         1},
	{STR("COMMENTS (1)\n"
             "At last somebody will build a new one. It was time.\n"),
         1},
	{STR("2. Library opens\n"
             "The public library opens on Sundays from the first of June.\n"
             "COMMENTS (0)\n"),
         2},
};

static void teardown(void)
{
	arena_free(&arena);
}

static bool mark(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
	return align_mark(&arena, &lines, pieces, ARRAY_LEN(pieces));
}

/* Lines that are not blank: the digit of their piece, q or o when of none. */
static const char *marks(void)
{
	char *text = arena_alloc(&arena, lines.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < lines.n; i++) {
		const struct line *line = &lines.line[i];

		if (line_is_blank(line))
			continue;
		text[n++] = line->kind == LINE_OWN ? 'o'
		            : line->piece == PIECE_NONE
		                    ? 'q'
		                    : (char)('0' + line->piece);
	}
	return text;
}

static const struct {
	const char *body, *marks;
} bodies[] = {
	/* without a mark: what was selected, a paragraph of nothing else */
	{"over the river fell on Monday night after\n\nMine.\n", "1o"},
	{"Mine.\n\nriver fell on Monday night after weeks of rain, and\n",
         "o1"},
	{"Mine, for it is said that over\nthe river fell on Monday night\n",
         "oo"},
	{"over the river fell on Monday night, they say\n\nMine.\n", "oo"},
	/* marked, whole and wrapped anew */
	{"> The old bridge over the river fell on Monday night after weeks of\n"
         "> rain, and nobody was hurt.\n",
         "11"},
	{"> The old bridge over the\n> river fell on Monday\n> night after\n",
         "111"},
	{"> The old bridge over the river fell on Monday\nnight after weeks "
         "of\n"
         "own\n",
         "11o"},
	/* without marks */
	{"The old bridge over the river fell on Monday night after weeks of "
         "rain, and nobody was hurt.\nown\n",
         "1o"},
	{"own\n\nThe public library opens on Sundays from the first of June.\n"
         "\nown\n",
         "o3o"},
	/* and more than the edition says */
	{"Library opens: nonsense.\n", "o"},
	{"The public library opens on Sundays from the first of June. No!\n",
         "o"},
	{"Never: the public library opens on Sundays from the first of June.\n",
         "o"},
	{"The public library opens, a pity, on Sundays from the first of "
         "June\n",
         "o"},
	{"> The public library opens on Sundays from the first of June. No!\n",
         "3"},
	{"The old bridge over the river fell on Monday night after weeks of\n"
         "rain, and nobody was hurt. Nonsense.\n",
         "1o"},
	/* a sentence from its middle */
	{"> At last somebody will build a new one.\n\nIt was time.\n", "22"},
	{"It was time.\n\n> At last somebody will build a new one.\n", "o2"},
	/* short lines */
	{"> COMMENTS (1)\nown words\n> At last somebody will build\n", "2o2"},
	{"> fell on Monday night\n\n----\nhttps://g.example/1\n\nown\n",
         "1qqo"},
	/* what the reader cites */
	{"own words and then the\nold bridge over the river fell\nown\n",
         "ooo"},
	/* own lines between */
	{"> The old bridge over the river fell\nreally?\n"
         "> on Monday night after weeks of\n",
         "1o1"},
	/* the headline is the item's, its list is no item's */
	{"> 2. Library opens\n> The public library opens on Sundays\n", "33"},
	{"> 1. Bridge falls\n> 2. Library opens\n", "00"},
	/* links and their text come and go */
	{"> The old [bridge <https://x.example/?a=1>] over the river fell\n",
         "1"},
};

START_TEST(lines_of_the_edition_get_their_piece)
{
	ck_assert(mark(bodies[_i].body) || bodies[_i].marks[0] == 'o');
	ck_assert_str_eq(marks(), bodies[_i].marks);
}
END_TEST

START_TEST(a_mail_about_something_else_is_not_aligned)
{
	ck_assert(!mark("> COMMENTS\n\nhello there\n"));
	ck_assert(!mark(""));
	ck_assert(!mark("nothing in common with it\n"));
}
END_TEST

START_TEST(a_line_that_goes_on_from_the_edition_is_unsure)
{
	mark("The public library opens on Sundays from the first of June.\n");
	ck_assert(!lines.is_unsure);
	mark("The public library opens on Sundays from the first of June? "
	     "Never!\n");
	ck_assert(lines.is_unsure);
}
END_TEST

START_TEST(what_stands_in_two_items_is_not_certain)
{
	const struct edition_piece twins[] = {
		{STR("All comments are read by us\n"), 1},
		{STR("All comments are read by us\n"), 2},
	};

	lines_split(&arena, str_of("> All comments are read by us\n"), &lines);
	ck_assert(align_mark(&arena, &lines, twins, 2));
	ck_assert(!lines.line[0].is_certain);
	ck_assert_int_eq(lines.line[0].kind, LINE_QUOTE);
}
END_TEST

START_TEST(what_goes_on_is_certain_though_it_stands_elsewhere)
{
	const struct edition_piece twins[] = {
		{STR("The bridge fell at night\nAll comments are read\n"), 1},
		{STR("The library opens in June\nAll comments are read\n"), 2},
	};

	lines_split(&arena,
	            str_of("> The library opens in June\nown\n"
	                   "> All comments are read\n"),
	            &lines);
	ck_assert(align_mark(&arena, &lines, twins, 2));
	ck_assert(lines.line[2].is_certain);
	ck_assert_uint_eq(lines.line[2].piece, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("align");
	TCase *t = tcase_create("align_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, lines_of_the_edition_get_their_piece, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_test(t, a_mail_about_something_else_is_not_aligned);
	tcase_add_test(t, a_line_that_goes_on_from_the_edition_is_unsure);
	tcase_add_test(t, what_stands_in_two_items_is_not_certain);
	tcase_add_test(t, what_goes_on_is_certain_though_it_stands_elsewhere);
	suite_add_tcase(s, t);
	return s;
}

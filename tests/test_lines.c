#include "tests/suite.h"

#include "text/lines.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

static void split(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
}

static const struct {
	const char *raw, *text;
	unsigned depth;
} marked[] = {
	{"plain", "plain", 0},
	{"> one", "one", 1},
	{">> two", "two", 2},
	{"> > two", "two", 2},
	{" >one", "one", 1},
	{">", "", 1},
	{"a > b", "a > b", 0},
	{"  indented  ", "indented", 0},
	{"no-break\xc2\xa0space", "no-break space", 0},
	{"\xe2\x80\x8f> behind a mark", "behind a mark", 1},
	{"a\xe2\x80\x8b"
         "b",
         "ab", 0},
	{"\xef\xbb\xbf"
         "first",
         "first", 0},
	{"\xd0\x9f\xd1\x80", "\xd0\x9f\xd1\x80", 0},
};

START_TEST(split_takes_marks_and_invisible_characters_off)
{
	split(marked[_i].raw);
	ck_assert_uint_eq(lines.n, 1);
	ck_assert_uint_eq(lines.line[0].depth, marked[_i].depth);
	ck_assert_text(lines.line[0].raw, marked[_i].raw);
	ck_assert_text(lines.line[0].text, marked[_i].text);
}
END_TEST

START_TEST(split_gives_each_line_own_and_of_no_piece)
{
	split("a\r\n\nb");
	ck_assert_uint_eq(lines.n, 3);
	ck_assert_text(lines.line[0].raw, "a");
	ck_assert(line_is_blank(&lines.line[1]));
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(lines.line[i].kind, LINE_OWN);
		ck_assert_uint_eq(lines.line[i].piece, PIECE_NONE);
	}
}
END_TEST

START_TEST(split_knows_initials_only_in_two_lines_in_a_row)
{
	split("JD> a\nJD> b\nx> c\n");
	ck_assert_uint_eq(lines.line[0].depth, 1);
	ck_assert_text(lines.line[1].text, "b");
	ck_assert_uint_eq(lines.line[2].depth, 0);
	ck_assert_text(lines.line[2].text, "x> c");
}
END_TEST

START_TEST(split_knows_code_between_fences)
{
	split("a\n```c\n--\n```\nb\n");
	ck_assert(!lines.line[1].is_code);
	ck_assert(lines.line[2].is_code);
	ck_assert(lines.line[3].is_code);
	ck_assert(!lines.line[4].is_code);
}
END_TEST

START_TEST(neighbours_are_found_over_blank_lines)
{
	split("a\n\n>\nb\n\n");
	ck_assert_uint_eq(lines_skip_blank(&lines, 1), 3);
	ck_assert_uint_eq(lines_skip_blank(&lines, 4), 5);
	ck_assert_uint_eq(lines_before(&lines, 3), 0);
	ck_assert_uint_eq(lines_before(&lines, 0), lines.n);
	ck_assert_uint_eq(lines_count(&lines, 0, 5), 2);
}
END_TEST

START_TEST(marked_lines_are_told_from_others)
{
	split("> a\n\n> b\nc\n");
	lines_mark(&lines, 0, 4, LINE_QUOTE);
	ck_assert(lines_all_marked(&lines, 0, 3));
	ck_assert(!lines_all_marked(&lines, 0, 4)); /* by no mark of its own */
	ck_assert(!lines_all_marked(&lines, 1, 1));
}
END_TEST

START_TEST(mark_leaves_what_is_marked)
{
	split("a\nb\nc\n");
	lines_mark(&lines, 1, 2, LINE_QUOTE);
	lines_mark(&lines, 0, 99, LINE_SIGNATURE);
	ck_assert_int_eq(lines.line[0].kind, LINE_SIGNATURE);
	ck_assert_int_eq(lines.line[1].kind, LINE_QUOTE);
	ck_assert_int_eq(lines.line[2].kind, LINE_SIGNATURE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("lines");
	TCase *splits = tcase_create("lines_split");
	TCase *others = tcase_create("lines_mark");

	tcase_add_checked_fixture(splits, NULL, teardown);
	tcase_add_loop_test(splits,
	                    split_takes_marks_and_invisible_characters_off, 0,
	                    (int)ARRAY_LEN(marked));
	tcase_add_test(splits, split_gives_each_line_own_and_of_no_piece);
	tcase_add_test(splits, split_knows_initials_only_in_two_lines_in_a_row);
	tcase_add_test(splits, split_knows_code_between_fences);
	suite_add_tcase(s, splits);
	tcase_add_checked_fixture(others, NULL, teardown);
	tcase_add_test(others, neighbours_are_found_over_blank_lines);
	tcase_add_test(others, marked_lines_are_told_from_others);
	tcase_add_test(others, mark_leaves_what_is_marked);
	suite_add_tcase(s, others);
	return s;
}

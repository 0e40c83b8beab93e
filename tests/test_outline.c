#include "tests/suite.h"

#include "digest/outline.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct edition_piece *pieces;
static size_t n_pieces;
static struct str clean;

static void cut(struct str text)
{
	outline_cut(&arena, text, &clean, &pieces, &n_pieces);
}

START_TEST(a_mark_holds_its_item)
{
	ck_assert_text(outline_mark(&arena, 0), "\x02"
	                                        "0\x03");
	ck_assert_text(outline_mark(&arena, 50), "\x02"
	                                         "50\x03");
	ck_assert_text(outline_mark(&arena, INT64_MAX),
	               "\x02"
	               "9223372036854775807\x03");
}
END_TEST

START_TEST(text_is_cut_at_its_marks_and_loses_them)
{
	cut(str_of("Head\n\x02"
	           "7\x03"
	           "One\n\x02"
	           "8\x03"
	           "Two\n\x02"
	           "0\x03"
	           "Foot\n"));
	ck_assert_text(clean, "Head\nOne\nTwo\nFoot\n");
	ck_assert_uint_eq(n_pieces, 4);
	ck_assert_text(pieces[0].text, "Head\n");
	ck_assert_int_eq(pieces[0].item, 0);
	ck_assert_text(pieces[1].text, "One\n");
	ck_assert_int_eq(pieces[1].item, 7);
	ck_assert_text(pieces[2].text, "Two\n");
	ck_assert_int_eq(pieces[2].item, 8);
	ck_assert_text(pieces[3].text, "Foot\n");
	ck_assert_int_eq(pieces[3].item, 0);
}
END_TEST

START_TEST(pieces_are_slices_of_the_clean_text_without_gaps)
{
	size_t at = 0;

	cut(str_of("a\x02"
	           "1\x03"
	           "bb\x02"
	           "2\x03\x02"
	           "3\x03"
	           "ccc\x02"
	           "0\x03"));
	ck_assert_uint_eq(n_pieces, 3); /* none of them empty */
	for (size_t i = 0; i < n_pieces; i++) {
		ck_assert_ptr_eq(pieces[i].text.ptr, clean.ptr + at);
		at += pieces[i].text.len;
	}
	ck_assert_uint_eq(at, clean.len);
}
END_TEST

START_TEST(text_without_a_mark_is_one_piece_of_the_frame)
{
	cut(str_of("Only\n"));
	ck_assert_uint_eq(n_pieces, 1);
	ck_assert_int_eq(pieces[0].item, 0);
	ck_assert_text(clean, "Only\n");
}
END_TEST

START_TEST(no_text_has_no_pieces)
{
	cut(str_of(""));
	ck_assert_uint_eq(n_pieces, 0);
	ck_assert_uint_eq(clean.len, 0);
}
END_TEST

static const char *const halves[] = {
	"a\x02",
	"a\x02"
	"1",
	"a\x03",
	"\x02\x03",
	"\x02x\x03",
	"\x02"
	"1 \x03",
	"\x02"
	"99999999999999999999\x03",
	"\x02"
	"0000000000000000000000000001\x03",
};

START_TEST(half_a_mark_is_text)
{
	cut(str_of(halves[_i]));
	ck_assert_text(clean, halves[_i]);
	ck_assert_uint_eq(n_pieces, 1);
	ck_assert_int_eq(pieces[0].item, 0);
}
END_TEST

START_TEST(many_half_marks_take_no_longer_than_their_length)
{
	size_t len = 4 * 1024 * 1024;
	char *text = arena_alloc(&arena, len);

	memset(text, OUTLINE_MARK, len);
	cut((struct str){text, len});
	ck_assert_uint_eq(clean.len, len);
}
END_TEST

START_TEST(parse_gives_back_what_format_took)
{
	const struct edition_piece some[] = {
		{STR("Head\n"), 0},
		{STR("with \0 and 12 3\n"), 7},
		{STR("no line end"), INT64_MAX},
		{STR("12 3\n"), 1},
	};
	struct edition_piece *found;
	struct str bytes = outline_format(&arena, some, ARRAY_LEN(some));
	size_t n = 0;

	ck_assert_int_eq(outline_parse(&arena, bytes, &found, &n), OK);
	ck_assert_uint_eq(n, ARRAY_LEN(some));
	for (size_t i = 0; i < n; i++) {
		ck_assert(str_eq(found[i].text, some[i].text));
		ck_assert_int_eq(found[i].item, some[i].item);
	}
}
END_TEST

START_TEST(no_pieces_are_no_bytes)
{
	struct edition_piece *found;
	size_t n = 9;

	ck_assert_uint_eq(outline_format(&arena, NULL, 0).len, 0);
	ck_assert_int_eq(outline_parse(&arena, str_of(""), &found, &n), OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

static const char *const damaged[] = {
	"x",        "1",           "1 ",       "1 x\n",
	"1 5\nabc", "1 -1\n",      "a 1\nx",   "\n",
	"1  1\nx",  "1 1\nx1 1\n", "1 1 1\nx", "1 99999999999999999999\nx",
};

START_TEST(parse_refuses_damaged_bytes_and_leaves_its_results_alone)
{
	struct edition_piece *found = pieces;
	size_t n = 9;

	ck_assert_int_eq(outline_parse(&arena, str_of(damaged[_i]), &found, &n),
	                 ERR_INPUT);
	ck_assert_uint_eq(n, 9);
	ck_assert_ptr_eq(found, pieces);
}
END_TEST

static const struct {
	const char *page, *added; /* "": nothing */
} pages[] = {
	{"The Gazette\n1. Bridge falls\nThe old bridge fell on Monday night.\n",
         ""},
	{"To leave, write to us at once. Unsubscribe\n\nOr not.\n",
         "To leave, write to us at once. Unsubscribe\nOr not.\n"},
	{"To leave, write\nto us at once.\n", ""},
	/* what an item has is its own, however it is changed */
	{"The old bridge fell on Monday night, says HTML.\n", ""},
	{"", ""},
};

START_TEST(what_only_the_page_says_is_a_last_piece)
{
	size_t n;

	cut(str_of("The Gazette\n1. Bridge falls\n\x02"
	           "7\x03"
	           "1. Bridge falls\nThe old bridge fell on Monday night.\n"
	           "\x02"
	           "0\x03"
	           "To leave, write to us at once.\n"));
	n = n_pieces;
	outline_add_page(&arena, str_of(pages[_i].page), &pieces, &n_pieces);
	if (pages[_i].added[0] == '\0') {
		ck_assert_uint_eq(n_pieces, n);
		return;
	}
	ck_assert_uint_eq(n_pieces, n + 1);
	ck_assert_text(pieces[n].text, pages[_i].added);
	ck_assert_int_eq(pieces[n].item, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("outline");
	TCase *mark = tcase_create("outline_mark");
	TCase *cuts = tcase_create("outline_cut");
	TCase *bytes = tcase_create("outline_format");
	TCase *page = tcase_create("outline_add_page");

	tcase_add_checked_fixture(mark, NULL, drop_arena);
	tcase_add_test(mark, a_mark_holds_its_item);
	suite_add_tcase(s, mark);

	tcase_add_checked_fixture(cuts, NULL, drop_arena);
	tcase_add_test(cuts, text_is_cut_at_its_marks_and_loses_them);
	tcase_add_test(cuts, pieces_are_slices_of_the_clean_text_without_gaps);
	tcase_add_test(cuts, text_without_a_mark_is_one_piece_of_the_frame);
	tcase_add_test(cuts, no_text_has_no_pieces);
	tcase_add_loop_test(cuts, half_a_mark_is_text, 0, ARRAY_LEN(halves));
	tcase_add_test(cuts, many_half_marks_take_no_longer_than_their_length);
	suite_add_tcase(s, cuts);

	tcase_add_checked_fixture(page, NULL, drop_arena);
	tcase_add_loop_test(page, what_only_the_page_says_is_a_last_piece, 0,
	                    ARRAY_LEN(pages));
	suite_add_tcase(s, page);

	tcase_add_checked_fixture(bytes, NULL, drop_arena);
	tcase_add_test(bytes, parse_gives_back_what_format_took);
	tcase_add_test(bytes, no_pieces_are_no_bytes);
	tcase_add_loop_test(
		bytes, parse_refuses_damaged_bytes_and_leaves_its_results_alone,
		0, ARRAY_LEN(damaged));
	suite_add_tcase(s, bytes);
	return s;
}

#include "tests/suite.h"

#include "text/layout.h"

static struct arena arena;
static struct layout layout;

static void setup(void)
{
	layout = (struct layout)LAYOUT_INIT(1000);
}

static void teardown(void)
{
	buf_free(&layout.out);
	arena_free(&arena);
}

static void put(const char *text)
{
	layout_text(&layout, str_of(text));
}

static struct str take(void)
{
	return layout_take(&layout, &arena);
}

START_TEST(text_collapses_white_space)
{
	put(" a \n\tb\xc2\xa0 ");
	put("c\xe2\x80\x8b\xef\xbb\xbf");
	put("d ");
	ck_assert_text(take(), "a b cd\n");
}
END_TEST

START_TEST(nothing_gives_nothing)
{
	layout_break(&layout, 2);
	layout_br(&layout);
	put(" \n");
	ck_assert_text(take(), "");
}
END_TEST

START_TEST(break_leaves_one_empty_line_at_most)
{
	put("a");
	layout_break(&layout, 1);
	put("b");
	layout_break(&layout, 2);
	layout_break(&layout, 2);
	layout_br(&layout);
	put("c");
	ck_assert_text(take(), "a\nb\n\nc\n");
}
END_TEST

START_TEST(br_ends_a_line_and_the_second_leaves_one_empty)
{
	put("a");
	layout_br(&layout);
	put("b");
	layout_br(&layout);
	layout_br(&layout);
	put("c");
	layout_br(&layout);
	layout_break(&layout, 1);
	put("d");
	ck_assert_text(take(), "a\nb\n\nc\nd\n");
}
END_TEST

START_TEST(pre_keeps_spaces_and_lines)
{
	layout_pre(&layout, str_of("a\n  b "));
	layout_pre(&layout, str_of("c  \n\td\n"));
	ck_assert_text(take(), "a\n  b c\n\td\n");
}
END_TEST

START_TEST(push_begins_lines_also_empty_ones)
{
	size_t outside;

	put("a");
	layout_break(&layout, 1);
	outside = layout_push(&layout, "> ");
	put("b");
	layout_break(&layout, 2);
	put("c");
	layout_break(&layout, 2);
	layout_pop(&layout, outside);
	put("d");
	ck_assert_text(take(), "a\n> b\n>\n> c\n\nd\n");
}
END_TEST

START_TEST(push_stops_at_its_limit)
{
	for (int i = 0; i < 100; i++)
		layout_push(&layout, "> ");
	put("a");
	ck_assert_uint_eq(take().len, LAYOUT_PREFIX_MAX + 2);
}
END_TEST

START_TEST(item_has_a_marker_and_hangs)
{
	size_t outside = layout_item(&layout, "10. ");

	layout_break(&layout, 2);
	put("a");
	layout_br(&layout);
	put("b");
	layout_pop(&layout, outside);
	layout_break(&layout, 1);
	outside = layout_item(&layout, "- "); /* an empty one is not shown */
	layout_pop(&layout, outside);
	put("c");
	ck_assert_text(take(), "10. a\n    b\nc\n");
}
END_TEST

START_TEST(floor_outlives_pop)
{
	size_t outside = layout_push(&layout, "  ");

	put("a");
	layout_break(&layout, 1);
	layout_floor(&layout, "> ");
	put("b");
	layout_pop(&layout, outside);
	layout_break(&layout, 1);
	put("c");
	ck_assert_text(take(), "  a\n> b\n> c\n");
}
END_TEST

START_TEST(url_stands_behind_the_last_word)
{
	layout_url(&layout, 0, str_of("https://example.org"), "<>");
	put("a ");
	layout_break(&layout, 1);
	layout_url(&layout, 0, str_of("https://example.org/ b"), "()");
	put("c");
	layout_url(&layout, layout.out.len, str_of("https://x.org"), "<>");
	layout_url(&layout, 0, str_of("ftp://example.org"), "<>");
	ck_assert_text(layout_last_line(&layout), "c");
	ck_assert_text(take(), "a (https://example.org/%20b)\nc\n");
}
END_TEST

START_TEST(url_that_is_shown_is_not_repeated)
{
	put("see www.example.org/a");
	layout_url(&layout, 0, str_of("http://example.org/a/"), "<>");
	put(" a@example.org");
	layout_url(&layout, 0, str_of("mailto:a@example.org?x=y"), "<>");
	ck_assert_text(take(), "see www.example.org/a a@example.org\n");
}
END_TEST

START_TEST(gap_stands_between_words_of_a_line)
{
	layout_gap(&layout, "  ");
	put("a");
	layout_gap(&layout, "  ");
	put("b");
	layout_gap(&layout, "  ");
	layout_break(&layout, 1);
	put("c");
	ck_assert_text(take(), "a  b\nc\n");
}
END_TEST

START_TEST(two_dashes_alone_mark_a_signature)
{
	put("a --");
	layout_break(&layout, 1);
	put("--\xc2\xa0");
	layout_break(&layout, 1);
	put("b");
	ck_assert_text(take(), "a --\n-- \nb\n");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("layout");
	TCase *all = tcase_create("layout");

	tcase_add_checked_fixture(all, setup, teardown);
	tcase_add_test(all, text_collapses_white_space);
	tcase_add_test(all, nothing_gives_nothing);
	tcase_add_test(all, break_leaves_one_empty_line_at_most);
	tcase_add_test(all, br_ends_a_line_and_the_second_leaves_one_empty);
	tcase_add_test(all, pre_keeps_spaces_and_lines);
	tcase_add_test(all, push_begins_lines_also_empty_ones);
	tcase_add_test(all, push_stops_at_its_limit);
	tcase_add_test(all, item_has_a_marker_and_hangs);
	tcase_add_test(all, floor_outlives_pop);
	tcase_add_test(all, url_stands_behind_the_last_word);
	tcase_add_test(all, url_that_is_shown_is_not_repeated);
	tcase_add_test(all, gap_stands_between_words_of_a_line);
	tcase_add_test(all, two_dashes_alone_mark_a_signature);
	suite_add_tcase(s, all);
	return s;
}

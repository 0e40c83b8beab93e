#include "tests/suite.h"

#include "digest/column.h"
#include "text/utf8.h"
#include "text/wrap.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* 24 characters, so that three make a line of 72. */
#define W    "abcdefghijklmnopqrstuvwx"
#define LONG W W W "y"

static const struct {
	const char *text, *wrapped;
} texts[] = {
	{"", ""},
	{"one\ntwo", "one\ntwo\n"},
	{W W W, W W W "\n"},
	{W " " W " " W, W " " W "\n" W "\n"},
	/* under the first words */
	{"  " W " " W " " W, "  " W " " W "\n  " W "\n"},
	{"1. " W " " W " " W, "1. " W " " W "\n   " W "\n"},
	{"  12. " W " " W " " W, "  12. " W " " W "\n      " W "\n"},
	{"999. " W " " W " " W, "999. " W " " W "\n     " W "\n"},
	{"2026. " W " " W " " W, "2026. " W " " W "\n" W "\n"},
	{"1.5 " W " " W " " W, "1.5 " W " " W "\n" W "\n"},
	/* short lines are as they are, also beside long ones */
	{"a\n " W " " W " " W "\nb", "a\n " W " " W "\n " W "\nb\n"},
	{"a  b\tc", "a  b\tc\n"},
	/* words longer than a line stay whole */
	{LONG, LONG "\n"},
	{"  see " LONG " now", "  see\n  " LONG "\n  now\n"},
	{"1. " LONG, "1. " LONG "\n"},
	/* blanks and empty lines at the ends */
	{"\n\na  \n\t\nb\n\n\n", "a\n\nb\n"},
	{"\n\n", ""},
	{"a\r\nb\r\n", "a\nb\n"},
};

START_TEST(a_text_is_laid_out_so)
{
	struct str once = column_wrap(&arena, str_of(texts[_i].text));

	ck_assert_text(once, texts[_i].wrapped);
	/* and not otherwise when it is done again */
	ck_assert_text(column_wrap(&arena, once), texts[_i].wrapped);
}
END_TEST

START_TEST(wide_characters_count_two_and_marks_none)
{
	/* eleven CJK words of three characters: 6 columns and a space each */
	struct str wide = str_of(
		"\xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9"
		"\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c"
		"\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 "
		"\xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9"
		"\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c"
		"\xe6\xa8\xb9\xe5\x9c\x92 \xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 "
		"\xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92");
	struct str wrapped = column_wrap(&arena, wide), line;

	ck_assert(str_next_line(&wrapped, &line));
	ck_assert_uint_eq(text_width(line), 69);
	ck_assert_uint_eq(utf8_length(wrapped), 3 + 1);
}
END_TEST

START_TEST(indent_puts_the_prefix_before_each_line)
{
	ck_assert_text(column_indent(&arena, str_of("a\n\nb\n"), "  > "),
	               "  > a\n  >\n  > b");
	ck_assert_text(column_indent(&arena, str_of(W " " W " " W), "> "),
	               "> " W " " W "\n> " W);
	ck_assert_text(column_indent(&arena, str_of("\n a \n\n"), "  "), "  a");
	ck_assert_uint_eq(column_indent(&arena, str_of(""), "> ").len, 0);
}
END_TEST

START_TEST(there_are_up_to_thirty_two_spaces)
{
	for (size_t n = 0; n <= 40; n++) {
		const char *spaces = column_spaces(n);

		ck_assert_uint_eq(strlen(spaces), n < 32 ? n : 32);
		ck_assert_uint_eq(strspn(spaces, " "), strlen(spaces));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("column");
	TCase *wrap = tcase_create("column_wrap");
	TCase *indent = tcase_create("column_indent");
	TCase *spaces = tcase_create("column_spaces");

	tcase_add_checked_fixture(wrap, NULL, drop_arena);
	tcase_add_loop_test(wrap, a_text_is_laid_out_so, 0, ARRAY_LEN(texts));
	tcase_add_test(wrap, wide_characters_count_two_and_marks_none);
	suite_add_tcase(s, wrap);

	tcase_add_checked_fixture(indent, NULL, drop_arena);
	tcase_add_test(indent, indent_puts_the_prefix_before_each_line);
	suite_add_tcase(s, indent);

	tcase_add_test(spaces, there_are_up_to_thirty_two_spaces);
	suite_add_tcase(s, spaces);
	return s;
}

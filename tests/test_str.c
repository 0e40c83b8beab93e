#include "tests/suite.h"

static struct str S(const char *text) {
	return str_of(text);
}

START_TEST(of_null_is_empty)
{
	ck_assert_uint_eq(str_of(NULL).len, 0);
	ck_assert(str_eq(str_of(NULL), S("")));
}
END_TEST

START_TEST(eq_compares_bytes_and_nocase_letters)
{
	struct str nul = STR("a\0b"), other = STR("a\0c");

	ck_assert(str_eq(S("abc"), S("abc")));
	ck_assert(!str_eq(S("abc"), S("abd")));
	ck_assert(!str_eq(S("abc"), S("ab")));
	ck_assert(!str_eq(nul, other));
	ck_assert(!str_is(nul, "a"));
	ck_assert(str_eq_nocase(S("aBc@["), S("AbC@[")));
	ck_assert(!str_eq_nocase(S("@"), S("`"))); /* 32 apart, no letters */
	ck_assert(!str_eq_nocase(S("\xc3\x84"), S("\xc3\xa4")));
	ck_assert(str_is_nocase(S("Re"), "rE"));
}
END_TEST

START_TEST(starts_and_ends_want_the_whole_piece)
{
	ck_assert(str_starts(S("abc"), "ab"));
	ck_assert(str_starts(S("abc"), ""));
	ck_assert(!str_starts(S("ab"), "abc"));
	ck_assert(str_starts_nocase(S("RE: x"), "re:"));
	ck_assert(!str_starts_nocase(S("re"), "re:"));
	ck_assert(str_ends(S("abc"), "bc"));
	ck_assert(str_ends(S(""), ""));
	ck_assert(!str_ends(S("bc"), "abc"));
	ck_assert(str_ends_nocase(S("A.ORG"), ".org"));
	ck_assert(!str_ends_nocase(S("org"), ".org"));
}
END_TEST

START_TEST(compare_orders_by_byte_then_length)
{
	ck_assert_int_eq(str_compare(S("ab"), S("ab")), 0);
	ck_assert_int_lt(str_compare(S("ab"), S("abc")), 0);
	ck_assert_int_gt(str_compare(S("b"), S("abc")), 0);
	ck_assert_int_gt(str_compare(S("\xc3"), S("a")), 0);
	ck_assert_int_lt(str_compare(S(""), S("a")), 0);
}
END_TEST

START_TEST(find_gives_the_first_place_or_none)
{
	ck_assert_uint_eq(str_find(S("abcabc"), "ca"), 2);
	ck_assert_uint_eq(str_find(S("aab"), "ab"), 1);
	ck_assert_uint_eq(str_find(S("abc"), ""), 0);
	ck_assert_uint_eq(str_find(S("abc"), "abcd"), STR_NONE);
	ck_assert_uint_eq(str_find(S("abc"), "x"), STR_NONE);
	ck_assert_uint_eq(str_find(str_slice(S("abc"), 0, 2), "bc"), STR_NONE);
	ck_assert_uint_eq(str_find_nocase(S("xAbC"), "aBc"), 1);
	ck_assert_uint_eq(str_find_nocase(S("xAb"), "aBc"), STR_NONE);
	ck_assert_uint_eq(str_find_char(S("abca"), 'a'), 0);
	ck_assert_uint_eq(str_find_char(S("abc"), 'x'), STR_NONE);
	ck_assert_uint_eq(str_find_last_char(S("abca"), 'a'), 3);
	ck_assert_uint_eq(str_find_last_char(S(""), 'a'), STR_NONE);
}
END_TEST

START_TEST(slices_never_pass_the_end)
{
	ck_assert_text(str_from(S("abc"), 1), "bc");
	ck_assert_text(str_from(S("abc"), 3), "");
	ck_assert_text(str_from(S("abc"), 99), "");
	ck_assert_text(str_slice(S("abc"), 1, 2), "b");
	ck_assert_text(str_slice(S("abc"), 1, STR_NONE), "bc");
	ck_assert_text(str_slice(S("abc"), 2, 1), "");
	ck_assert_text(str_slice(S("abc"), 9, 99), "");
}
END_TEST

START_TEST(trim_drops_blanks_at_the_ends)
{
	ck_assert_text(str_trim(S(" \t\r\n\v\fa b \n")), "a b");
	ck_assert_text(str_trim(S(" \n ")), "");
	ck_assert_text(str_trim_left(S(" a ")), "a ");
	ck_assert_text(str_trim_right(S(" a ")), " a");
}
END_TEST

START_TEST(next_line_takes_both_line_ends_and_a_last_line_without)
{
	struct str rest = S("a\r\n\nb\rc\nd"), line;

	ck_assert(str_next_line(&rest, &line));
	ck_assert_text(line, "a");
	ck_assert(str_next_line(&rest, &line));
	ck_assert_text(line, "");
	ck_assert(str_next_line(&rest, &line));
	ck_assert_text(line, "b\rc");
	ck_assert(str_next_line(&rest, &line));
	ck_assert_text(line, "d");
	ck_assert(!str_next_line(&rest, &line));
}
END_TEST

START_TEST(next_field_gives_empty_fields_between)
{
	struct str rest = S("a,,b"), field;

	ck_assert(str_next_field(&rest, ',', &field));
	ck_assert_text(field, "a");
	ck_assert(str_next_field(&rest, ',', &field));
	ck_assert_text(field, "");
	ck_assert(str_next_field(&rest, ',', &field));
	ck_assert_text(field, "b");
	ck_assert(!str_next_field(&rest, ',', &field));
}
END_TEST

START_TEST(next_word_skips_runs_of_blanks)
{
	struct str rest = S("  one\t two\n"), word;

	ck_assert(str_next_word(&rest, &word));
	ck_assert_text(word, "one");
	ck_assert(str_next_word(&rest, &word));
	ck_assert_text(word, "two");
	ck_assert(!str_next_word(&rest, &word));
}
END_TEST

static const struct {
	const char *text;
	bool ok;
	int64_t value;
} numbers[] = {
	{"0", true, 0},
	{"-0", true, 0},
	{"007", true, 7},
	{"-42", true, -42},
	{"9223372036854775807", true, INT64_MAX},
	{"-9223372036854775808", true, INT64_MIN},
	{"9223372036854775808", false, 0},
	{"-9223372036854775809", false, 0},
	{"18446744073709551616", false, 0},
	{"99999999999999999999999999", false, 0},
	{"", false, 0},
	{"-", false, 0},
	{"+1", false, 0},
	{" 1", false, 0},
	{"1 ", false, 0},
	{"1x", false, 0},
	{"--1", false, 0},
	{"0x10", false, 0},
};

START_TEST(number_reads_all_of_it_or_nothing)
{
	int64_t value = 77;

	ck_assert_int_eq(str_number(S(numbers[_i].text), &value),
	                 numbers[_i].ok);
	ck_assert_int_eq(value, numbers[_i].ok ? numbers[_i].value : 77);
}
END_TEST

START_TEST(chars_are_those_of_ascii)
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool digit = i >= '0' && i <= '9';
		bool upper = i >= 'A' && i <= 'Z', lower = i >= 'a' && i <= 'z';

		ck_assert_int_eq(char_is_digit(c), digit);
		ck_assert_int_eq(char_is_alpha(c), upper || lower);
		ck_assert_int_eq(char_is_alnum(c), digit || upper || lower);
		ck_assert_int_eq(char_is_blank(c), i == ' ' || i == '\t');
		ck_assert_int_eq(char_is_space(c),
		                 i == ' ' || (i >= 9 && i <= 13));
		ck_assert_int_eq(char_lower(c), (char)(upper ? i + 32 : i));
	}
}
END_TEST

START_TEST(ascii_ends_at_the_first_byte_that_is_not)
{
	char text[40];

	memset(text, 'a', sizeof(text));
	ck_assert_uint_eq(str_ascii(str_of("")), 0);
	ck_assert_uint_eq(str_ascii((struct str){text, sizeof(text)}),
	                  sizeof(text));
	for (size_t i = sizeof(text); i-- > 0;) {
		text[i] = '\x80';
		ck_assert_uint_eq(str_ascii((struct str){text, sizeof(text)}),
		                  i);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("str");
	TCase *compare = tcase_create("str_compare");
	TCase *find = tcase_create("str_find");
	TCase *next = tcase_create("str_next");
	TCase *number = tcase_create("str_number");

	tcase_add_test(compare, of_null_is_empty);
	tcase_add_test(compare, eq_compares_bytes_and_nocase_letters);
	tcase_add_test(compare, starts_and_ends_want_the_whole_piece);
	tcase_add_test(compare, compare_orders_by_byte_then_length);
	suite_add_tcase(s, compare);

	tcase_add_test(find, find_gives_the_first_place_or_none);
	tcase_add_test(find, slices_never_pass_the_end);
	tcase_add_test(find, trim_drops_blanks_at_the_ends);
	suite_add_tcase(s, find);

	tcase_add_test(next,
	               next_line_takes_both_line_ends_and_a_last_line_without);
	tcase_add_test(next, next_field_gives_empty_fields_between);
	tcase_add_test(next, next_word_skips_runs_of_blanks);
	suite_add_tcase(s, next);

	tcase_add_loop_test(number, number_reads_all_of_it_or_nothing, 0,
	                    ARRAY_LEN(numbers));
	tcase_add_test(number, chars_are_those_of_ascii);
	tcase_add_test(number, ascii_ends_at_the_first_byte_that_is_not);
	suite_add_tcase(s, number);
	return s;
}

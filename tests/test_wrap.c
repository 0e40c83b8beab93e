#include "tests/suite.h"

#include "text/wrap.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

START_TEST(width_is_that_of_a_terminal)
{
	ck_assert_uint_eq(text_width(str_of("")), 0);
	ck_assert_uint_eq(text_width(str_of("abc")), 3);
	ck_assert_uint_eq(text_width(str_of("e\xcc\x81")), 1);
	ck_assert_uint_eq(text_width(str_of("\xe6\xbc\xa2\xe5\xad\x97")), 4);
}
END_TEST

static const struct wrap_row {
	const char *in;
	size_t width;
	const char *indent, *out;
} wraps[] = {
	{"", 20, "", ""},
	{"one two three", 7, "", "one two\nthree\n"},
	{"one two three", 8, "", "one two\nthree\n"},
	{"one two", 7, "> ", "> one\n> two\n"},
	{"a\n\nb\n", 7, "> ", "> a\n>\n> b\n"},
	{"https://example.org/long is", 7, "",
         "https://example.org/long\nis\n"},
	{"  kept in front", 80, "", "  kept in front\n"},
	{"\xe6\xbc\xa2 \xe6\xbc\xa2 \xe6\xbc\xa2", 5, "",
         "\xe6\xbc\xa2 \xe6\xbc\xa2\n\xe6\xbc\xa2\n"},
};

START_TEST(wrap_breaks_at_spaces)
{
	struct str got = text_wrap(&arena, str_of(wraps[_i].in),
	                           wraps[_i].width, wraps[_i].indent);

	ck_assert_text(got, wraps[_i].out);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("wrap");
	TCase *wrap = tcase_create("text_wrap");

	tcase_add_test(wrap, width_is_that_of_a_terminal);
	tcase_add_loop_test(wrap, wrap_breaks_at_spaces, 0,
	                    (int)ARRAY_LEN(wraps));
	tcase_add_checked_fixture(wrap, NULL, teardown);
	suite_add_tcase(s, wrap);
	return s;
}

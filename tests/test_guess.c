#include "tests/suite.h"

#include "text/guess.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *text, *name;
} samples[] = {
	{"only ASCII tells nothing", ""},
	{"", ""},
	/* Russian: "we wait for the ferry every day in the rain" */
	{"\xec\xfb \xe6\xe4\xb8\xec \xef\xe0\xf0\xee\xec \xea\xe0\xe6\xe4\xfb"
         "\xe9 \xe4\xe5\xed\xfc \xef\xee\xe4 \xe4\xee\xe6\xe4\xb8\xec",
         "WINDOWS-1251"},
	{"\xcd\xd9 \xd6\xc4\xa3\xcd \xd0\xc1\xd2\xcf\xcd \xcb\xc1\xd6\xc4\xd9"
         "\xca \xc4\xc5\xce\xd8 \xd0\xcf\xc4 \xc4\xcf\xd6\xc4\xa3\xcd",
         "KOI8-R"},
	/* Japanese, in ISO 2022 */
	{"\x1b$B%3%s%=!<%k\x1b(B", "ISO-2022-JP"},
	{"\xef\xbb\xbf"
         "a",
         "UTF-8"},
};

START_TEST(letters_tell_the_charset)
{
	ck_assert_text(guess_charset(&arena, str_of(samples[_i].text)),
	               samples[_i].name);
}
END_TEST

START_TEST(it_looks_where_something_is_to_be_seen)
{
	size_t n = 1000000;
	char *text = arena_alloc(&arena, n + 100);

	memset(text, ' ', n);
	memcpy(text + n, samples[2].text, strlen(samples[2].text));
	ck_assert_text(
		guess_charset(&arena,
	                      (struct str){text, n + strlen(samples[2].text)}),
		"WINDOWS-1251");
}
END_TEST

START_TEST(charset_of_a_few_kana_is_eucs)
{
	ck_assert_text(
		guess_charset(&arena,
	                      str_of("\xa5\xed\xa5\xb0\xa5\xa4\xa5\xf3")),
		"EUC-JP");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("guess");
	TCase *tc = tcase_create("guess_charset");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_loop_test(tc, letters_tell_the_charset, 0,
	                    ARRAY_LEN(samples));
	tcase_add_test(tc, charset_of_a_few_kana_is_eucs);
	tcase_add_test(tc, it_looks_where_something_is_to_be_seen);
	suite_add_tcase(s, tc);
	return s;
}

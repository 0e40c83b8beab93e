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
	/* Korean: "the ferry goes again on Sundays" */
	{"\x90"
         "a\x9e\x95\xa4\x81\x88"
         "a \x94"
         "a\xaf\xa1 \xb7\xa9\xb6"
         "a\xb7\xa9\xa0"
         "a\x94"
         "a \x88\xe5\x90\xe5\x94"
         "a",
         "JOHAB"},
	{"\xb3\xaa\xb7\xed\xb9\xe8\xb0\xa1 \xb4\xd9\xbd\xc3 "
         "\xc0\xcf\xbf\xe4\xc0\xcf\xb8\xb6\xb4\xd9 "
         "\xb0\xc7\xb3\xcd\xb4\xd9\xb4\xcf \xc1\xc1\xc0\xba "
         "\xbc\xd2\xbd\xc4\xc0\xd4\xb4\xcf\xb4\xd9",
         "UHC"},
	/* Ukrainian, with letters that Russian has none of */
	{"\xf0\xcf\xd2\xcf\xcd \xda\xce\xcf\xd7\xd5 \xc8\xcf\xc4\xc9\xd4\xd8 "
         "\xdd\xcf\xce\xc5\xc4\xa6\xcc\xa6, \xa6 \xc3\xc5 "
         "\xd4\xa6\xdb\xc9\xd4\xd8 \xd5\xd3\xa6\xc8",
         "KOI8-U"},
	/* Romanian: ISO 8859-16 has its letters where 8859-2 has others */
	{"Bacul trece din nou golful \xeen fiecare duminic\xe3 \xbai aceasta "
         "este o veste bun\xe3 pentru to\xfei cei care tr\xe3iesc aici",
         "ISO-8859-2"},
	/* German of a Macintosh, of DOS, of Windows with quotes in it */
	{"Die F\x8ahre f\x8ahrt wieder f\x9fr alle, die dr\x9f"
         "ben wohnen",
         "MACINTOSH"},
	{"Die F\x84hre f\x84hrt wieder f\x81r alle, die dr\x81"
         "ben wohnen",
         "IBM850"},
	{"Die F\xe4hre f\xe4hrt wieder \x96 \x84"
         "f\xfcr alle\x93, die\x92s wollten, dr\xfc"
         "ben",
         "WINDOWS-1252"},
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

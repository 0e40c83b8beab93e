#include "tests/suite.h"

#include <sys/resource.h>

#include "text/charset.h"
#include "text/utf8.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct row {
	const char *name, *in, *out;
} rows[] = {
	{"utf-8", "caf\xc3\xa9", "caf\xc3\xa9"},
	{"UTF8", "\xef\xbb\xbfx", "x"},
	{"utf-8", "long caf\xc3\xa9 \xc3\xa9 \xff", /* one slip is repaired */
         "long caf\xc3\xa9 \xc3\xa9 \xef\xbf\xbd"},
	{"utf-8", "caf\xe9", "caf\xc3\xa9"}, /* a lie: windows-1252 */
	{"", "caf\xe9 \x93q\x94", "caf\xc3\xa9 \xe2\x80\x9cq\xe2\x80\x9d"},
	{"", "caf\xc3\xa9", "caf\xc3\xa9"},
	{"no-such", "caf\xe9", "caf\xc3\xa9"},
	{"us-ascii", "caf\xe9", "caf\xc3\xa9"},
	{"iso-8859-1", "\x80 caf\xe9", "\xe2\x82\xac caf\xc3\xa9"},
	{"\"ISO-8859-1\"", "caf\xe9", "caf\xc3\xa9"},
	{"iso_8859-1:1987", "caf\xe9", "caf\xc3\xa9"},
	{"iso-8859-1", "caf\xc3\xa9", "caf\xc3\xa9"}, /* a lie: UTF-8 */
	{"windows-1252", "\x81", "\xef\xbf\xbd"},
	{"Windows-1251", "\xcf\xf0\xe8", "\xd0\x9f\xd1\x80\xd0\xb8"},
	{"x-cp1251", "\xcf\xf0\xe8", "\xd0\x9f\xd1\x80\xd0\xb8"},
	{"KOI8-R", "\xf0\xd2\xc9", "\xd0\x9f\xd1\x80\xd0\xb8"},
	{"iso-8859-2", "\xb1", "\xc4\x85"},
	{"csISOLatin2", "\xb1\xb1", "\xc4\x85\xc4\x85"},
	{"iso-2022-jp", "\x1b$BF|K\\\x1b(B", "\xe6\x97\xa5\xe6\x9c\xac"},
	{"Shift_JIS", "\x93\xfa\x96{", "\xe6\x97\xa5\xe6\x9c\xac"},
	{"euc-jp", "\xc6\xfc\xcb\xdc", "\xe6\x97\xa5\xe6\x9c\xac"},
	{"gb2312", "\xd6\xd0", "\xe4\xb8\xad"},
	{"big5", "\xa4\xa4", "\xe4\xb8\xad"},
	{"ks_c_5601-1987", "\xc7\xd1", "\xed\x95\x9c"},
	/* A sign of a vendor; and what cannot be ISO-2022-JP. */
	{"iso-2022-jp", "\x1b$B-!\x1b(B", "\xe2\x91\xa0"},
	{"iso-2022-jp", "\x93\xfa\x96{\x8c\xea", "日本語"},
	{"johab", "A\\B", "A\\B"},
	{"cp437", "Gr\x81\xe1", "Grüß"},
	{"IBM850", "\x9d", "Ø"},
	{"cp852", "\xa5", "ą"},
	{"macintosh", "caf\x8e", "café"},
	{"x-mac-ce", "\x88", "ą"},
	{"cp1125", "\xf9", "ї"},
	{"big5", "\xa4\xa4\xa4", "\xe4\xb8\xad\xef\xbf\xbd"}, /* torn */
	{"utf-7", "Gr+APwA3w-e +- x",
         "Gr\xc3\xbc\xc3\x9f"
         "e + x"},
	{"unicode-1-1-utf-7", "Empf+AOQ-nger", "Empf+AOQ-nger"},
};

START_TEST(to_utf8_reads_the_charset_or_guesses)
{
	struct str got = charset_to_utf8(&arena, str_of(rows[_i].name),
	                                 str_of(rows[_i].in));

	ck_assert(utf8_ok(got));
	ck_assert_text(got, rows[_i].out);
}
END_TEST

static const struct {
	const char *charset, *language, *in, *out;
} hinted[] = {
	{"", "ru", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"},
	{"", "ru", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"}, /* KOI8-R */
	{"", "cs", "P\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd", "Příliš žluťoučký"},
	{"", "cs", "P\xf8\xedli\xb9 \xbelu\xbbou\xe8k\xfd", "Příliš žluťoučký"},
	{"", "el", "\xca\xe1\xeb\xe7\xec\xdd\xf1\xe1", "Καλημέρα"},
	{"", "de",
         "Gr\xfc\xdf"
         "e",
         "Grüße"},
	{"", "en", "caf\xc3\xa9",
         "café"}, /* valid: there is nothing to guess */
	{"iso-8859-2", "", "kr\xf3l", "król"},
	{"shift_jis", "de", "\x83\x63\x81\x5b\x83\x8b", "ツール"},
	{"iso-2022-jp", "", "\x83\x63\x81\x5b\x83\x8b", "ツール"},
};

START_TEST(hint_tells_the_charset_where_nothing_else_does)
{
	struct charset_hint hint = {str_of(hinted[_i].charset),
	                            str_of(hinted[_i].language)};

	ck_assert_text(charset_to_utf8_hinted(&arena, str_of(""), &hint,
	                                      str_of(hinted[_i].in)),
	               hinted[_i].out);
}
END_TEST

static const struct str utf16[] = {STR("\xff\xfeh\0i\0"), STR("\xfe\xff\0h\0i"),
                                   STR("h\0i\0"), STR("\0h\0i")};

START_TEST(to_utf8_tells_the_byte_order_of_utf_16)
{
	struct str got = charset_to_utf8(&arena, str_of("utf-16"), utf16[_i]);

	ck_assert_text(got, "hi");
}
END_TEST

START_TEST(to_utf8_stops_at_its_limit_between_characters)
{
	size_t n = 200 * 1024;
	char *bytes = arena_alloc(&arena, n);
	struct str got;

	memset(bytes, 0xe9, n);
	got = charset_to_utf8(&arena, str_of("koi8-r"), (struct str){bytes, n});
	ck_assert_uint_eq(got.len, 256 * 1024);
	memset(bytes, 0x80, n); /* three bytes each there */
	got = charset_to_utf8(&arena, str_of("koi8-r"), (struct str){bytes, n});
	ck_assert_uint_eq(got.len, 256 * 1024 / 3 * 3);
	ck_assert(utf8_ok(got));
}
END_TEST

START_TEST(preload_opens_all_that_is_needed)
{
	struct rlimit none, before;
	struct str got;

	charset_preload();
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = (struct rlimit){0, before.rlim_max};
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		got = charset_to_utf8(&arena, str_of(rows[i].name),
		                      str_of(rows[i].in));
		ck_assert_text(got, rows[i].out);
	}
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
}
END_TEST

START_TEST(page_is_read_whole)
{
	size_t len = 300 * 1024;
	char *page = arena_alloc(&arena, len);
	struct str got;

	memset(page, 'a', len);
	page[len - 1] = '\xe9';
	got = charset_page_to_utf8(&arena, str_of("latin1"),
	                           (struct str){page, len});
	ck_assert_uint_eq(got.len, len + 1);
	ck_assert_text(str_from(got, len - 2), "a\xc3\xa9");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("charset");
	TCase *to_utf8 = tcase_create("charset_to_utf8");
	TCase *page = tcase_create("charset_page_to_utf8");
	TCase *preload = tcase_create("charset_preload");

	tcase_add_checked_fixture(to_utf8, NULL, teardown);
	tcase_add_loop_test(to_utf8,
	                    hint_tells_the_charset_where_nothing_else_does, 0,
	                    ARRAY_LEN(hinted));
	tcase_add_loop_test(to_utf8, to_utf8_reads_the_charset_or_guesses, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_loop_test(to_utf8, to_utf8_tells_the_byte_order_of_utf_16, 0,
	                    (int)ARRAY_LEN(utf16));
	tcase_add_test(to_utf8, to_utf8_stops_at_its_limit_between_characters);
	suite_add_tcase(s, to_utf8);
	tcase_add_checked_fixture(page, NULL, teardown);
	tcase_add_test(page, page_is_read_whole);
	suite_add_tcase(s, page);
	tcase_add_checked_fixture(preload, NULL, teardown);
	tcase_set_tags(preload, "aborts"); /* shuts the process's files */
	tcase_add_test(preload, preload_opens_all_that_is_needed);
	suite_add_tcase(s, preload);
	return s;
}

#include "tests/suite.h"

#include "text/utf8.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

struct row {
	const char *in, *out;
};

static const char *const bad[] = {
	"\x80",         "\xc0\x80",         "\xc1\xbf", "\xe0\x9f\xbf",
	"\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf5",     "\xf4\x90\x80\x80",
	"\xc3",         "\xe2\x82",         "a\xff",    "\xed\xbf\xbf",
};

START_TEST(ok_refuses_what_is_not_strict)
{
	ck_assert(!utf8_ok(str_of(bad[_i])));
}
END_TEST

static const uint32_t codes[] = {0,      0x7f,   0x80,   0x7ff,   0x800,
                                 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};

START_TEST(next_reads_what_put_writes)
{
	char bytes[4];
	struct str text = {bytes, utf8_put(codes[_i], bytes)};
	uint32_t code;

	ck_assert(utf8_ok(text));
	ck_assert(utf8_next(&text, &code));
	ck_assert_uint_eq(code, codes[_i]);
	ck_assert(!utf8_next(&text, &code));
}
END_TEST

START_TEST(length_counts_code_points)
{
	ck_assert_uint_eq(utf8_length(str_of("")), 0);
	ck_assert_uint_eq(utf8_length(str_of("a\xc3\xa9\xf0\x9f\x98\x80")), 3);
	ck_assert_uint_eq(utf8_length(str_of("\xff\xe2\x82")), 3);
}
END_TEST

static const struct row repairs[] = {
	{"", ""},
	{"caf\xc3\xa9", "caf\xc3\xa9"},
	{"a\xff"
         "b",
         "a\xef\xbf\xbd"
         "b"},
	{"\xe2\x82x", "\xef\xbf\xbd\xef\xbf\xbdx"},
	{"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
};

START_TEST(repair_replaces_each_bad_byte)
{
	struct str got = utf8_repair(&arena, str_of(repairs[_i].in));

	ck_assert_text(got, repairs[_i].out);
}
END_TEST

static const struct row cleans[] = {
	{"e\xcc\x81", "\xc3\xa9"},      /* NFC */
	{"a\r\nb\rc\nd", "a\nb\nc\nd"}, /* line ends */
	{"a\xe2\x80\xa8"
         "b\xe2\x80\xa9"
         "c",
         "a\nb\nc"},
	{"a\tb\x01\x7f\xc2\x85"
         "c",
         "a\tbc"}, /* C0, DEL, C1 */
	{"a\xe2\x80\xae"
         "b\xe2\x81\xa6"
         "c",
         "abc"}, /* bidi */
	{"a\xe2\x80\x8b\xef\xbb\xbf"
         "b",
         "ab"},                     /* zero width */
	{"x\xf3\xa0\x81\x81", "x"}, /* a tag */
	{"a\xcd\x8f\xe1\x85\x9f\xe1\x85\xa0\xe3\x85\xa4\xef\xbe\xa0"
         "b",
         "ab"}, /* fillers that nobody sees */
	{"\xe2\xa0\x93\xe2\xa0\x80\xe2\xa0\x8a",
         "\xe2\xa0\x93 \xe2\xa0\x8a"}, /* a blank of Braille */
	{"a\xe2\x80\x8d"
         "b\xe2\x80\x8c",
         "ab"}, /* joiners between Latin letters */
	{"\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae",
         "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae"}, /* ZWNJ in Persian */
	{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
         "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb"}, /* an emoji */
	{"x\xcc\xa3\xcc\xa4\xcc\xa5\xcc\xa6\xcc\xa7\xcc\xa8y",
         "x\xcc\xa3\xcc\xa4\xcc\xa5\xcc\xa6y"}, /* four marks */
	{"\xe2\x9c\x88\xef\xb8\x8f\xef\xb8\x8f\xf3\xa0\x84\x80!",
         "\xe2\x9c\x88\xef\xb8\x8f!"}, /* one selector */
	{"a\xef\xb8\x8f"
         "b\xf3\xa0\x84\x80"
         "1\xef\xb8\x8f"
         "2",
         "ab12"}, /* selectors of letters that have no looks */
	{"1\xef\xb8\x8f\xe2\x83\xa3",
         "1\xef\xb8\x8f\xe2\x83\xa3"}, /* a key cap */
	{"\xe8\x91\x9b\xf3\xa0\x84\x80", "\xe8\x91\x9b\xf3\xa0\x84\x80"},
	{"a\xe1\x9e\xb4\xf0\x9b\xb2\xa0\xf0\x9d\x85\xb3"
         "b",
         "ab"}, /* ignorable by default */
	{"a\xef\xb7\x90\xef\xbf\xbf\xee\x80\x80\xef\xbf\xbc"
         "b",
         "ab"}, /* no characters, or nobody's, or of no text */
	{"a\n\n\n\n\nb", "a\n\n\nb"},
	{"a\n \n\t\n \n \nb", "a\n\n\nb"},
	{"\n\n\n\na", "\n\na"},
	{"-- \nx  ", "-- \nx  "},
	{"\xff", "\xef\xbf\xbd"},
};

START_TEST(clean_makes_harmless)
{
	struct str got = utf8_clean(&arena, str_of(cleans[_i].in));

	ck_assert_text(got, cleans[_i].out);
	ck_assert_text(utf8_clean(&arena, got), cleans[_i].out);
}
END_TEST

START_TEST(clean_takes_nuls_out)
{
	struct str text = STR("a\0b");

	ck_assert_text(utf8_clean(&arena, text), "ab");
}
END_TEST

static const struct line_row {
	const char *in;
	size_t max;
	const char *out;
} lines[] = {
	{" a\r\n\tb  c\n", 80, "a b c"},
	{"abcdef", 6, "abcdef"},
	{"abcdefg", 6, "abcde\xe2\x80\xa6"},
	{"abcd fg", 6, "abcd\xe2\x80\xa6"},
	{"abc\xe0\xa4\x95\xe0\xa4\xbfgh", 5, "abc\xe2\x80\xa6"},
	{"abc", 1, "\xe2\x80\xa6"},
	{"abc", 0, ""},
	{"", 0, ""},
};

START_TEST(clean_line_gives_one_short_line)
{
	struct str got =
		utf8_clean_line(&arena, str_of(lines[_i].in), lines[_i].max);

	ck_assert_text(got, lines[_i].out);
}
END_TEST

#define add_table(tcase, test, rows)                                           \
	tcase_add_loop_test(tcase, test, 0, (int)ARRAY_LEN(rows))

Suite *suite(void)
{
	Suite *s = suite_create("utf8");
	TCase *bytes = tcase_create("utf8_ok");
	TCase *clean = tcase_create("utf8_clean");

	add_table(bytes, ok_refuses_what_is_not_strict, bad);
	add_table(bytes, next_reads_what_put_writes, codes);
	tcase_add_test(bytes, length_counts_code_points);
	add_table(bytes, repair_replaces_each_bad_byte, repairs);
	tcase_add_checked_fixture(bytes, NULL, teardown);
	suite_add_tcase(s, bytes);
	add_table(clean, clean_makes_harmless, cleans);
	tcase_add_test(clean, clean_takes_nuls_out);
	add_table(clean, clean_line_gives_one_short_line, lines);
	tcase_add_checked_fixture(clean, NULL, teardown);
	suite_add_tcase(s, clean);
	return s;
}

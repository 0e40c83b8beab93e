#include "tests/suite.h"

#include "text/rtf.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

/* The two examples of [MS-OXRTFCP], 4. */
static const char hello[] =
	"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03"
	"\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65"
	"\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
static const char repeated[] =
	"\x1a\x00\x00\x00\x1c\x00\x00\x00\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41"
	"\x00\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0";

static const struct {
	struct str packed;
	const char *rtf;
} packed[] = {
	{STR(hello), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"},
	{STR(repeated), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"},
	{STR("\x09\0\0\0\x07\0\0\0MELA\0\0\0\0{\\rtf1}"), "{\\rtf1}"},
	{STR("\x09\0\0\0\x07\0\0\0ABCD\0\0\0\0{\\rtf1}"), ""},
	{STR("LZFu"), ""},
	{STR(""), ""},
};

START_TEST(inflate_reads_what_outlook_packs)
{
	ck_assert_text(rtf_inflate(&arena, packed[_i].packed), packed[_i].rtf);
}
END_TEST

START_TEST(inflate_keeps_what_comes_before_the_damage)
{
	for (size_t i = 17; i < sizeof(hello) - 1; i++) {
		struct str some = {hello, i};
		struct str got = rtf_inflate(&arena, some);
		struct str all = str_of(packed[0].rtf);

		ck_assert(str_eq(got, str_slice(all, 0, got.len)));
	}
}
END_TEST

static const struct {
	const char *rtf, *text;
} texts[] = {
	{"{\\rtf1\\ansi\\ansicpg1252\\pard hello world\\par}", "hello world\n"},
	{"{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;}A\\tab B\\line C}",
         "A\tB\nC"},
	{"{\\rtf1\\ansicpg1251 \\'cf\\'f0\\'e8}", "\xd0\x9f\xd1\x80\xd0\xb8"},
	{"{\\rtf1\\uc1 caf\\u233?!}", "caf\xc3\xa9!"},
	{"{\\rtf1\\uc2\\u8364 \\'80\\'80x}", "\xe2\x82\xacx"},
	{"{\\rtf1 \\u-10179?\\u-8704?}", "\xf0\x9f\x98\x80"},
	{"{\\rtf1 a\\{b\\}\\\\c\\~d}", "a{b}\\c\xc2\xa0"
                                       "d"},
	{"{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}Hi {\\*\\htmltag84 <b>}you"
         "\\par}",
         "Hi you\n"},
	{"{\\rtf1{\\b bold} {\\pict ffd8ffe0}x}", "bold x"},
	{"{\\rtf1 no end", "no end"},
	{"}}}x", "x"},
	{"\\", ""},
	{"", ""},
};

START_TEST(text_is_what_a_person_reads)
{
	ck_assert_text(rtf_to_text(&arena, str_of(texts[_i].rtf)),
	               texts[_i].text);
}
END_TEST

START_TEST(text_survives_groups_of_any_depth)
{
	char deep[20001];

	memset(deep, '{', 10000);
	memset(deep + 10000, '}', 10000);
	deep[20000] = 'x';
	ck_assert_text(rtf_to_text(&arena, (struct str){deep, 20001}), "x");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("rtf");
	TCase *inflate = tcase_create("rtf_inflate");
	TCase *text = tcase_create("rtf_to_text");

	tcase_add_checked_fixture(inflate, NULL, free_arena);
	tcase_add_loop_test(inflate, inflate_reads_what_outlook_packs, 0,
	                    ARRAY_LEN(packed));
	tcase_add_test(inflate, inflate_keeps_what_comes_before_the_damage);
	suite_add_tcase(s, inflate);
	tcase_add_checked_fixture(text, NULL, free_arena);
	tcase_add_loop_test(text, text_is_what_a_person_reads, 0,
	                    ARRAY_LEN(texts));
	tcase_add_test(text, text_survives_groups_of_any_depth);
	suite_add_tcase(s, text);
	return s;
}

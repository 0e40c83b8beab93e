#include "tests/suite.h"

#include "text/fold.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static const struct {
	const char *text, *folded;
} rows[] = {
	{"The Harbour", "the harbour"},
	{"", ""},
	{"caf\xc3\xa9 na\xc3\xafve", "cafe naive"},
	/* full width, ligature, roman numeral */
	{"\xef\xbd\x86\xef\xbd\x8f\xef\xbd\x8f\xef\xbd\x8c \xef\xac\x81t"
         " \xe2\x85\xa3",
         "fool fit iv"},
	/* Cyrillic and Greek letters that look Latin */
	{"\xd1\x81\xd0\xbe\xd1\x80 \xce\xbf\xcf\x81", "cop op"},
	/* zero width space, soft hyphen, joiner, byte order mark */
	{"fo\xe2\x80\x8bol f\xc2\xadool f\xe2\x80\x8dool \xef\xbb\xbfx",
         "fool fool fool x"},
	{"it\xe2\x80\x99s \xe2\x80\x9cso\xe2\x80\x9d", "it's \"so\""},
	{"a &amp; b &eacute; &#65;&#x42; &nope; &#0; &", "a & b e ab &nope;"
                                                         " &#0; &"},
	{"a <b>bold</b> <br/> word <> 1 < 2 > 1", "a  bold    word <> 1   1"},
	{"\xe6\xb8\xaf\xe5\x8f\xa3 x \xe6\xb8\xaf", "\x01 x \x01"},
	{"\xe2\x82\xac"
         "5",
         "\x02"
         "5"},
	{"tab\tline\nend", "tab line end"},
	{"\xff\xfe ok", "   ok"},
};

START_TEST(text_is_plain_and_lower)
{
	ck_assert_text(fold_text(&arena, str_of(rows[_i].text)).text,
	               rows[_i].folded);
}
END_TEST

START_TEST(text_knows_where_each_byte_stood)
{
	struct folded f =
		fold_text(&arena, str_of("\xc3\x89t &amp; \xc3\x9f!"));

	ck_assert_text(f.text, "et & ss!");
	ck_assert_uint_eq(f.origin[0], 0);
	ck_assert_uint_eq(f.origin[1], 2);
	ck_assert_uint_eq(f.origin[3], 4);
	ck_assert_uint_eq(f.origin[4], 9);
	ck_assert_uint_eq(f.origin[5], 10);
	ck_assert_uint_eq(f.origin[6], 10);
	ck_assert_uint_eq(f.origin[7], 12);
	ck_assert_uint_eq(f.origin[8], 13);
}
END_TEST

START_TEST(entity_takes_its_bytes)
{
	size_t len = 0;

	ck_assert_uint_eq(fold_entity(str_of("&euro;5"), &len), 0x20ac);
	ck_assert_uint_eq(len, 6);
	ck_assert_uint_eq(fold_entity(str_of("&#x20AC;"), &len), 0x20ac);
	ck_assert_uint_eq(len, 8);
	ck_assert_uint_eq(fold_entity(str_of("&#x110000;"), &len), 0);
	ck_assert_uint_eq(fold_entity(str_of("&#12"), &len), 0);
	ck_assert_uint_eq(fold_entity(str_of("&#;"), &len), 0);
	ck_assert_uint_eq(fold_entity(str_of("&amp"), &len), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("fold");
	TCase *tc = tcase_create("fold");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, text_is_plain_and_lower, 0, ARRAY_LEN(rows));
	tcase_add_test(tc, text_knows_where_each_byte_stood);
	tcase_add_test(tc, entity_takes_its_bytes);
	suite_add_tcase(s, tc);
	return s;
}

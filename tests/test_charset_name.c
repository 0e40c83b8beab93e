#include "tests/suite.h"

#include "text/charset_name.h"

static const struct {
	const char *name;
	enum charset charset;
} names[] = {
	{"utf-8", CHARSET_UTF8},
	{" UTF8 ", CHARSET_UTF8},
	{"Windows-1252", CHARSET_1252},
	{"x-cp1252", CHARSET_1252},
	{"csISO2022JP", CHARSET_2022JP},
	{"iso-8859-1", CHARSET_1252},
	{"ISO_8859-8-I", CHARSET_8859_8},
	{"shift_jis", CHARSET_932},
	{"gb2312", CHARSET_GB18030},
	{"ISO_646.irv:1991", CHARSET_NONE},
	{"utf-7", CHARSET_UTF7},
	{"unicode-1-1-utf-7", CHARSET_NONE},
	{"ibm850", CHARSET_850},
	{"csPC850Multilingual", CHARSET_NONE},
	{"x-mac-roman", CHARSET_MAC},
	{"", CHARSET_NONE},
	{"a-name-that-is-longer-than-any-charset-ever-had", CHARSET_NONE},
};

START_TEST(a_name_is_found_however_it_is_written)
{
	ck_assert_int_eq(charset_find(str_of(names[_i].name)),
	                 names[_i].charset);
}
END_TEST

START_TEST(what_iconv_has_to_do_has_a_name)
{
	ck_assert_ptr_null(charset_converter(CHARSET_UTF8));
	ck_assert_ptr_null(charset_converter(CHARSET_NONE));
	for (enum charset i = CHARSET_UTF16LE; i < CHARSET_N; i++)
		ck_assert_msg(charset_converter(i) != NULL, "%d", (int)i);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("charset_name");
	TCase *tc = tcase_create("charset_find");

	tcase_add_loop_test(tc, a_name_is_found_however_it_is_written, 0,
	                    ARRAY_LEN(names));
	suite_add_tcase(s, tc);
	tc = tcase_create("charset_converter");
	tcase_add_test(tc, what_iconv_has_to_do_has_a_name);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "text/punctuation.h"

static const struct {
	const char *text;
	bool ends;
} rows[] = {
	{"It ends.", true},    {"Does it?", true},     {"It does!", true},
	{"It trails…", true},  {"(It does.)", true},   {"\"He said.\"", true},
	{"„Ja.“", true},       {"«Oui.»", true},       {"下雨了。", true},
	{"「行く。」", true},  {"यह है।", true},        {"ما هذا؟", true},
	{"\xff.", true},       {"A heading", false},   {"He said:", false},
	{"", false},           {"\"\"", false},        {"(", false},
	{"the end. (", false}, {"caf\xc3\xa9", false}, {"\x80", false},
	{".\xe3\x80", false},
};

START_TEST(ends_sentence_looks_behind_quotes_and_brackets)
{
	ck_assert_int_eq(punctuation_ends_sentence(str_of(rows[_i].text)),
	                 rows[_i].ends);
}
END_TEST

START_TEST(last_takes_one_character_off_the_end)
{
	struct str text = str_of("a\xc3\xa9\xe2\x80\xa6\xf0\x9f\x98\x80");
	static const uint32_t codes[] = {0x1f600, 0x2026, 0xe9, 'a'};
	uint32_t code = 0;

	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		ck_assert(punctuation_last(&text, &code));
		ck_assert_uint_eq(code, codes[i]);
	}
	ck_assert(!punctuation_last(&text, &code));
}
END_TEST

START_TEST(last_takes_one_byte_of_what_is_no_character)
{
	struct str text = str_of("a\xa9\xa9");
	uint32_t code = 0;

	ck_assert(punctuation_last(&text, &code));
	ck_assert_uint_eq(code, 0xfffd);
	ck_assert_uint_eq(text.len, 2);
}
END_TEST

START_TEST(of_knows_what_a_mark_does)
{
	ck_assert_int_eq(punctuation_of('.'), PUNCTUATION_END);
	ck_assert_int_eq(punctuation_of(0x3002), PUNCTUATION_WIDE_END);
	ck_assert_int_eq(punctuation_of(0x201c), PUNCTUATION_QUOTE);
	ck_assert_int_eq(punctuation_of(0xbf), PUNCTUATION_OPEN);
	ck_assert_int_eq(punctuation_of(')'), PUNCTUATION_CLOSE);
	ck_assert_int_eq(punctuation_of(','), PUNCTUATION_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("punctuation");
	TCase *ends = tcase_create("punctuation_ends_sentence");
	TCase *last = tcase_create("punctuation_last");
	TCase *of = tcase_create("punctuation_of");

	tcase_add_loop_test(ends,
	                    ends_sentence_looks_behind_quotes_and_brackets, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, ends);
	tcase_add_test(last, last_takes_one_character_off_the_end);
	tcase_add_test(last, last_takes_one_byte_of_what_is_no_character);
	suite_add_tcase(s, last);
	tcase_add_test(of, of_knows_what_a_mark_does);
	suite_add_tcase(s, of);
	return s;
}

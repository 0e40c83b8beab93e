#include "tests/suite.h"

#include "text/delimiter.h"

static const struct {
	const char *text;
	bool is_mark, is_rule;
} rows[] = {
	{"--", true, false},
	{"__", true, false},
	{"\xe2\x80\x94", true, false}, /* a dash */
	{"---", false, true},
	{"_____", false, true},
	{"* * *", false, true},
	{"====", false, true},
	{"~~~", false, true},
	{"###", false, true},
	{"", false, false},
	{"-", false, false},
	{"- -", false, true},
	{"--*", false, false},
	{"--- a", false, false},
	{"----  ----", false, false},
	{"-- first", false, false},
};

START_TEST(marks_are_told_from_rules_and_text)
{
	struct str text = str_of(rows[_i].text);

	ck_assert_int_eq(delimiter_is_mark(text), rows[_i].is_mark);
	ck_assert_int_eq(delimiter_is_rule(text), rows[_i].is_rule);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("delimiter");
	TCase *t = tcase_create("delimiter");

	tcase_add_loop_test(t, marks_are_told_from_rules_and_text, 0,
	                    (int)ARRAY_LEN(rows));
	suite_add_tcase(s, t);
	return s;
}

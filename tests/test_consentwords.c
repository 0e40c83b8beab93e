#include "tests/suite.h"

#include "digest/consentwords.h"

static const struct {
	const char *line;
	enum consent expected;
	bool is_all;
} rows[] = {
	{"yes", CONSENT_YES, true},
	{"  Yes!", CONSENT_YES, true},
	{"*JA*", CONSENT_YES, true},
	{"\"Oui.\"", CONSENT_YES, true},
	{"S\xc3\xad", CONSENT_YES, true},
	{"Yes :-)", CONSENT_YES, true},
	{"\xd0\x94\xd0\x90", CONSENT_YES, true},         /* ДА */
	{"\xce\x9d\xce\x91\xce\x99", CONSENT_YES, true}, /* ΝΑΙ */
	{"KYLL\xc3\x84", CONSENT_YES, true},             /* KYLLÄ */
	{"\xe6\x98\xaf\xe3\x80\x82", CONSENT_YES, true}, /* 是。 */
	{"\xe3\x81\xaf\xe3\x81\x84", CONSENT_YES, true}, /* はい */
	{"\xeb\x84\xa4", CONSENT_YES, true},             /* 네 */
	{"Yes?", CONSENT_NONE, false},
	{"Yes, but not to that address", CONSENT_NONE, false},
	{"yes please", CONSENT_NONE, false},
	{"Yes/no", CONSENT_NONE, false},
	{"Si no fui yo", CONSENT_NONE, false},
	{"no", CONSENT_NO, true},
	{"NO!!", CONSENT_NO, true},
	{"No?", CONSENT_NO, true},
	{"No :-)", CONSENT_NO, true},
	{"No...", CONSENT_NO, true},
	{"No\xe2\x80\xa6", CONSENT_NO, true},
	{"No\xc2\xa0", CONSENT_NO, true},
	{"*no*", CONSENT_NO, true},
	{"_no_", CONSENT_NO, true},
	{"\"no\"", CONSENT_NO, true},
	{"nope", CONSENT_NO, true},
	{"no,", CONSENT_NO, true},
	{"no thanks", CONSENT_NO, false},
	{"No, that is not my address!", CONSENT_NO, false},
	{"No -- Ada", CONSENT_NO, false},
	{"Nein, das war ich nicht", CONSENT_NO, false},
	{"Nein danke", CONSENT_NO, false},
	{"Non merci", CONSENT_NO, false},
	{"Not me.", CONSENT_NO, false},
	{"\xd0\x9d\xd0\x95\xd0\xa2", CONSENT_NO, true}, /* НЕТ */
	{"N\xc3\x83O", CONSENT_NO, true},               /* NÃO */
	{"\xce\x8c\xce\xa7\xce\x99", CONSENT_NO, true}, /* ΌΧΙ */
	{"HAYIR", CONSENT_NO, true},
	{"\xe4\xb8\x8d\xe6\x98\xaf\xe6\x88\x91", CONSENT_NO,
         false}, /* 不是我 */
	{"\xe3\x81\x84\xe3\x81\x84\xe3\x81\x88", CONSENT_NO, true},
	{"Block!", CONSENT_BLOCK, true},
	{"no more", CONSENT_BLOCK, true},
	{"No more than this", CONSENT_NO, false},
	{"Block me, please", CONSENT_BLOCK, false},
	{"blockade", CONSENT_NONE, false},
	{"That is not mine.", CONSENT_NONE, false},
	{"I did not write this", CONSENT_NONE, false},
	{"Note", CONSENT_NONE, false},
	{"yesterday", CONSENT_NONE, false},
	{"?", CONSENT_NONE, false},
	{"", CONSENT_NONE, false},
};

START_TEST(a_no_is_one_whatever_is_behind_it_and_a_yes_stands_alone)
{
	bool is_all = !rows[_i].is_all;

	ck_assert_msg(consentwords_find(str_of(rows[_i].line), &is_all) ==
	                      rows[_i].expected,
	              "\"%s\"", rows[_i].line);
	ck_assert_msg(is_all == rows[_i].is_all, "\"%s\"", rows[_i].line);
}
END_TEST

START_TEST(a_line_without_end_says_no_yes)
{
	static char line[2000];
	bool is_all = true;

	memset(line, ' ', sizeof(line) - 1);
	memcpy(line, "yes", 3);
	memcpy(line + sizeof(line) - 5, "not", 3);
	ck_assert_int_eq(consentwords_find(str_of(line), &is_all),
	                 CONSENT_NONE);
	ck_assert(!is_all);
	memcpy(line, "no ", 3);
	ck_assert_int_eq(consentwords_find(str_of(line), &is_all), CONSENT_NO);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("consentwords");
	TCase *t = tcase_create("consentwords_find");

	tcase_add_loop_test(
		t, a_no_is_one_whatever_is_behind_it_and_a_yes_stands_alone, 0,
		ARRAY_LEN(rows));
	tcase_add_test(t, a_line_without_end_says_no_yes);
	suite_add_tcase(s, t);
	return s;
}

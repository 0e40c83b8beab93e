#include "tests/suite.h"

#include "mailer/phrase.h"

static const struct {
	const char *words;
	enum bounce_reason reason;
} certain[] = {
	{"550 User unknown", BOUNCE_NO_USER},
	{"the MAILBOX is FULL", BOUNCE_FULL},
	{"user unknown, or mailbox full", BOUNCE_FULL},
	{"host unknown", BOUNCE_NO_HOST},
	{"illegal user", BOUNCE_UNCLEAR},
	{"this account expired", BOUNCE_NO_USER},
	{"the queue time expired", BOUNCE_EXPIRED},
	{"", BOUNCE_UNCLEAR},
};

START_TEST(what_is_certain_is_told_by_itself)
{
	ck_assert_int_eq(phrase_reason(str_of(certain[_i].words)),
	                 certain[_i].reason);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("phrase");
	TCase *tc = tcase_create("phrase_reason");

	tcase_add_loop_test(tc, what_is_certain_is_told_by_itself, 0,
	                    ARRAY_LEN(certain));
	suite_add_tcase(s, tc);
	return s;
}

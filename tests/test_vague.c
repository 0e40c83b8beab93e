#include "tests/suite.h"

#include "mailer/vague.h"

static const struct {
	const char *words;
	enum bounce_reason reason;
} vague[] = {
	{"Invalid final delivery userid: ann", BOUNCE_NO_USER},
	{"User (ann@example.net) not found", BOUNCE_NO_USER},
	{"user\nthe answer is not found", BOUNCE_UNCLEAR},
	{"user a: 250 ok\nuser b not found", BOUNCE_NO_USER},
	{"insufficient disk space", BOUNCE_FULL},
	{"Illegal host/domain name found.", BOUNCE_NO_HOST},
	{"the account was deactivated", BOUNCE_SUSPENDED},
	{"Unsolicited mail", BOUNCE_POLICY},
	{"no route to host", BOUNCE_NETWORK},
	{"Das Postfach ist voll", BOUNCE_FULL},
	{"nie ma takiego konta", BOUNCE_NO_USER},
	{"we are glad to hear from you", BOUNCE_UNCLEAR},
	{"", BOUNCE_UNCLEAR},
};

START_TEST(what_is_vague_is_told_where_nothing_else_is)
{
	ck_assert_int_eq(vague_reason(str_of(vague[_i].words)),
	                 vague[_i].reason);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("vague");
	TCase *tc = tcase_create("vague_reason");

	tcase_add_loop_test(tc, what_is_vague_is_told_where_nothing_else_is, 0,
	                    ARRAY_LEN(vague));
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "mailer/cause.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

#define ck_assert_status(text, expected)                                       \
	do {                                                                   \
		struct str _s = cause_status(str_of(text));                    \
		ck_assert_msg(str_is(_s, expected), "\"%s\": %.*s", text,      \
		              (int)_s.len, _s.ptr);                            \
	} while (0)

START_TEST(a_status_stands_by_itself)
{
	ck_assert_status("550 5.1.1 no such user", "5.1.1");
	ck_assert_status("(#5.7.26)", "5.7.26");
	ck_assert_status("said:4.2.2.", "4.2.2");
	ck_assert_status("5.1.10", "5.1.10");
	ck_assert_status("at 4.2.2.1", "");
	ck_assert_status("host 15.1.1", "");
	ck_assert_status("version 5.1.1beta", "");
	ck_assert_status("Mailman 2.0.12", "");
	ck_assert_status("5.1", "");
	ck_assert_status("5.1.", "");
	ck_assert_status("5.1234.1", "");
	ck_assert_status("", "");
}
END_TEST

START_TEST(a_code_has_three_digits_of_its_own)
{
	ck_assert_int_eq(cause_code(str_of("said: 550 no")), 550);
	ck_assert_int_eq(cause_code(str_of("550-first\n550 last")), 550);
	ck_assert_int_eq(cause_code(str_of("<<< 421: busy")), 421);
	ck_assert_int_eq(cause_code(str_of("452")), 452);
	ck_assert_int_eq(cause_code(str_of("1550 no")), 0);
	ck_assert_int_eq(cause_code(str_of("550x")), 0);
	ck_assert_int_eq(cause_code(str_of("192.0.2.550 x")), 0);
	ck_assert_int_eq(cause_code(str_of("250 fine, 354 go on")), 0);
	ck_assert_int_eq(cause_code(str_of("567 x")), 0);
	ck_assert_int_eq(cause_code(str_of("55")), 0);
}
END_TEST

static const struct {
	const char *words, *status;
	enum bounce_reason reason;
} reasons[] = {
	{"User unknown in virtual alias table", "5.1.1", BOUNCE_NO_USER},
	{"RESOLVER.ADR.RecipNotFound; not found", "5.1.10", BOUNCE_NO_USER},
	{"Host or domain name not found", "", BOUNCE_NO_HOST},
	{"domain does not exist", "", BOUNCE_NO_HOST},
	{"The account does not exist", "", BOUNCE_NO_USER},
	{"Mailbox full, user unknown to quota", "", BOUNCE_FULL},
	{"no such user here", "5.2.1", BOUNCE_SUSPENDED},
	{"the user has moved", "", BOUNCE_MOVED},
	{"rejected as spam", "5.7.1", BOUNCE_POLICY},
	{"sender address rejected", "5.1.8", BOUNCE_POLICY},
	{"domain of sender does not exist", "5.1.8", BOUNCE_POLICY},
	{"message size exceeds fixed limit", "", BOUNCE_TOO_BIG},
	{"connection timed out", "", BOUNCE_EXPIRED},
	{"Recipient address rejected", "5.0.0", BOUNCE_NO_USER},
	{"Recipient address rejected", "5.7.26", BOUNCE_POLICY},
	{"no", "5.1.1", BOUNCE_NO_USER},
	{"no", "5.1.2", BOUNCE_NO_HOST},
	{"no", "4.2.2", BOUNCE_FULL},
	{"no", "5.7.99", BOUNCE_POLICY},
	{"no", "", BOUNCE_UNCLEAR},
};

START_TEST(words_come_before_figures)
{
	ck_assert_int_eq(cause_reason(str_of(reasons[_i].words),
	                              str_of(reasons[_i].status)),
	                 reasons[_i].reason);
}
END_TEST

static const struct {
	enum bounce_action action;
	const char *status, *words, *expected;
	bool is_permanent, is_hard;
} judged[] = {
	{BOUNCE_FAILED, "5.1.1", "550 no such user", "5.1.1", true, true},
	{BOUNCE_FAILED, "5.0.0", "550 5.1.1 no such user", "5.1.1", true, true},
	{BOUNCE_FAILED, "", "no such user", "5.1.1", true, true},
	{BOUNCE_FAILED, "", "450 mailbox full", "4.2.2", false, false},
	{BOUNCE_FAILED, "4.4.7", "gave up", "4.4.7", false, false},
	{BOUNCE_FAILED, "5.7.1", "spam", "5.7.1", true, false},
	{BOUNCE_FAILED, "5.2.2", "full", "5.2.2", true, false},
	/* After RCPT was taken, without a word about the address: a filter. */
	{BOUNCE_FAILED, "5.0.0", ">>> DATA\n<<< 550 Unknown user bob", "5.0.0",
         true, false},
	{BOUNCE_FAILED, "5.0.0", "550 Unknown user (in reply to end of DATA",
         "5.0.0", true, false},
	{BOUNCE_FAILED, "5.0.0", "550 Unknown user (in reply to RCPT TO",
         "5.0.0", true, true},
	{BOUNCE_FAILED, "5.1.1", ">>> DATA\n<<< 550 5.1.1 User unknown",
         "5.1.1", true, true},
	/* What is late is never for good, whatever it says. */
	{BOUNCE_DELAYED, "5.1.1", "no such user", "5.1.1", false, false},
	{BOUNCE_DELAYED, "", "no such user", "4.0.0", false, false},
	{BOUNCE_DELIVERED, "", "no such user", "", false, false},
};

START_TEST(only_a_dead_address_is_hard)
{
	struct bounce_recipient one = {.action = judged[_i].action,
	                               .status = str_of(judged[_i].status)};

	cause_judge(&arena, str_of(judged[_i].words), &one);
	ck_assert_text(one.status, judged[_i].expected);
	ck_assert_int_eq(one.is_permanent, judged[_i].is_permanent);
	ck_assert_int_eq(one.is_hard, judged[_i].is_hard);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("cause");
	TCase *tc = tcase_create("cause");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_test(tc, a_status_stands_by_itself);
	tcase_add_test(tc, a_code_has_three_digits_of_its_own);
	tcase_add_loop_test(tc, words_come_before_figures, 0,
	                    ARRAY_LEN(reasons));
	tcase_add_loop_test(tc, only_a_dead_address_is_hard, 0,
	                    ARRAY_LEN(judged));
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/dsn.h"

static struct arena arena;
static struct dsn_recipient *list;
static size_t n;

static void drop_arena(void)
{
	arena_free(&arena);
}

static void read_report(const char *text)
{
	dsn_read(&arena, str_of(text), &list, &n);
}

START_TEST(each_group_with_a_recipient_counts)
{
	read_report("Reporting-MTA: dns; mx.example.net\r\n"
	            "Arrival-Date: Mon, 23 Nov 2026 07:00:00 +0000\r\n"
	            "\r\n"
	            "Final-Recipient: rfc822; bob@example.net\r\n"
	            "Original-Recipient: rfc822;robert@example.net\r\n"
	            "Action: failed\r\n"
	            "Status: 5.1.1\r\n"
	            "Diagnostic-Code: smtp; 550 5.1.1 no\r\n"
	            "  such user\r\n"
	            "\r\n"
	            "final-recipient: RFC822; <eve@example.net>\r\n"
	            "Action: delayed (for a day)\r\n");
	ck_assert_uint_eq(n, 2);
	ck_assert_text(list[0].final, "bob@example.net");
	ck_assert_text(list[0].original, "robert@example.net");
	ck_assert_text(list[0].action, "failed");
	ck_assert_text(list[0].status, "5.1.1");
	ck_assert_text(list[0].diagnostic, "smtp; 550 5.1.1 no such user");
	ck_assert_text(list[1].final, "eve@example.net");
	ck_assert_text(list[1].action, "delayed");
	ck_assert_text(list[1].status, "");
}
END_TEST

START_TEST(a_missing_empty_line_parts_two_recipients)
{
	read_report("Final-Recipient: rfc822; a@example.net\nAction: failed\n"
	            "Final-Recipient: rfc822; b@example.net\nAction: failed\n");
	ck_assert_uint_eq(n, 2);
	ck_assert_text(list[0].final, "a@example.net");
	ck_assert_text(list[1].final, "b@example.net");
}
END_TEST

static const struct {
	const char *value, *expected;
} addresses[] = {
	{"rfc822; bob@example.net", "bob@example.net"},
	{"bob@example.net", "bob@example.net"},
	{"rfc822; Bob <bob@example.net>", "bob@example.net"},
	{"rfc822; 'bob@example.net'", "bob@example.net"},
	{"rfc822; bob@example.net (alias)", "bob@example.net"},
	{"utf-8; b\\x{F6}b@example.net", "b\xc3\xb6"
                                         "b@example.net"},
	{"utf-8; \\x{1F600}@example.net", "\xf0\x9f\x98\x80@example.net"},
	{"utf-8; b\\x{F6@example.net", "b\\x{F6@example.net"},
	{"utf-8; b\\x{D800}@example.net", "b\\x{D800}@example.net"},
	{"utf-8; b\\x{A}c@example.net", "b\\x{A}c@example.net"},
	{"X400; /c=no/", "/c=no/"},
	{"", ""},
};

START_TEST(an_address_is_taken_out)
{
	read_report(arena_printf(&arena, "Final-Recipient: %s\n",
	                         addresses[_i].value));
	ck_assert_uint_eq(n, 1);
	ck_assert_text(list[0].final, addresses[_i].expected);
}
END_TEST

START_TEST(rubbish_names_nobody)
{
	read_report("");
	ck_assert_uint_eq(n, 0);
	read_report("no fields at all\n\n  \n:\n: x\n");
	ck_assert_uint_eq(n, 0);
	read_report("Status: 5.1.1\n\nReporting-MTA: dns; x\n");
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(a_hundred_recipients_are_enough)
{
	struct buf text = BUF_INIT(100000);

	for (int i = 0; i < BOUNCE_RECIPIENTS_MAX + 1; i++)
		buf_addf(&text, "Final-Recipient: rfc822; r%d@x.test\n\n", i);
	dsn_read(&arena, buf_str(&text), &list, &n);
	ck_assert_uint_eq(n, BOUNCE_RECIPIENTS_MAX);
	buf_free(&text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("dsn");
	TCase *tc = tcase_create("dsn");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_test(tc, each_group_with_a_recipient_counts);
	tcase_add_test(tc, a_missing_empty_line_parts_two_recipients);
	tcase_add_loop_test(tc, an_address_is_taken_out, 0,
	                    ARRAY_LEN(addresses));
	tcase_add_test(tc, rubbish_names_nobody);
	tcase_add_test(tc, a_hundred_recipients_are_enough);
	suite_add_tcase(s, tc);
	return s;
}

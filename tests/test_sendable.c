#include "tests/suite.h"

#include "mailer/sendable.h"

#define GOOD "Subject: a\r\n\r\ntext\r\n"

START_TEST(fault_is_none_in_mail_of_whole_short_ascii_lines)
{
	static const char *const good[] = {
		GOOD, "\r\n", "a: b\r\n\r\n.\r\n..\r\n", "\t \r\n\x7f\r\n"};

	ck_assert_ptr_null(sendable_fault(str_of(good[_i])));
}
END_TEST

static const struct {
	struct str mail;
	const char *fault;
} bad[] = {
	{STR(""), "message is empty"},
	{STR("a"), "message does not end in CRLF"},
	{STR(GOOD "a\r"), "message does not end in CRLF"},
	{STR("\n"), "message has a bare LF"},
	{STR(GOOD "a\nb\r\n"), "message has a bare LF"},
	{STR(GOOD "\n.\r\nMAIL FROM:<x@y>\r\n"), "message has a bare LF"},
	{STR(GOOD "\r\n\n"), "message has a bare LF"},
	{STR(GOOD "a\rb\r\n"), "message has a bare CR"},
	{STR(GOOD "\r\r\n"), "message has a bare CR"},
	{STR(GOOD "\r.\r\r\n"), "message has a bare CR"},
	{STR(GOOD "a\0b\r\n"), "message is not 7-bit"},
	{STR(GOOD "caf\xc3\xa9\r\n"), "message is not 7-bit"},
};

START_TEST(fault_names_what_must_not_go_out)
{
	const char *fault = sendable_fault(bad[_i].mail);

	ck_assert_ptr_nonnull(fault);
	ck_assert_str_eq(fault, bad[_i].fault);
}
END_TEST

START_TEST(fault_is_a_line_from_999_bytes_on)
{
	char mail[SENDABLE_LINE_MAX + 3];
	struct str text = {mail, SENDABLE_LINE_MAX + 2};

	memset(mail, 'x', sizeof(mail));
	memcpy(mail + SENDABLE_LINE_MAX, "\r\n", 2);
	ck_assert_ptr_null(sendable_fault(text));
	memcpy(mail + SENDABLE_LINE_MAX, "x\r\n", 3);
	text.len++;
	ck_assert_str_eq(sendable_fault(text),
	                 "message has a line over 998 bytes");
}
END_TEST

static bool ask(const char *from, const char *to, const char *bytes,
                struct smtp_result *result)
{
	struct smtp_message message = {1, from, to, str_of(bytes)};

	return is_sendable(&message, result);
}

START_TEST(sendable_is_a_good_mail_between_addresses)
{
	struct smtp_result result;

	ck_assert(ask("news+b1@example.org", "a@example.net", GOOD, &result));
	ck_assert(ask("", "a@example.net", GOOD, &result));
}
END_TEST

START_TEST(sendable_blames_the_right_part)
{
	static const struct {
		const char *from, *to, *bytes;
		enum smtp_verdict verdict;
	} rows[] = {
		{"a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example", GOOD,
	         SMTP_SENDER_REFUSED},
		{"a@b.example", "", GOOD, SMTP_REFUSED},
		{"a@b.example", "a@b.example>\r\nRCPT TO:<c@d.example", GOOD,
	         SMTP_REFUSED},
		{"a@b.example", "\"a b\"@b.example", GOOD, SMTP_REFUSED},
		{"a@b.example", "a@b.example", "bare\n", SMTP_MESSAGE_REFUSED},
	};
	struct smtp_result result;

	ck_assert(!ask(rows[_i].from, rows[_i].to, rows[_i].bytes, &result));
	ck_assert_int_eq(result.verdict, rows[_i].verdict);
	ck_assert_int_eq(result.code, 0);
	ck_assert_str_ne(result.text, "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("sendable");
	TCase *fault = tcase_create("sendable_fault");
	TCase *sendable = tcase_create("is_sendable");

	tcase_add_loop_test(
		fault, fault_is_none_in_mail_of_whole_short_ascii_lines, 0, 4);
	tcase_add_loop_test(fault, fault_names_what_must_not_go_out, 0,
	                    (int)ARRAY_LEN(bad));
	tcase_add_test(fault, fault_is_a_line_from_999_bytes_on);
	suite_add_tcase(s, fault);
	tcase_add_test(sendable, sendable_is_a_good_mail_between_addresses);
	tcase_add_loop_test(sendable, sendable_blames_the_right_part, 0, 5);
	suite_add_tcase(s, sendable);
	return s;
}

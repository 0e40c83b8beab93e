#include "tests/suite.h"

#include "mailer/watch.h"

static struct watch watch;

static bool sent(const char *text)
{
	return watch_sent(&watch, str_of(text));
}

static bool heard(const char *text)
{
	return watch_received(&watch, str_of(text));
}

/* Up to the point where the handshake would start. */
static void until_tls(bool wants_auth)
{
	watch_start(&watch, true, wants_auth);
	ck_assert(heard("220 relay\r\n"));
	ck_assert(sent("EHLO us\r\n"));
	ck_assert(heard("250-relay\r\n250 STARTTLS\r\n"));
	ck_assert(sent("STARTTLS\r\n"));
}

static void until_login(void)
{
	until_tls(true);
	ck_assert(heard("220 go on\r\n"));
	watch_secure(&watch);
	ck_assert(sent("EHLO us\r\n"));
	ck_assert(heard("250-relay\r\n250 AUTH PLAIN LOGIN\r\n"));
}

START_TEST(an_honest_session_has_no_fault)
{
	until_login();
	ck_assert(sent("AUTH LOGIN\r\n"));
	ck_assert(heard("334 VXNlcm5hbWU6\r\n"));
	ck_assert(sent("cG9zdGJhZw==\r\n"));
	ck_assert(heard("334 UGFzc3dvcmQ6\r\n"));
	ck_assert(sent("c2VjcmV0\r\n"));
	ck_assert(heard("235 2.7.0 welcome\r\n"));
	ck_assert(sent("MAIL FROM:<a@example.org>\r\n"));
	ck_assert(heard("250 ok\r\n"));
	ck_assert(sent("RCPT TO:<b@example.net>\r\nDATA\r\n"));
	ck_assert(heard("250 ok\r\n354 go\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_FINE);
	ck_assert_int_eq(watch_outcome(&watch, "relay", NULL), OK);
	ck_assert_str_eq(watch.reply, "354 go");
}
END_TEST

START_TEST(bytes_behind_the_starttls_reply_are_found)
{
	until_tls(false);
	ck_assert(!heard("220 go on\r\n250 AUTH PLAIN\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_INJECTED);
}
END_TEST

START_TEST(one_byte_behind_the_starttls_reply_is_found_in_the_next_read)
{
	until_tls(false);
	ck_assert(heard("220 go on\r\n"));
	ck_assert(!heard("2"));
	ck_assert_int_eq(watch.fault, WATCH_INJECTED);
}
END_TEST

START_TEST(a_starttls_reply_sent_before_it_was_asked_for_is_found)
{
	watch_start(&watch, true, false);
	ck_assert(heard("220 relay\r\n"));
	ck_assert(sent("EHLO us\r\n"));
	ck_assert(!heard("250-relay\r\n250 STARTTLS\r\n220 go on\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_INJECTED);
}
END_TEST

START_TEST(a_greeting_of_two_replies_is_found)
{
	watch_start(&watch, true, false);
	ck_assert(!heard("220 relay\r\n250 relay\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_INJECTED);
}
END_TEST

START_TEST(replies_may_come_byte_by_byte)
{
	static const char text[] = "220-go\r\n220 on\r\n";
	char one[2] = "";

	until_tls(false);
	for (size_t i = 0; text[i] != '\0'; i++) {
		one[0] = text[i];
		ck_assert(heard(one));
	}
	ck_assert(!heard("x"));
}
END_TEST

START_TEST(what_is_no_reply_before_tls_is_found)
{
	static const char *const lines[] = {
		"\r\n",
		"2\r\n",
		"22 go\r\n",
		"220go\r\n",
		" 220 go\r\n",
		"+22 go\r\n",
		"HTTP/1.1 400 Bad Request\r\n",
	};

	until_tls(false);
	ck_assert_msg(!heard(lines[_i]), "%s", lines[_i]);
	ck_assert_int_eq(watch.fault, WATCH_GARBLED);
}
END_TEST

START_TEST(a_line_that_libesmtp_would_cut_is_found_before_tls)
{
	char line[WATCH_LINE_MAX + 2];

	memset(line, 'x', sizeof(line));
	memcpy(line, "220-", 4);
	until_tls(false);
	ck_assert(watch_received(&watch, (struct str){line, WATCH_LINE_MAX}));
	ck_assert(!heard("x"));
	ck_assert_int_eq(watch.fault, WATCH_GARBLED);
}
END_TEST

START_TEST(nothing_but_the_way_to_tls_is_said_before_it)
{
	static const char *const lines[] = {
		"AUTH PLAIN AHUAcA==\r\n",
		"MAIL FROM:<a@example.org>\r\n",
		"XUSR\r\n",
		"RSET\r\nMAIL FROM:<a@example.org>\r\n",
	};

	watch_start(&watch, true, true);
	ck_assert(heard("220 relay\r\n"));
	ck_assert_msg(!sent(lines[_i]), "%s", lines[_i]);
	ck_assert_int_eq(watch.fault, WATCH_NOT_ALLOWED);
}
END_TEST

START_TEST(mail_without_the_login_it_wants_is_found)
{
	until_login();
	ck_assert(!sent("MAIL FROM:<a@example.org>\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_NOT_ALLOWED);
	ck_assert_int_eq(watch_outcome(&watch, "relay", NULL), ERR_FATAL);
}
END_TEST

START_TEST(a_refused_login_is_found)
{
	struct why why;

	until_login();
	ck_assert(sent("AUTH PLAIN AHUAc2VjcmV0\r\n"));
	ck_assert(!heard("535 5.7.8 wrong password\r\n"));
	ck_assert_int_eq(watch_outcome(&watch, "relay", &why), ERR_DENIED);
	ck_assert_str_eq(why.text,
	                 "smtp relay: login refused: 535 5.7.8 wrong password");
}
END_TEST

START_TEST(a_login_put_off_may_work_later)
{
	until_login();
	ck_assert(sent("AUTH PLAIN AHUAc2VjcmV0\r\n"));
	ck_assert(!heard("454 4.7.0 try later\r\n"));
	ck_assert_int_eq(watch_outcome(&watch, "relay", NULL), ERR_TEMP);
}
END_TEST

START_TEST(nothing_is_fine_after_a_fault)
{
	until_tls(false);
	ck_assert(!heard("220 go\r\n250 x\r\n"));
	ck_assert(!sent("QUIT\r\n"));
	ck_assert(!heard("221 bye\r\n"));
	ck_assert_int_eq(watch.fault, WATCH_INJECTED);
}
END_TEST

START_TEST(no_secret_is_kept)
{
	static const char secret[] = "AHUAc2VjcmV0";

	until_login();
	ck_assert(sent("AUTH PLAIN AHUAc2VjcmV0\r\n"));
	for (size_t i = 0; i + sizeof(secret) <= sizeof(watch); i++)
		ck_assert_int_ne(memcmp((const char *)&watch + i, secret,
		                        sizeof(secret) - 1),
		                 0);
	ck_assert(heard("235 ok\r\n"));
}
END_TEST

START_TEST(without_tls_replies_may_come_together)
{
	watch_start(&watch, false, false);
	ck_assert(heard("220 relay\r\n"));
	ck_assert(sent("EHLO us\r\n"));
	ck_assert(heard("250 PIPELINING\r\n"));
	ck_assert(sent("RCPT TO:<a@example.org>\r\nDATA\r\n"));
	ck_assert(heard("250 ok\r\n354 go\r\n250 early\r\n"));
	ck_assert_str_eq(watch.reply, "250 early");
}
END_TEST

START_TEST(control_characters_of_a_reply_are_not_kept)
{
	watch_start(&watch, false, false);
	ck_assert(heard("554 \x1b[2J\x80 no\r\n"));
	ck_assert_str_eq(watch.reply, "554 ?[2J? no");
}
END_TEST

START_TEST(the_reply_to_quit_is_not_what_ended_the_session)
{
	watch_start(&watch, false, false);
	ck_assert(heard("554 5.7.1 listed\r\n"));
	ck_assert(sent("QUIT\r\n"));
	ck_assert(heard("221 bye\r\n"));
	ck_assert_str_eq(watch.reply, "554 5.7.1 listed");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("watch");
	TCase *tls = tcase_create("before_tls");
	TCase *login = tcase_create("login");
	TCase *plain = tcase_create("plain");

	tcase_add_test(tls, bytes_behind_the_starttls_reply_are_found);
	tcase_add_test(
		tls,
		one_byte_behind_the_starttls_reply_is_found_in_the_next_read);
	tcase_add_test(tls,
	               a_starttls_reply_sent_before_it_was_asked_for_is_found);
	tcase_add_test(tls, a_greeting_of_two_replies_is_found);
	tcase_add_test(tls, replies_may_come_byte_by_byte);
	tcase_add_loop_test(tls, what_is_no_reply_before_tls_is_found, 0, 7);
	tcase_add_test(tls, a_line_that_libesmtp_would_cut_is_found_before_tls);
	tcase_add_loop_test(tls, nothing_but_the_way_to_tls_is_said_before_it,
	                    0, 4);
	tcase_add_test(tls, nothing_is_fine_after_a_fault);
	suite_add_tcase(s, tls);
	tcase_add_test(login, an_honest_session_has_no_fault);
	tcase_add_test(login, mail_without_the_login_it_wants_is_found);
	tcase_add_test(login, a_refused_login_is_found);
	tcase_add_test(login, a_login_put_off_may_work_later);
	tcase_add_test(login, no_secret_is_kept);
	suite_add_tcase(s, login);
	tcase_add_test(plain, without_tls_replies_may_come_together);
	tcase_add_test(plain, the_reply_to_quit_is_not_what_ended_the_session);
	tcase_add_test(plain, control_characters_of_a_reply_are_not_kept);
	suite_add_tcase(s, plain);
	return s;
}

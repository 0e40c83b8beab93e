#include "mailer/imap.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "mailer/deadline.h"
#include "tests/imap_session.h"

/*
 * Faults up to the login.  None of these may see the password, but the last
 * ones, which come after it.
 */

#define CAPABLE(words)                                                         \
	"expect CAPABILITY\nsend * CAPABILITY IMAP4rev1 " words "\nok done\n"
#define A20   "aaaaaaaaaaaaaaaaaaaa"
#define A100  A20 A20 A20 A20 A20
#define READY "send * OK ready\n"

static const struct {
	const char *script;
	int tls;
	enum err err;
	const char *why;
	bool has_login;
} no_open[] = {
	{"send * BYE too many\n", IMAP_TLS_NONE, ERR_TEMP, "too many", false},
	{"close\n", IMAP_TLS_NONE, ERR_TEMP, "closed the connection", false},
	{"gone\n", IMAP_TLS_NONE, ERR_TEMP, "timed out", false},
	{"raw * OK rea\nclose\n", IMAP_TLS_NONE, ERR_TEMP, "closed", false},
	{"send What is this?\ngone\n", IMAP_TLS_NONE, ERR_TEMP, "What", false},
	{"drip-on 20 * OK hello \n", IMAP_TLS_NONE, ERR_TEMP, "timed out",
         false},
	{"raw * OK \nrepeat 3000 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
         IMAP_TLS_NONE, ERR_TEMP, "line longer", false},
	{"repeat 5000 * OK " A100 A100 A100 A100 A100 A100 A100 A100 A100 A100
                 A100 A100 A100 "\\r\\n\n",
         IMAP_TLS_NONE, ERR_TEMP, "", false},
	{READY "expect CAPABILITY\nsend 99 OK done\ngone\n", IMAP_TLS_NONE,
         ERR_TEMP, "capability: OK done", false},
	{READY "expect CAPABILITY\nsend \\t BAD what?\ngone\n", IMAP_TLS_NONE,
         ERR_TEMP, "what?", false},
	{READY "expect CAPABILITY\nsend * 1 FETCH (BODYSTRUCTURE "
               "((((((((((((((((((((((((((((((((((((((((((((\ngone\n",
         IMAP_TLS_NONE, ERR_TEMP, "parentheses", false},
	{READY CAPABLE("LOGINDISABLED") "gone\n", IMAP_TLS_NONE, ERR_FATAL,
         "LOGINDISABLED", false},
	{READY CAPABLE("") "gone\n", IMAP_TLS_STARTTLS, ERR_FATAL,
         "not offered", false},
	{"send * PREAUTH welcome\ngone\n", IMAP_TLS_STARTTLS, ERR_FATAL,
         "PREAUTH", false},
	{READY CAPABLE("STARTTLS") "expect STARTTLS\nraw \\t OK go\\r\\n* OK "
                                   "injected\\r\\n\ngone\n",
         IMAP_TLS_STARTTLS, ERR_FATAL, "injected", false},
	{READY CAPABLE("STARTTLS") "expect STARTTLS\nsend \\t NO later\ngone\n",
         IMAP_TLS_STARTTLS, ERR_TEMP, "later", false},
	{READY CAPABLE("STARTTLS") "expect STARTTLS\nok go\npause 50\nsend "
                                   "1 OK what TLS?\ngone\n",
         IMAP_TLS_STARTTLS, ERR_FATAL, "TLS", false},
	{READY "gone\n", IMAP_TLS_IMPLICIT, ERR_FATAL, "TLS", false},
	{"close\n", IMAP_TLS_IMPLICIT, ERR_TEMP, "closed", false},
	{READY CAPABLE("") "expect LOGIN\nsend \\t NO [AUTHENTICATIONFAILED] "
                           "no\ngone\n",
         IMAP_TLS_NONE, ERR_DENIED, "AUTHENTICATIONFAILED", true},
	{READY CAPABLE("") "expect LOGIN\nsend \\t NO [UNAVAILABLE] ill\n"
                           "gone\n",
         IMAP_TLS_NONE, ERR_TEMP, "ill", true},
	{READY CAPABLE("") "expect LOGIN\nsend \\t NO not \"s3cret word\"\n"
                           "gone\n",
         IMAP_TLS_NONE, ERR_DENIED, "refused", true},
	{READY CAPABLE("") "expect LOGIN\nsend \\t BAD LOGIN reader \"s3cret "
                           "word\"\ngone\n",
         IMAP_TLS_NONE, ERR_TEMP, "refused", true},
	/* An odd response code crashed libetpan. */
	{"send * OK [PERMANENTFLAGS (\\*)] x\ngone\n", IMAP_TLS_NONE, ERR_TEMP,
         "timed out", false},
	/* An OK without any capability crashed libetpan. */
	{READY "expect CAPABILITY\nok done\nexpect LOGIN\nclose\n",
         IMAP_TLS_NONE, ERR_TEMP, "login", true},
};

START_TEST(open_fails_as_it_should)
{
	int64_t start_ms = deadline_clock();
	enum err err;

	peer_session_play(no_open[_i].script);
	options.tls = no_open[_i].tls;
	err = imap_open(&options, &imap, &why);
	ck_assert_msg(err == no_open[_i].err, "%s: %s", err_name(err),
	              why.text);
	ck_assert_said(no_open[_i].why);
	ck_assert_said("127.0.0.1");
	ck_assert_ptr_null(imap);
	ck_assert_int_lt(deadline_clock() - start_ms, SLOW_MS);
	ck_assert_played();
	ck_assert_uint_eq(str_find(str_of(why.text), "s3cret"), STR_NONE);
	ck_assert_int_eq(str_find(str_of(log_text), "s3cret word") != STR_NONE,
	                 no_open[_i].has_login);
}
END_TEST

START_TEST(open_speaks_in_clear_to_this_machine_only)
{
	options.host = "192.0.2.1"; /* nobody's */
	options.port = 143;
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_FATAL);
	ck_assert_said("192.0.2.1 is not this machine");
}
END_TEST

START_TEST(open_says_when_nobody_listens)
{
	options.port = child_port();
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_TEMP);
	ck_assert_said("refused");
	options.host = "no-such-host.invalid";
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_TEMP);
	ck_assert_said("no-such-host.invalid");
}
END_TEST

static const struct {
	const char *user, *password, *folder, *processed;
} odd[] = {
	{"a\r\nb", "p", "INBOX", "P"}, {"", "p", "INBOX", "P"},
	{"a", "p\n", "INBOX", "P"},    {"a", "", "INBOX", "P"},
	{"a", "p", "IN\rBOX", "P"},    {"a", "p", "INBOX", "P\x7f"},
	{"a", "p", "INBOX", "INBOX"},
};

START_TEST(open_refuses_control_characters_and_nonsense)
{
	options.user = odd[_i].user;
	options.password = str_of(odd[_i].password);
	options.folder = odd[_i].folder;
	options.processed = odd[_i].processed;
	options.port = 1;
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_FATAL);
}
END_TEST

START_TEST(open_quotes_what_a_password_may_hold)
{
	options.password = str_of("a\"b\\c {1}");
	peer_session_open("login\nexpect LOGOUT\nsend * BYE\nok bye\n");
	imap_close(&imap);
	ck_assert_ptr_null(imap);
	imap_close(&imap);
	ck_assert_played();
	ck_assert_uint_ne(str_find(str_of(log_text),
	                           "LOGIN reader \"a\\\"b\\\\c {1}\"\n"),
	                  STR_NONE);
}
END_TEST

START_TEST(open_makes_the_processed_folder)
{
	peer_session_open(READY CAPABLE("") "expect LOGIN\nok hi\n" CAPABLE(
		"") "expect LIST\nok none\n"
	            "expect CREATE Processed\nok made\n"
	            "expect SUBSCRIBE Processed\nsend \\t NO never\n"
	            "expect SELECT INBOX\nsend * OK [UIDVALIDITY 5] x\nok "
	            "in\nexpect LOGOUT\nclose\n");
	ck_assert_uint_eq(imap_uidvalidity(imap), 5);
	ck_assert(!imap_has_idle(imap));
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

START_TEST(open_takes_capabilities_after_the_login_only)
{
	peer_session_open(READY CAPABLE(
		"IDLE") "expect LOGIN\nok [CAPABILITY IMAP4rev1"
	                " IDLE] hi\n" CAPABLE(
				"MOVE") "expect LIST\nsend * LIST () \"/\" "
	                                "Processed\nok done\n"
	                                "expect SELECT\nok done\nexpect "
	                                "LOGOUT\nclose\n");
	ck_assert(!imap_has_idle(imap));
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

START_TEST(close_takes_two_seconds_at_most)
{
	int64_t start_ms;

	options.timeout_s = 60;
	peer_session_open("login\nexpect LOGOUT\ngone\n");
	start_ms = deadline_clock();
	imap_close(&imap);
	ck_assert_int_lt(deadline_clock() - start_ms, 2500);
	ck_assert_played();
}
END_TEST

START_TEST(descriptors_above_1024_work)
{
	struct rlimit limit;
	struct arena arena = {0};
	uint32_t *uids;
	size_t n;
	bool news;
	int fd;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	if (limit.rlim_cur < 1200)
		limit.rlim_cur = 1200;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	peer_session_play("login IDLE\nexpect SEARCH\nsend * SEARCH 1\nok x\n"
	                  "expect IDLE\nsend + idling\nexpect DONE\nok x\n");
	do
		fd = dup(STDERR_FILENO);
	while (fd >= 0 && fd < 1100);
	ck_assert_int_eq(fd, 1100);
	ck_assert_int_eq(imap_open(&options, &imap, &why), OK);
	ck_assert_int_eq(imap_list(imap, &arena, &uids, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(imap_wait(imap, 0, -1, &news, &why), OK);
	imap_close(&imap);
	arena_free(&arena);
	ck_assert_played();
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("imap");
	TCase *tc = tcase_create("imap_open");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_loop_test(tc, open_fails_as_it_should, 0, ARRAY_LEN(no_open));
	tcase_add_test(tc, open_speaks_in_clear_to_this_machine_only);
	tcase_add_test(tc, open_says_when_nobody_listens);
	tcase_add_loop_test(tc, open_refuses_control_characters_and_nonsense, 0,
	                    ARRAY_LEN(odd));
	tcase_add_test(tc, open_quotes_what_a_password_may_hold);
	tcase_add_test(tc, open_makes_the_processed_folder);
	tcase_add_test(tc, open_takes_capabilities_after_the_login_only);
	tcase_add_test(tc, close_takes_two_seconds_at_most);
	suite_add_tcase(s, tc);

	tc = tcase_create("imap_descriptors");
	tcase_set_tags(tc, "aborts"); /* valgrind has no such descriptors */
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_test(tc, descriptors_above_1024_work);
	suite_add_tcase(s, tc);
	return s;
}

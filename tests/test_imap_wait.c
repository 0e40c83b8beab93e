#include "mailer/imap.h"

#include <unistd.h>

#include "mailer/deadline.h"
#include "tests/imap_session.h"

static const struct {
	const char *script;
	enum err err;
	bool news;
	const char *why;
} waited[] = {
	/* News in the same segment as the "+" wakes no poll(2). */
	{"login IDLE\nexpect IDLE\nraw + idling\\r\\n* 4 EXISTS\\r\\n\n"
         "expect DONE\nok done\n",
         OK, true, ""},
	/* News before the "+" hangs libetpan's own function. */
	{"login IDLE\nexpect IDLE\nsend * 4 EXISTS\nsend + idling\n"
         "expect DONE\nok done\n",
         OK, true, ""},
	{"login IDLE\nexpect IDLE\nsend + idling\npause 200\nsend * 4 EXISTS\n"
         "expect DONE\nok done\n",
         OK, true, ""},
	{"login IDLE\nexpect IDLE\nsend + idling\nsend * OK still here\n"
         "pause 100\nsend * 2 EXPUNGE\nexpect DONE\nok done\n",
         OK, false, ""},
	/* One went, one came: there is a new one. */
	{"login IDLE\nexpect IDLE\nsend + idling\nsend * 2 EXPUNGE\n"
         "send * 3 EXISTS\nexpect DONE\nok done\n",
         OK, true, ""},
	{"login IDLE\nexpect IDLE\nsend + idling\nexpect DONE\n"
         "send * 4 EXISTS\nok done\n",
         OK, true, ""},
	{"login IDLE\nexpect IDLE\nsend + idling\nsend * BYE night\nclose\n",
         ERR_TEMP, false, "night"},
	{"login IDLE\nexpect IDLE\nsend + idling\nclose\n", ERR_TEMP, false,
         "closed"},
	{"login IDLE\nexpect IDLE\nsend \\t NO never\n", ERR_TEMP, false,
         "never"},
	{"login IDLE\nexpect IDLE\ngone\n", ERR_TEMP, false, "timed out"},
	{"login IDLE\nexpect IDLE\nsend + idling\nexpect DONE\ngone\n",
         ERR_TEMP, false, "timed out"},
	{"login\nexpect NOOP\nok nothing\n", OK, false, ""},
	{"login\nexpect NOOP\nsend * 4 EXISTS\nok done\n", OK, true, ""},
	{"login\npause 100\nclose\n", ERR_TEMP, false, "closed"},
};

START_TEST(wait_tells_news)
{
	bool news = !waited[_i].news;
	enum err err;

	peer_session_open(waited[_i].script);
	err = imap_wait(imap, 1, -1, &news, &why);
	ck_assert_msg(err == waited[_i].err, "%s: %s", err_name(err), why.text);
	if (!err)
		ck_assert_int_eq(news, waited[_i].news);
	ck_assert_said(waited[_i].why);
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

START_TEST(wait_tells_what_came_during_another_command)
{
	struct arena arena = {0};
	uint32_t *uids;
	size_t n;
	bool news = false;

	peer_session_open("login IDLE\nexpect SEARCH\nsend * SEARCH 1\n"
	                  "send * 4 EXISTS\nok done\n");
	ck_assert_int_eq(imap_list(imap, &arena, &uids, &n, &why), OK);
	ck_assert_int_eq(imap_wait(imap, 1, -1, &news, &why), OK);
	ck_assert(news);
	imap_close(&imap);
	arena_free(&arena);
	ck_assert_played();
}
END_TEST

START_TEST(wait_stops_when_told)
{
	static const char *const scripts[] = {
		"login IDLE\nexpect IDLE\nsend + idling\nexpect DONE\nok x\n",
		"login\n"};
	int64_t start_ms;
	int stop[2];
	bool news = true;

	ck_assert_int_eq(pipe(stop), 0);
	ck_assert_int_eq(write(stop[1], "x", 1), 1);
	peer_session_open(scripts[_i]);
	start_ms = deadline_clock();
	ck_assert_int_eq(imap_wait(imap, 60, stop[0], &news, &why), OK);
	ck_assert_int_lt(deadline_clock() - start_ms, SLOW_MS);
	ck_assert(!news);
	imap_close(&imap);
	ck_assert_played();
	close(stop[0]);
	close(stop[1]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("imap_wait");
	TCase *tc = tcase_create("imap_wait");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_loop_test(tc, wait_tells_news, 0, ARRAY_LEN(waited));
	tcase_add_test(tc, wait_tells_what_came_during_another_command);
	tcase_add_loop_test(tc, wait_stops_when_told, 0, 2);
	suite_add_tcase(s, tc);
	return s;
}

#include "mailer/imap.h"

#include <poll.h>
#include <stdio.h>

#include "mailer/deadline.h"
#include "tests/imap_session.h"

/*
 * Faults in an answer to FETCH of UIDs 1, 2 and 3
 */

static struct {
	size_t n;
	char text[600]; /* "1 raw;2 raw;" */
	enum err err;   /* to return */
} seen;

static enum err see(void *context, const struct imap_mail *mail,
                    struct why *reason)
{
	size_t len = strlen(seen.text);

	ck_assert_ptr_eq(context, &seen);
	seen.n++;
	snprintf(seen.text + len, sizeof(seen.text) - len, "%u%s %.*s;",
	         mail->uid, mail->is_whole ? "" : "+", (int)mail->raw.len,
	         mail->raw.ptr);
	return seen.err ? err_because(reason, seen.err, "disk full") : OK;
}

#define FETCH                                                                  \
	"login\nexpect UID FETCH 1:3 (UID INTERNALDATE BODY.PEEK[]<0.1001>)\n"
#define A20     "aaaaaaaaaaaaaaaaaaaa"
#define A100    A20 A20 A20 A20 A20
#define MAIL(n) "raw * " n " FETCH (UID " n " BODY[]<0> {1}\\r\\n" n ")\\r\\n\n"

static const struct {
	const char *script;
	enum err err;
	const char *seen, *why;
} fetched[] = {
	{FETCH MAIL("1") MAIL("2") MAIL("3") "ok done\n", OK, "1 1;2 2;3 3;",
         ""},
	{FETCH MAIL("1") MAIL("3") "ok one has gone\n", OK, "1 1;3 3;", ""},
	{FETCH MAIL("1") MAIL("1") "ok twice\n", OK, "1 1;", ""},
	{FETCH MAIL("9") MAIL("1") "ok foreign\n", OK, "1 1;", ""},
	{FETCH MAIL("0") MAIL("1") "ok zero\n", OK, "1 1;", ""},
	{FETCH "send * 1 FETCH (UID 1 BODY[]<0> \"a b\")\n"
               "send * 2 FETCH (UID 2 BODY[]<0> NIL)\n"
               "send * 3 FETCH (FLAGS (\\\\Seen))\nok odd\n",
         OK, "1 a b;", ""},
	{FETCH "send * 2 EXPUNGE\nsend * 7 EXISTS\n" MAIL(
		 "1") "send * OK hello\nok done\n",
         OK, "1 1;", ""},
	{FETCH "raw * 1 FETCH (UID 1 BODY[]<0> {1001}\\r\\n\nrepeat 1001 x\n"
               "raw )\\r\\n\nok long\n",
         OK, "1+ xxxxxxxxx", ""},
	{FETCH MAIL("1") "send \\t NO [SERVERBUG] ouch\n", ERR_TEMP, "1 1;",
         "ouch"},
	{FETCH MAIL("1") "send * BYE shutting down\nclose\n", ERR_TEMP, "1 1;",
         "shutting down"},
	{FETCH MAIL("1") "send 77 OK done\n", ERR_TEMP, "1 1;", "OK done"},
	{FETCH MAIL("1") "pause 100\nraw * 2 FETCH (UID 2 BODY[]<0> "
                         "{5}\\r\\nab\nclose\n",
         ERR_TEMP, "1 1;", "closed the connection"},
	{FETCH "raw * 1 FETCH (UID 1 BODY[]<0> {5}\\r\\nab\ngone\n", ERR_TEMP,
         "", "timed out"},
	{FETCH "raw * 1 FETCH (UID 1 BODY[]<0> {900}\\r\\n\ndrip-on 10 x\n",
         ERR_TEMP, "", "timed out"},
	{FETCH "raw * 1 FETCH (UID 1 BODY[]<0> {4294967295}\\r\\n\ngone\n",
         ERR_TEMP, "", "literal larger"},
	{FETCH "raw * 1 FETCH (UID 1 BODY[]<0> {-1}\\r\\n\ngone\n", ERR_TEMP,
         "", "malformed literal"},
	{FETCH "send * 1 FETCH (UID 4294967297 BODY[]<0> \"x\")\ngone\n",
         ERR_TEMP, "", "number too large"},
	{FETCH "send * 1 FETCH (UID 1 BODY[]<0> garbage)\nok x\ngone\n",
         ERR_TEMP, "", "fetch"},
	{FETCH "send * OK [UIDVALIDITY 78] moved\nok x\n", ERR_TEMP, "",
         "UIDVALIDITY"},
	{FETCH "repeat 8000 * OK " A100 A100 A100 A100 A100 A100 A100 A100 A100
                 A100 A100 A100 A100 "\\r\\n\n",
         ERR_TEMP, "", "larger than allowed"},
};

START_TEST(fetch_bears_what_a_server_does)
{
	static const uint32_t uids[] = {1, 2, 3};
	int64_t start_ms = deadline_clock();
	enum err err;

	memset(&seen, 0, sizeof(seen));
	peer_session_open(fetched[_i].script);
	err = imap_fetch(imap, uids, 3, see, &seen, &why);
	ck_assert_msg(err == fetched[_i].err, "%s: %s", err_name(err),
	              why.text);
	ck_assert_msg(str_starts(str_of(seen.text), fetched[_i].seen) &&
	                      (seen.n > 0 || !*fetched[_i].seen),
	              "saw %s", seen.text);
	if (str_ends(str_of(fetched[_i].seen), ";"))
		ck_assert_str_eq(seen.text, fetched[_i].seen);
	ck_assert_said(fetched[_i].why);
	imap_close(&imap);
	ck_assert_int_lt(deadline_clock() - start_ms, SLOW_MS);
	ck_assert_played();
}
END_TEST

START_TEST(fetch_ends_with_the_sinks_error)
{
	static const uint32_t uids[] = {1, 2, 3};

	memset(&seen, 0, sizeof(seen));
	seen.err = ERR_FATAL;
	peer_session_open(FETCH MAIL("1") MAIL("2") MAIL("3") "ok done\n");
	ck_assert_int_eq(imap_fetch(imap, uids, 3, see, &seen, &why),
	                 ERR_FATAL);
	ck_assert_str_eq(seen.text, "1 1;");
	ck_assert_str_eq(why.text, "disk full");
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

static enum err dawdle(void *context, const struct imap_mail *mail,
                       struct why *reason)
{
	(void)context;
	(void)mail;
	(void)reason;
	seen.n++;
	poll(NULL, 0, 700);
	return OK;
}

START_TEST(fetch_does_not_count_the_sinks_time)
{
	static const uint32_t uids[] = {1, 2, 3};

	memset(&seen, 0, sizeof(seen));
	peer_session_open(FETCH MAIL("1") MAIL("2") "pause 300\n" MAIL(
		"3") "pause 300\nok done\n");
	ck_assert_int_eq(imap_fetch(imap, uids, 3, dawdle, NULL, &why), OK);
	ck_assert_uint_eq(seen.n, 3);
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

static enum err note_time(void *context, const struct imap_mail *mail,
                          struct why *reason)
{
	(void)reason;
	*(int64_t *)context = mail->arrived_at;
	return OK;
}

static const struct {
	const char *date;
	int64_t time;
} arrived[] = {
	{"23-Nov-2026 10:00:00 +0200", 1795420800},
	{" 1-Jan-1970 00:00:01 +0000", 1},
	{"22-Nov-2026 23:30:00 -0830", 1795420800},
	{"23-Nov-2026 13:30:00 +0530", 1795420800},
	{"45-Nov-2026 99:00:00 +0200", 0},
	{"23-Nov-1926 10:00:00 +0200", 0},
};

START_TEST(fetch_reads_the_time_of_arrival)
{
	static const uint32_t uids[] = {1};
	int64_t time = -1;
	char script[300];

	snprintf(script, sizeof(script),
	         "login\nexpect UID FETCH 1 (\n"
	         "send * 1 FETCH (UID 1 INTERNALDATE \"%s\" BODY[]<0> \"x\")\n"
	         "ok done\n",
	         arrived[_i].date);
	peer_session_open(script);
	ck_assert_int_eq(imap_fetch(imap, uids, 1, note_time, &time, &why), OK);
	ck_assert_int_eq(time, arrived[_i].time);
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

/*
 * Listing and moving
 */

static const struct {
	const char *script;
	enum err err;
	size_t n;
	uint32_t uids[3];
} listed[] = {
	{"send * SEARCH 3 1 2\nok done\n", OK, 3, {1, 2, 3}},
	{"send * SEARCH 3\nsend * SEARCH 2 3\nok done\n", OK, 2, {2, 3}},
	{"send * SEARCH 0 4294967295\nok done\n", OK, 1, {4294967295u}},
	{"send * SEARCH\nok done\n", OK, 0, {0}},
	{"ok nothing\n", OK, 0, {0}},
	{"send * SEARCH 1 2 (MODSEQ 9)\nok done\n", ERR_TEMP, 0, {0}},
	{"send * SEARCH 4294967297\nok done\n", ERR_TEMP, 0, {0}},
	{"send * SEARCH 1\nsend \\t NO no\n", ERR_TEMP, 0, {0}},
	{"send * BYE no\nclose\n", ERR_TEMP, 0, {0}},
};

START_TEST(list_gives_each_uid_once_in_order)
{
	struct arena arena = {0};
	char script[300];
	uint32_t *uids = NULL;
	size_t n = 0;
	enum err err;

	snprintf(script, sizeof(script),
	         "login\nexpect UID SEARCH UNDELETED\n%s", listed[_i].script);
	peer_session_open(script);
	err = imap_list(imap, &arena, &uids, &n, &why);
	ck_assert_msg(err == listed[_i].err, "%s: %s", err_name(err), why.text);
	ck_assert_uint_eq(n, listed[_i].n);
	for (size_t i = 0; i < n; i++)
		ck_assert_uint_eq(uids[i], listed[_i].uids[i]);
	imap_close(&imap);
	arena_free(&arena);
	ck_assert_played();
}
END_TEST

START_TEST(list_bears_a_line_of_100000_uids)
{
	struct arena arena = {0};
	uint32_t *uids;
	size_t n;

	peer_session_open(
		"login\nexpect UID SEARCH\nraw * SEARCH\nrepeat 100000  7\n"
		"send  8\nok done\n");
	ck_assert_int_eq(imap_list(imap, &arena, &uids, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	imap_close(&imap);
	arena_free(&arena);
	ck_assert_played();
}
END_TEST

static const struct {
	const char *script;
	enum err err;
} moved[] = {
	{"login MOVE UIDPLUS\nexpect UID MOVE 1:2,5 Processed\nok done\n", OK},
	{"login MOVE\nexpect UID MOVE\nsend \\t NO [OVERQUOTA] full\n",
         ERR_TEMP},
	{"login UIDPLUS\nexpect UID COPY 1:2,5 Processed\nok done\n"
         "expect UID STORE 1:2,5 +FLAGS.SILENT (\\Deleted)\nok done\n"
         "expect UID EXPUNGE 1:2,5\nok done\nexpect LOGOUT\nclose\n",
         OK},
	/* Never a plain EXPUNGE. */
	{"login\nexpect UID COPY 1:2,5 Processed\nok done\n"
         "expect UID STORE\nok done\nexpect LOGOUT\nclose\n",
         OK},
	/* Nothing is marked that was not copied. */
	{"login UIDPLUS\nexpect UID COPY\nsend \\t NO [OVERQUOTA] full\n"
         "expect LOGOUT\nclose\n",
         ERR_TEMP},
};

START_TEST(move_uses_what_the_server_has)
{
	static const uint32_t uids[] = {1, 2, 5};

	peer_session_open(moved[_i].script);
	ck_assert_int_eq(imap_move(imap, uids, 3, &why), moved[_i].err);
	if (moved[_i].err)
		ck_assert_said("OVERQUOTA");
	imap_close(&imap);
	ck_assert_played();
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("imap_mail");
	TCase *tc = tcase_create("imap_fetch");

	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_loop_test(tc, fetch_bears_what_a_server_does, 0,
	                    ARRAY_LEN(fetched));
	tcase_add_test(tc, fetch_ends_with_the_sinks_error);
	tcase_add_test(tc, fetch_does_not_count_the_sinks_time);
	tcase_add_loop_test(tc, fetch_reads_the_time_of_arrival, 0,
	                    ARRAY_LEN(arrived));
	suite_add_tcase(s, tc);

	tc = tcase_create("imap_list");
	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_loop_test(tc, list_gives_each_uid_once_in_order, 0,
	                    ARRAY_LEN(listed));
	tcase_add_test(tc, list_bears_a_line_of_100000_uids);
	suite_add_tcase(s, tc);

	tc = tcase_create("imap_move");
	tcase_set_timeout(tc, 30);
	tcase_add_checked_fixture(tc, imap_session_setup, NULL);
	tcase_add_loop_test(tc, move_uses_what_the_server_has, 0,
	                    ARRAY_LEN(moved));
	suite_add_tcase(s, tc);
	return s;
}

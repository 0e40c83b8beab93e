#include "app/role.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "mailer/imap.h"
#include "store/tokens.h"
#include "tests/child.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

static struct site site;
static struct store_watched store;
static struct arena arena;
static struct child peer;
static struct config_mailbox mailbox;
static const char *folder;
static struct role role;
static struct {
	int durable, killed, leases;
} seen;

static void see(void *context, const char *sql)
{
	(void)context;
	seen.durable += !strcmp(sql, "BEGIN");
	seen.killed += !strcmp(sql, "BEGIN KILLED");
	seen.leases += str_find(str_of(sql), "INTO leases") != STR_NONE;
}

static void set_up(void)
{
	memset(&seen, 0, sizeof(seen));
	site_in_memory(&site);
	store_watch(&store, site.db, see, NULL);
	site.db = &store.db;
	folder = store_folder(&arena);
	mailbox = (struct config_mailbox){
		.name = "box",
		.type = CONFIG_MAILBOX_IMAP,
		.host = "127.0.0.1",
		.tls = IMAP_TLS_NONE,
		.user = "reader",
		.password_file = store_path(&arena, folder, "password"),
		.folder = "INBOX",
		.processed = "Processed",
		.poll_s = 600,
		.idle_s = 600,
		.timeout_s = 2,
		.max_mail = 1000,
	};
	ck_assert_int_eq(file_write(mailbox.password_file, str_of("secret\n"),
	                            0600, NULL),
	                 OK);
	site.config.mailboxes = &mailbox;
	site.config.n_mailboxes = 1;
	role = (struct role){.site = &site,
	                     .name = "collect",
	                     .object = "box",
	                     .is_once = true};
	log_set_level(LOG_LEVEL_ERROR);
	role_signals(false);
}

static void tear_down(void)
{
	site_close(&site);
	store_remove_folder(folder);
	arena_free(&arena);
}

static int64_t count(const char *from)
{
	char sql[300];

	snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM %s", from);
	return store_number(site.db, sql);
}

/* What happens outside while the role works; then it is told to stop. */
static pid_t meanwhile(void (*act)(void), int64_t stop_ms)
{
	pid_t parent = getpid(), child = fork();

	ck_assert_int_ge(child, 0);
	if (child > 0)
		return child;
	if (act)
		act();
	role_pause(stop_ms);
	kill(parent, SIGTERM);
	_exit(0);
}

static void await(pid_t child)
{
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}

/*
 * IMAP
 */

#define FOUND(uids) "expect SEARCH\nsend * SEARCH " uids "\nok done\n"
#define FETCH(uid, text)                                                       \
	"expect FETCH " uid "\nsend * 1 FETCH (UID " uid " BODY[]<0> \"" text  \
	"\")\nok done\n"
#define MOVE(uids) "expect MOVE " uids "\nok done\n"
#define END        "gone\n"

static void play(const char *script)
{
	mailbox.port = child_peer(&peer, "imap", script);
}

static void ck_assert_played(void)
{
	struct buf rest = BUF_INIT(8192);
	int code = child_end(&peer, &rest);

	ck_assert_msg(code == 0, "peer: exit %d after\n%.*s", code,
	              (int)rest.len, rest.ptr ? rest.ptr : "");
	buf_free(&rest);
}

START_TEST(a_mail_is_moved_when_its_letter_is_durable)
{
	play("login MOVE\n" FOUND("5") FETCH("5", "one") MOVE("5") END);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_played();
	ck_assert_int_eq(count("letters WHERE source = '77/5' AND state = 0"),
	                 1);
	ck_assert_int_eq(seen.durable, 1);
	ck_assert_int_eq(seen.killed, 0);
}
END_TEST

START_TEST(a_mail_stays_on_the_server_when_its_letter_cannot_be_committed)
{
	store.is_full = true;
	play("login MOVE\n" FOUND("5")
	             FETCH("5", "one") "expect LOGOUT\nclose\n");
	ck_assert_int_eq(role_collect(&role), EX_TEMPFAIL);
	ck_assert_played();
	ck_assert_int_eq(count("letters"), 0);
}
END_TEST

START_TEST(a_mail_that_is_known_is_moved_without_a_fetch)
{
	play("login MOVE\n" FOUND("5")
	             FETCH("5", "one") "close\naccept\n"
	                               "login MOVE\n" FOUND("5 6") MOVE("5")
	                                       FETCH("6", "two") MOVE("6") END);
	ck_assert_int_eq(role_collect(&role), EX_TEMPFAIL);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_played();
	ck_assert_int_eq(count("letters"), 2);
}
END_TEST

/* With a new UIDVALIDITY, or without any, a UID says nothing. */
static const char *const strange[] = {
	"validity [UIDVALIDITY 1]\n",
	"validity [UIDVALIDITY 1]\n",
	"validity\n",
	"validity [UIDVALIDITY 0]\n",
};
static const char *const stranger[] = {
	"validity [UIDVALIDITY 2]\n",
	"validity\n",
	"validity\n",
	"validity [UIDVALIDITY 0]\n",
};

START_TEST(another_mail_under_a_known_uid_is_fetched)
{
	char script[2000];

	snprintf(script, sizeof(script),
	         "%slogin MOVE\n" FOUND("1") FETCH("1", "one") MOVE("1") END
	         "%saccept\nlogin MOVE\n" FOUND("1") FETCH("1", "two") MOVE("1")
	                 END,
	         strange[_i], stranger[_i]);
	play(script);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_played();
	ck_assert_int_eq(count("letters WHERE state = 0"), 2);
	ck_assert_int_eq(count("letters WHERE CAST(raw AS TEXT) = 'two'"), 1);
}
END_TEST

START_TEST(the_same_mail_under_another_uidvalidity_has_no_effect)
{
	char script[2000];

	snprintf(script, sizeof(script),
	         "%slogin MOVE\n" FOUND("1") FETCH("1", "one") MOVE("1") END
	         "%saccept\nlogin MOVE\n" FOUND("1") FETCH("1", "one") MOVE("1")
	                 END,
	         strange[_i], stranger[_i]);
	play(script);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_played();
	ck_assert_int_eq(count("letters WHERE state = 0"), 1);
	ck_assert_int_eq(count("letters WHERE state = 1"), 1);
}
END_TEST

START_TEST(without_idle_the_folder_is_looked_at_every_poll)
{
	pid_t child = meanwhile(NULL, 4000);

	mailbox.poll_s = 1;
	role.is_once = false;
	play("login MOVE\n" FOUND("") "expect NOOP\nok done\n" FOUND("5")
	             FETCH("5", "one") MOVE("5") "close\n");
	role_collect(&role);
	await(child);
	ck_assert_played();
	ck_assert_int_eq(count("letters"), 1);
}
END_TEST

START_TEST(the_server_hears_of_us_within_a_long_poll)
{
	pid_t child = meanwhile(NULL, 4000);

	mailbox.poll_s = 86400;
	mailbox.idle_s = 1;
	role.is_once = false;
	play("login\n" FOUND("") "expect NOOP\nok done\nexpect NOOP\nok done\n"
	                         "expect NOOP\nclose\n");
	role_collect(&role);
	await(child);
	ck_assert_played();
}
END_TEST

START_TEST(with_idle_news_end_the_wait_whatever_poll_is)
{
	pid_t child = meanwhile(NULL, 2000);

	role.is_once = false;
	play("login IDLE MOVE\n" FOUND("") "expect IDLE\nsend + idling\n"
	                                   "pause 100\nsend * 4 EXISTS\n"
	                                   "expect DONE\nok done\n" FOUND("5")
	                                           FETCH("5", "one")
	                                                   MOVE("5") "close\n");
	role_collect(&role);
	await(child);
	ck_assert_played();
	ck_assert_int_eq(count("letters"), 1);
}
END_TEST

/*
 * Maildir
 */

static const char *in_folder(const char *name)
{
	return store_path(&arena, folder, name);
}

static void make_maildir(void)
{
	static const char *const names[] = {"tmp", "new", "cur", "away"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		ck_assert_int_eq(
			file_make_folder(in_folder(names[i]), 0700, NULL), OK);
	mailbox.type = CONFIG_MAILBOX_MAILDIR;
	mailbox.path = folder;
	mailbox.processed = in_folder("done");
}

static void put(const char *name, const char *text)
{
	ck_assert_int_eq(file_write(in_folder(name), str_of(text), 0600, NULL),
	                 OK);
}

static void drop_maildir(void)
{
	ck_assert_int_eq(child_run((const char *[]){"rm", "-rf", folder, NULL}),
	                 0);
	site_close(&site);
	arena_free(&arena);
}

START_TEST(a_maildir_is_read_once)
{
	put("new/1.a", "one");
	put("cur/2.b:2,S", "two");
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_int_eq(count("letters"), 2);
	ck_assert_int_eq(access(in_folder("done/cur/1.a:2,S"), F_OK), 0);
	ck_assert_int_eq(seen.killed, 0);
}
END_TEST

START_TEST(a_mail_stays_in_the_maildir_when_its_letter_cannot_be_committed)
{
	store.is_full = true;
	put("new/1.a", "one");
	ck_assert_int_eq(role_collect(&role), EX_TEMPFAIL);
	ck_assert_int_eq(count("letters"), 0);
	ck_assert_int_eq(access(in_folder("new/1.a"), F_OK), 0);
}
END_TEST

START_TEST(a_mailbox_that_another_has_is_left_alone)
{
	struct str name = str_of("mailbox box"), other = str_of("far/1/1");
	bool is_theirs = false;

	ck_assert_int_eq(lease_take(site.db, name, other, site_now(),
	                            site_now() + 100, &is_theirs, NULL),
	                 OK);
	ck_assert(is_theirs);
	put("new/1.a", "one");
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_int_eq(count("letters"), 0);
	ck_assert_int_eq(access(in_folder("new/1.a"), F_OK), 0);
	/* It ran out: now it is ours. */
	store_run(site.db, "UPDATE leases SET until = 1");
	ck_assert_int_eq(role_collect(&role), EX_OK);
	ck_assert_int_eq(count("letters"), 1);
}
END_TEST

START_TEST(a_maildir_without_news_writes_nothing)
{
	pid_t child = meanwhile(NULL, 3000);

	mailbox.poll_s = 1;
	role.is_once = false;
	ck_assert_int_eq(role_collect(&role), EX_OK);
	await(child);
	ck_assert_int_le(seen.leases, 2);
	ck_assert_int_eq(seen.durable + seen.killed, 0);
}
END_TEST

static void put_later(void)
{
	role_pause(500);
	put("tmp/1.a", "one");
	rename(in_folder("tmp/1.a"), in_folder("new/1.a"));
}

START_TEST(a_mail_that_arrives_waits_for_no_poll)
{
	pid_t child = meanwhile(put_later, 1500);

	role.is_once = false;
	ck_assert_int_eq(role_collect(&role), EX_OK);
	await(child);
	ck_assert_int_eq(count("letters"), 1);
}
END_TEST

/* No file arrives in the folder that is watched: another comes in its place. */
static void swap_later(void)
{
	role_pause(500);
	put("away/1.a", "one");
	rename(in_folder("new"), in_folder("old"));
	rename(in_folder("away"), in_folder("new"));
}

START_TEST(a_maildir_that_gives_no_news_is_looked_at_every_poll)
{
	pid_t child = meanwhile(swap_later, 2500);

	mailbox.poll_s = _i == 0 ? 1 : 600;
	role.is_once = false;
	ck_assert_int_eq(role_collect(&role), EX_OK);
	await(child);
	ck_assert_int_eq(count("letters"), _i == 0 ? 1 : 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("collect");
	TCase *imap = tcase_create("imap");
	TCase *maildir = tcase_create("maildir");

	tcase_set_timeout(imap, 30);
	tcase_add_checked_fixture(imap, set_up, tear_down);
	tcase_add_test(imap, a_mail_is_moved_when_its_letter_is_durable);
	tcase_add_test(
		imap,
		a_mail_stays_on_the_server_when_its_letter_cannot_be_committed);
	tcase_add_test(imap, a_mail_that_is_known_is_moved_without_a_fetch);
	tcase_add_loop_test(imap, another_mail_under_a_known_uid_is_fetched, 0,
	                    ARRAY_LEN(strange));
	tcase_add_loop_test(
		imap, the_same_mail_under_another_uidvalidity_has_no_effect, 0,
		ARRAY_LEN(strange));
	tcase_add_test(imap, without_idle_the_folder_is_looked_at_every_poll);
	tcase_add_test(imap, the_server_hears_of_us_within_a_long_poll);
	tcase_add_test(imap, with_idle_news_end_the_wait_whatever_poll_is);
	suite_add_tcase(s, imap);

	tcase_set_timeout(maildir, 30);
	tcase_add_checked_fixture(maildir, set_up, drop_maildir);
	tcase_add_checked_fixture(maildir, make_maildir, NULL);
	tcase_add_test(maildir, a_maildir_is_read_once);
	tcase_add_test(
		maildir,
		a_mail_stays_in_the_maildir_when_its_letter_cannot_be_committed);
	tcase_add_test(maildir, a_mailbox_that_another_has_is_left_alone);
	tcase_add_test(maildir, a_maildir_without_news_writes_nothing);
	tcase_add_test(maildir, a_mail_that_arrives_waits_for_no_poll);
	tcase_add_loop_test(
		maildir, a_maildir_that_gives_no_news_is_looked_at_every_poll,
		0, 2);
	suite_add_tcase(s, maildir);
	return s;
}

/*
 * The session against a real server: the Dovecot of tests/servers/dovecot, each
 * test with a mailbox of its own.  Wants root.
 */
#include "mailer/imap.h"

#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"
#include "mailer/deadline.h"
#include "tests/imap_session.h"

#define SERVER  "tests/servers/dovecot"
#define N_USERS 24

static char folder[64], ports[3][8], users[100], ca_file[100];
static char user[16];
static struct arena arena;

/*
 * The server
 */

static void write_users(void)
{
	struct buf text = BUF_INIT(4096);

	for (int i = 0; i < N_USERS; i++)
		buf_addf(&text, "user%d:s3cret word\n", i);
	ck_assert_int_eq(file_write(users, buf_str(&text), 0600, &why), OK);
	buf_free(&text);
}

static void start_server(void)
{
	const char *argv[] = {SERVER,   "start",  folder, ports[0],
	                      ports[1], ports[2], users,  NULL};

	snprintf(folder, sizeof(folder), "/tmp/test-imap-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(users, sizeof(users), "%s/users.txt", folder);
	snprintf(ca_file, sizeof(ca_file), "%s/ca.pem", folder);
	for (size_t i = 0; i < ARRAY_LEN(ports); i++)
		snprintf(ports[i], sizeof(ports[i]), "%d", (int)child_port());
	write_users();
	ck_assert_int_eq(child_run(argv), 0);
}

static int remove_one(const char *name, const struct stat *status, int type,
                      struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(name);
}

static void stop_server(void)
{
	const char *argv[] = {SERVER, "stop", folder, NULL};

	ck_assert_int_eq(child_run(argv), 0);
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static int64_t port_of(int tls)
{
	int64_t port = 0;

	ck_assert(str_number(str_of(ports[tls == IMAP_TLS_IMPLICIT]), &port));
	return port;
}

static void be(int number)
{
	imap_session_setup();
	arena = (struct arena){0};
	snprintf(user, sizeof(user), "user%d", number);
	options.user = user;
	options.ca_file = ca_file;
	options.port = port_of(IMAP_TLS_NONE);
	options.timeout_s = 5;
}

static void open_session(void)
{
	enum err err = imap_open(&options, &imap, &why);

	ck_assert_msg(err == OK, "%s", why.text);
}

static void end(void)
{
	imap_close(&imap);
	arena_free(&arena);
}

/*
 * The mailbox, as files
 */

static void deliver(const char *name, const char *text)
{
	static const char *const folders[] = {"", "/cur", "/new", "/tmp"};
	const struct passwd *owner = getpwnam("mail");
	const char *box =
		arena_printf(&arena, "%s/home/%s/Maildir", folder, user);
	char path[300], home[200];

	ck_assert_ptr_nonnull(owner);
	snprintf(home, sizeof(home), "%s/home/%s", folder, user);
	mkdir(home, 0700);
	ck_assert_int_eq(chown(home, owner->pw_uid, owner->pw_gid), 0);
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		snprintf(path, sizeof(path), "%s%s", box, folders[i]);
		mkdir(path, 0700);
		ck_assert_int_eq(chown(path, owner->pw_uid, owner->pw_gid), 0);
	}
	snprintf(path, sizeof(path), "%s/tmp/x", box);
	ck_assert_int_eq(file_write(path, str_of(text), 0600, &why), OK);
	ck_assert_int_eq(chown(path, owner->pw_uid, owner->pw_gid), 0);
	ck_assert_int_eq(rename(path, arena_printf(&arena, "%s/%s", box, name)),
	                 0);
}

/* How many files of the mailbox match. */
static size_t count_files(const char *pattern)
{
	glob_t found = {0};
	size_t count;

	glob(arena_printf(&arena, "%s/home/%s/Maildir/%s", folder, user,
	                  pattern),
	     0, NULL, &found);
	count = found.gl_pathc;
	globfree(&found);
	return count;
}

/*
 * What the sink saw
 */

struct seen {
	size_t n;
	uint32_t last_uid;
	bool is_ascending, is_whole;
	int64_t arrived_at;
	size_t len;
	char raw[2000]; /* of the last */
};

static enum err see(void *context, const struct imap_mail *mail,
                    struct why *reason)
{
	struct seen *seen = context;

	(void)reason;
	seen->is_ascending = mail->uid > seen->last_uid &&
	                     (seen->n == 0 || seen->is_ascending);
	seen->n++;
	seen->last_uid = mail->uid;
	seen->is_whole = mail->is_whole;
	seen->arrived_at = mail->arrived_at;
	seen->len = mail->raw.len;
	snprintf(seen->raw, sizeof(seen->raw), "%.*s", (int)mail->raw.len,
	         mail->raw.ptr);
	return OK;
}

static void ck_assert_listed(uint32_t **uids, size_t expected)
{
	size_t n = 0;
	enum err err = imap_list(imap, &arena, uids, &n, &why);

	ck_assert_msg(err == OK, "%s", why.text);
	ck_assert_uint_eq(n, expected);
}

static void ck_assert_fetched(const uint32_t *uids, size_t n, struct seen *seen)
{
	enum err err = imap_fetch(imap, uids, n, see, seen, &why);

	ck_assert_msg(err == OK, "%s", why.text);
}

static const struct {
	const char *host;
	int tls;
} ways[] = {
	{"127.0.0.1", IMAP_TLS_NONE},     {"localhost", IMAP_TLS_NONE},
	{"localhost", IMAP_TLS_STARTTLS}, {"localhost", IMAP_TLS_IMPLICIT},
	{"127.0.0.1", IMAP_TLS_STARTTLS}, /* named as an address */
	{"127.0.0.1", IMAP_TLS_IMPLICIT},
};

START_TEST(a_mail_comes_as_it_is_whatever_the_way)
{
	struct seen seen = {0};
	uint32_t *uids;

	be(_i);
	deliver("new/1795420800.a", "Subject: x\n\nGr\xc3\xbc\xc3\x9f"
	                            "e\n.\n(body) {3}\n");
	options.host = ways[_i].host;
	options.tls = ways[_i].tls;
	options.port = port_of(ways[_i].tls);
	open_session();
	ck_assert_uint_gt(imap_uidvalidity(imap), 0);
	ck_assert(imap_has_idle(imap));
	ck_assert_listed(&uids, 1);
	ck_assert_fetched(uids, 1, &seen);
	ck_assert_uint_eq(seen.n, 1);
	ck_assert_uint_eq(seen.last_uid, uids[0]);
	ck_assert_str_eq(seen.raw, "Subject: x\r\n\r\nGr\xc3\xbc\xc3\x9f"
	                           "e\r\n.\r\n(body) {3}\r\n");
	ck_assert(seen.is_whole);
	ck_assert_int_ne(seen.arrived_at, 0);
	ck_assert_uint_eq(count_files("*/*,*S*"), 0); /* nobody has read it */
	end();
}
END_TEST

static const struct {
	const char *host;
	bool has_ca;
	int tls;
	const char *why;
} distrusted[] = {
	{"127.0.0.2", true, IMAP_TLS_IMPLICIT, "IP address mismatch"},
	{"127.0.0.2", true, IMAP_TLS_STARTTLS, "IP address mismatch"},
	{"localhost", false, IMAP_TLS_IMPLICIT, "certificate refused"},
	{"localhost", false, IMAP_TLS_STARTTLS, "certificate refused"},
};

START_TEST(a_certificate_is_refused)
{
	be(0);
	options.host = distrusted[_i].host;
	options.tls = distrusted[_i].tls;
	options.port = port_of((int)options.tls);
	if (!distrusted[_i].has_ca)
		options.ca_file = NULL;
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_FATAL);
	ck_assert_said(distrusted[_i].why);
	ck_assert_said(distrusted[_i].host);
	end();
}
END_TEST

START_TEST(an_unreadable_ca_file_is_fatal)
{
	be(0);
	options.ca_file = "/nonexistent/ca.pem";
	options.host = "localhost";
	options.tls = IMAP_TLS_STARTTLS;
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_FATAL);
	ck_assert_said("/nonexistent/ca.pem");
	end();
}
END_TEST

START_TEST(a_wrong_password_is_denied)
{
	be(0);
	options.password = str_of("wr0ng");
	ck_assert_int_eq(imap_open(&options, &imap, &why), ERR_DENIED);
	ck_assert_said("login");
	ck_assert_uint_eq(str_find(str_of(why.text), "wr0ng"), STR_NONE);
	end();
}
END_TEST

static const struct {
	size_t len;
	bool is_whole;
	size_t seen;
} sizes[] = {{999, true, 999},
             {1000, true, 1000},
             {1001, false, 1000},
             {9000, false, 1000}};

START_TEST(at_most_max_mail_bytes_of_a_mail_come)
{
	struct seen seen = {0};
	char *text;
	uint32_t *uids;

	be(6 + _i);
	text = arena_alloc(&arena, sizes[_i].len + 1);
	memset(text, 'x', sizes[_i].len);
	deliver("new/1.a", text);
	open_session();
	ck_assert_listed(&uids, 1);
	ck_assert_fetched(uids, 1, &seen);
	ck_assert_int_eq(seen.is_whole, sizes[_i].is_whole);
	ck_assert_uint_eq(seen.len, sizes[_i].seen);
	end();
}
END_TEST

START_TEST(mails_are_fetched_in_batches_and_moved)
{
	struct seen seen = {0};
	uint32_t *uids;
	char name[40];

	be(10);
	for (int i = 0; i < 450; i++) {
		snprintf(name, sizeof(name), "new/%d.a", 1000 + i);
		deliver(name, "Subject: x\n\nx\n");
	}
	open_session();
	ck_assert_listed(&uids, 450);
	ck_assert_fetched(uids, 200, &seen);
	ck_assert_fetched(uids + 200, 200, &seen);
	ck_assert_fetched(uids + 400, 50, &seen);
	ck_assert_uint_eq(seen.n, 450);
	ck_assert(seen.is_ascending);
	ck_assert_int_eq(imap_move(imap, uids, 450, &why), OK);
	ck_assert_listed(&uids, 0);
	ck_assert_uint_eq(count_files(".Processed/*/*.*"), 450);
	end();
}
END_TEST

START_TEST(vanished_and_deleted_mails_are_left_out)
{
	static const uint32_t more[] = {1, 2, 3, 77};
	struct seen seen = {0};
	uint32_t *uids;

	be(11);
	deliver("new/1.a", "Subject: 1\n\n1\n");
	deliver("cur/2.a:2,T", "Subject: 2\n\n2\n");
	open_session();
	ck_assert_listed(&uids, 1);
	ck_assert_fetched(more, 4, &seen);
	ck_assert_uint_eq(seen.n, 2);
	ck_assert_int_eq(imap_move(imap, more, 4, &why), OK);
	ck_assert_fetched(more, 4, &seen);
	ck_assert_uint_eq(seen.n, 2);
	end();
}
END_TEST

START_TEST(waiting_ends_when_a_mail_arrives)
{
	struct seen seen = {0};
	uint32_t *uids;
	int64_t start_ms;
	char i[] = {(char)('0' + _i), '\0'};
	bool news = false;
	struct buf rest = BUF_INIT(100);
	struct child later;
	const char *argv[] = {
		"sh", "-c", "sleep 0.3; mv $0/tmp/2.a $0/new/2.$1",
		NULL, i,    NULL};

	be(12);
	argv[3] = arena_printf(&arena, "%s/home/%s/Maildir", folder, user);
	deliver("new/1.a", "Subject: 1\n\n1\n");
	options.host = "localhost";
	options.tls = _i;
	options.port = port_of(_i);
	open_session();
	ck_assert_listed(&uids, 1);
	deliver("tmp/2.a", "Subject: 2\n\n2\n");
	child_start(&later, argv, "");
	start_ms = deadline_clock();
	ck_assert_int_eq(imap_wait(imap, 60, -1, &news, &why), OK);
	ck_assert(news);
	ck_assert_int_lt(deadline_clock() - start_ms, SLOW_MS);
	ck_assert_int_eq(child_end(&later, &rest), 0);
	ck_assert_listed(&uids, 2);
	ck_assert_fetched(uids, 2, &seen);
	ck_assert_uint_eq(seen.n, 2);
	ck_assert_int_eq(imap_move(imap, uids + 1, 1, &why), OK);
	end();
}
END_TEST

START_TEST(waiting_ends_without_news)
{
	bool news = true;
	int64_t start_ms;

	be(13);
	open_session();
	start_ms = deadline_clock();
	ck_assert_int_eq(imap_wait(imap, 1, -1, &news, &why), OK);
	ck_assert(!news);
	ck_assert_int_ge(deadline_clock() - start_ms, 990);
	end();
}
END_TEST

static void ignore_signal(int number)
{
	(void)number;
}

START_TEST(signals_interrupt_nothing)
{
	struct itimerval often = {{0, 3000}, {0, 3000}},
			 never = {{0, 0}, {0, 0}};
	struct sigaction action = {.sa_handler = ignore_signal}, before;
	struct sigaction none = {.sa_handler = SIG_IGN};
	bool news;

	be(15);
	deliver("new/1.a", "Subject: 1\n\n1\n");
	sigaction(SIGALRM, &action, &before);
	setitimer(ITIMER_REAL, &often, NULL);
	for (int i = 0; i < 3; i++) {
		struct seen seen = {0};
		uint32_t *uids;

		options.host = "localhost";
		options.tls = ways[i + 1].tls;
		options.port = port_of((int)options.tls);
		open_session();
		ck_assert_listed(&uids, 1);
		ck_assert_fetched(uids, 1, &seen);
		ck_assert_uint_eq(seen.n, 1);
		ck_assert_int_eq(imap_wait(imap, 1, -1, &news, &why), OK);
		imap_close(&imap);
	}
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &none, NULL); /* one that is on its way */
	sigaction(SIGALRM, &before, NULL);
	end();
}
END_TEST

START_TEST(the_processed_folder_is_made_once)
{
	be(17);
	open_session();
	imap_close(&imap);
	ck_assert_uint_eq(count_files(".Processed/cur"), 1);
	open_session();
	end();
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("imap_dovecot");
	TCase *tc = tcase_create("imap_dovecot");

	tcase_set_timeout(tc, 30);
	tcase_add_unchecked_fixture(tc, start_server, stop_server);
	tcase_add_loop_test(tc, a_mail_comes_as_it_is_whatever_the_way, 0,
	                    ARRAY_LEN(ways));
	tcase_add_loop_test(tc, a_certificate_is_refused, 0,
	                    ARRAY_LEN(distrusted));
	tcase_add_test(tc, an_unreadable_ca_file_is_fatal);
	tcase_add_test(tc, a_wrong_password_is_denied);
	tcase_add_loop_test(tc, at_most_max_mail_bytes_of_a_mail_come, 0,
	                    ARRAY_LEN(sizes));
	tcase_add_test(tc, mails_are_fetched_in_batches_and_moved);
	tcase_add_test(tc, vanished_and_deleted_mails_are_left_out);
	tcase_add_loop_test(tc, waiting_ends_when_a_mail_arrives, 0, 3);
	tcase_add_test(tc, waiting_ends_without_news);
	tcase_add_test(tc, signals_interrupt_nothing);
	tcase_add_test(tc, the_processed_folder_is_made_once);
	suite_add_tcase(s, tc);
	return s;
}

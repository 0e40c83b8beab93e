#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "app/role.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>

#include "base/log.h"
#include "mailer/jail.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

static struct site site;
static struct store_watched store;
static struct buf log_text, killer;
static struct role role;
static struct {
	int durable, killed;
} seen;

static bool is_raced; /* another editor is a little faster, once */

static void see(void *context, const char *sql)
{
	(void)context;
	if (is_raced && !strcmp(sql, "BEGIN")) {
		is_raced = false;
		store_run(store.inner, "UPDATE letters SET state = 1,"
		                       " kind = 'junk' WHERE id = 1");
	}
	seen.durable += !strcmp(sql, "BEGIN");
	seen.killed += !strcmp(sql, "BEGIN KILLED");
}

static void set_up(void)
{
	memset(&seen, 0, sizeof(seen));
	is_raced = false;
	site_in_memory(&site);
	store_watch(&store, site.db, see, NULL);
	site.db = &store.db;
	log_text = killer = (struct buf)BUF_INIT(1 << 20);
	log_to(&log_text);
	role = (struct role){
		.site = &site, .name = "edit", .object = "", .is_once = true};
	role_signals(false);
}

static void tear_down(void)
{
	log_to(NULL);
	buf_free(&log_text);
	buf_free(&killer);
	site.config.auth = (struct auth_options){.depth = 0};
	site_close(&site);
}

static int64_t state_of(int64_t letter)
{
	char sql[100];

	snprintf(sql, sizeof(sql), "SELECT state FROM letters WHERE id = %lld",
	         (long long)letter);
	return store_number(site.db, sql);
}

#define GOOD "From: a@example.net\nSubject: x\n\nHello.\n"

START_TEST(a_letter_and_its_effects_are_durable)
{
	int64_t letter = store_add_letter(site.db, "1/1", GOOD);

	memset(&seen, 0, sizeof(seen));
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(state_of(letter), LETTER_DONE);
	ck_assert_int_ge(seen.durable, 1);
	ck_assert_int_eq(seen.killed, 0);
}
END_TEST

/*
 * The parser's child has an address space of JAIL_MEMORY_MAX.  What is reserved
 * here is its, too: a small mail has room in it, a large one kills it.
 */
static void leave_no_memory(void)
{
	void *reserved = mmap(NULL, JAIL_MEMORY_MAX, PROT_NONE,
	                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	ck_assert(reserved != MAP_FAILED);
	buf_adds(&killer, GOOD);
	while (killer.len < 900000)
		buf_adds(&killer, "A line of a letter that takes memory.\n");
}

/* How often the log has `words`. */
static int logged(const char *words)
{
	struct str rest = buf_str(&log_text);
	size_t at;
	int n = 0;

	for (; (at = str_find(rest, words)) != STR_NONE; n++)
		rest = str_from(rest, at + 1);
	return n;
}

#if defined(__SANITIZE_ADDRESS__) /* its jail leaves memory unlimited */
#	define CAN_DIE false
#else
#	define CAN_DIE true
#endif

START_TEST(a_letter_that_kills_the_parser_twice_is_set_aside)
{
	int64_t before, bad, after;

	if (!CAN_DIE)
		return;
	leave_no_memory();
	before = store_add_letter(site.db, "1/1", GOOD);
	bad = store_add_letter(site.db, "1/2", killer.ptr);
	after = store_add_letter(site.db, "1/3", GOOD "Another one.\n");
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(state_of(before), LETTER_DONE);
	ck_assert_int_eq(state_of(bad), LETTER_ASIDE);
	ck_assert_int_eq(state_of(after), LETTER_DONE);
	ck_assert_int_eq(logged("parser_died letter=2"), 2);
	ck_assert_int_eq(logged("letter_aside letter=2"), 1);
	ck_assert_int_eq(logged("parser_died"), 2);
}
END_TEST

START_TEST(a_letter_that_another_editor_took_does_not_stop_the_next)
{
	store_add_letter(site.db, "1/1", GOOD);
	store_add_letter(site.db, "1/2", GOOD "Another one.\n");
	is_raced = true;
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert(!is_raced);
	ck_assert_int_eq(state_of(1), LETTER_DONE);
	ck_assert_int_eq(state_of(2), LETTER_DONE);
	ck_assert_int_eq(logged("letter_aside"), 0);
	ck_assert_int_eq(logged("edit_failed"), 0);
}
END_TEST

/* Letters of a subscriber to the address that editions are answered at. */
static void write_letters(int first, int n)
{
	char token[TOKEN_MAX + 1], raw[500], source[20];

	token_format_reply(&site.keys, str_of("news"),
	                   store_number(site.db, "SELECT pid FROM subscribers"),
	                   0, token_day(site_now()), token);
	for (int i = first; i < first + n; i++) {
		snprintf(raw, sizeof(raw),
		         "From: ann@example.net\nTo: news+%s@example.org\n"
		         "Message-ID: <%d@example.net>\n\n"
		         "The harbour needs bench number %d.\n",
		         token, i, i);
		snprintf(source, sizeof(source), "2/%d", i);
		store_add_letter(site.db, source, raw);
	}
}

START_TEST(the_eleventh_letter_within_an_hour_is_a_flood)
{
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	write_letters(1, 12);
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"),
	                 10);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM letters"
	                                       " WHERE state = 2"
	                                       " AND kind = 'flood'"
	                                       " AND list = 'news'"
	                                       " AND story LIKE '%10 comments"
	                                       " within an hour%'"),
	                 2);
	ck_assert_int_eq(logged("letter_aside letter=11 why=flood"), 1);
	/* An hour later it can be read again, and is no repeat of itself. */
	store_run(site.db, "UPDATE comments SET received_at ="
	                   " received_at - 3601");
	ck_assert_int_eq(letter_retry(site.db, 11, NULL), OK);
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(state_of(11), LETTER_DONE);
	ck_assert_int_eq(state_of(12), LETTER_ASIDE);
}
END_TEST

static void believe_border(void)
{
	static const char *hosts[] = {"mx.example.org"};

	site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                         .n_authserv_ids = 1,
	                                         .received_by = hosts,
	                                         .n_received_by = 1,
	                                         .depth = 1};
}

/* Ann's letter, always the same but for `head`, to `token` or the list; its
 * kind. */
static const char *comes(const char *head, bool has_token)
{
	static char kind[20];
	static int n;
	struct arena arena = {0};
	struct db_row row;
	struct why why = {""};
	char token[TOKEN_MAX + 1], raw[1000], source[20];
	int64_t id;

	token_format_reply(&site.keys, str_of("news"),
	                   store_number(site.db, "SELECT pid FROM subscribers"),
	                   0, token_day(site_now()), token);
	snprintf(raw, sizeof(raw),
	         "%sReceived: from out.example by mx.example.org with ESMTPS;"
	         " Mon, 23 Nov 2026 10:00:00 +0000\n"
	         "From: ann@example.net\nTo: news%s%s@example.org\n"
	         "Message-ID: <1@example.net>\n\nThe harbour needs benches.\n",
	         head, has_token ? "+" : "", has_token ? token : "");
	snprintf(source, sizeof(source), "3/%d", ++n);
	id = store_add_letter(site.db, source, raw);
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(state_of(id), LETTER_DONE);
	ck_assert_int_eq(db_one(site.db, &arena,
	                        "SELECT kind FROM letters WHERE id = $1",
	                        DB_ARGS(DB_INT(id)), &row, &why),
	                 OK);
	snprintf(kind, sizeof(kind), "%.*s", (int)db_text(&row, 0).len,
	         db_text(&row, 0).ptr);
	arena_free(&arena);
	return kind;
}

static int64_t n_comments(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM comments");
}

#define RESULT(word)                                                           \
	"Authentication-Results: mx.example.org; dmarc=" word                  \
	" header.from=example.net\n"

START_TEST(a_copy_that_comes_first_keeps_out_no_better_proven_one)
{
	believe_border();
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	ck_assert_str_eq(comes(RESULT("fail"), true), "comment");
	ck_assert_str_eq(comes(RESULT("fail") "X-A: b\n", true), "repeat");
	ck_assert_str_eq(comes("", true), "comment");
	ck_assert_str_eq(comes(RESULT("pass"), true), "comment");
	ck_assert_int_eq(n_comments(), 3);
	ck_assert_str_eq(comes(RESULT("pass") "X-A: b\n", true), "repeat");
	ck_assert_str_eq(comes(RESULT("fail") "X-B: b\n", true), "repeat");
	ck_assert_str_eq(comes("X-B: b\n", true), "repeat");
	ck_assert_int_eq(n_comments(), 3);
}
END_TEST

START_TEST(what_had_no_effect_is_repeated_by_nothing)
{
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	ck_assert_str_eq(comes("X-Spam-Flag: YES\n", true), "junk");
	ck_assert_str_eq(comes("Auto-Submitted: auto-replied\n", true), "auto");
	ck_assert_str_eq(comes("", true), "comment");
	ck_assert_int_eq(n_comments(), 1);
}
END_TEST

START_TEST(the_same_letter_to_another_address_is_another)
{
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	ck_assert_str_eq(comes("", false), "comment");
	ck_assert_str_eq(comes("", true), "comment");
	ck_assert_str_eq(comes("X-A: b\n", true), "repeat");
	ck_assert_str_eq(comes("X-A: b\n", false), "repeat");
}
END_TEST

START_TEST(a_repeat_can_be_read_again_and_stays_one)
{
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	ck_assert_str_eq(comes("", true), "comment");
	ck_assert_str_eq(comes("X-A: b\n", true), "repeat");
	ck_assert_int_eq(letter_retry(site.db, 2, NULL), OK);
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(state_of(2), LETTER_DONE);
	ck_assert_int_eq(n_comments(), 1);
	store_run(site.db,
	          "UPDATE letters SET content_key = NULL WHERE id = 1");
	ck_assert_int_eq(letter_retry(site.db, 2, NULL), OK);
	ck_assert_int_eq(role_edit(&role), EX_OK);
	ck_assert_int_eq(n_comments(), 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("edit");
	TCase *edit = tcase_create("role_edit");

	tcase_set_timeout(edit, 60);
	tcase_add_checked_fixture(edit, set_up, tear_down);
	tcase_add_test(edit, a_letter_and_its_effects_are_durable);
	tcase_add_test(edit, a_letter_that_kills_the_parser_twice_is_set_aside);
	tcase_add_test(
		edit, a_letter_that_another_editor_took_does_not_stop_the_next);
	tcase_add_test(edit, the_eleventh_letter_within_an_hour_is_a_flood);
	tcase_add_test(edit,
	               a_copy_that_comes_first_keeps_out_no_better_proven_one);
	tcase_add_test(edit, what_had_no_effect_is_repeated_by_nothing);
	tcase_add_test(edit, the_same_letter_to_another_address_is_another);
	tcase_add_test(edit, a_repeat_can_be_read_again_and_stays_one);
	suite_add_tcase(s, edit);
	return s;
}

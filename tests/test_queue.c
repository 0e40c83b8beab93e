#include "app/queue.h"

#include <stdio.h>

#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
	HOUR = 3600,
	DAY = 86400,
};

static struct site site;
static struct arena arena;
static int64_t article;
static const char *moderators[] = {"desk@example.org", "night@example.org",
                                   "late@example.org"};

static void set_up(void)
{
	site_in_memory(&site);
	site.config.n_lists = 1;
	site.config.lists[0].moderators = moderators;
	site.config.lists[0].n_moderators = 1;
	article = store_add_article(site.db, "news", "ferry");
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* Comments that are held since `at`. */
static void add(int n, int64_t at)
{
	while (n-- > 0) {
		int64_t id = store_add_comment(site.db, article, COMMENT_HELD);
		struct why why;

		store_begin(site.db);
		ck_assert_int_eq(db_run(site.db,
		                        "UPDATE comments SET received_at = $1"
		                        " WHERE id = $2",
		                        DB_ARGS(DB_INT(at), DB_INT(id)), &why),
		                 OK);
		store_commit(site.db);
	}
}

static int64_t mails(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries");
}

/* Mails to the k-th moderator. */
static int64_t mails_to(int k)
{
	char sql[120];

	snprintf(sql, sizeof(sql),
	         "SELECT COUNT(*) FROM queues WHERE moderator = '%s'",
	         moderators[k]);
	return store_number(site.db, sql);
}

START_TEST(a_queue_comes_when_its_time_has_come_or_many_wait)
{
	add(3, NOW);
	queue_send_due(&site, NOW + HOUR - 1);
	ck_assert_int_eq(mails(), 0);
	queue_send_due(&site, NOW + HOUR);
	ck_assert_int_eq(mails(), 1);
	add(9, NOW + HOUR + 1);
	queue_send_due(&site, NOW + HOUR + 1);
	ck_assert_int_eq(mails(), 1);
	add(1, NOW + HOUR + 1);
	queue_send_due(&site, NOW + HOUR + 1);
	ck_assert_int_eq(mails(), 2);
}
END_TEST

/* Another editor writes the queue after the first look, before the lock. */
static void other_editor(void *context, const char *sql)
{
	struct site *other = context;

	if (!other->db || !str_starts(str_of(sql), "BEGIN"))
		return;
	queue_send_due(other, NOW + HOUR);
	other->db = NULL;
}

START_TEST(two_editors_send_one_queue)
{
	struct store_watched watched;
	struct site other = site;

	add(3, NOW);
	store_watch(&watched, site.db, other_editor, &other);
	site.db = &watched.db;
	queue_send_due(&site, NOW + HOUR);
	ck_assert_ptr_null(other.db);
	ck_assert_int_eq(mails(), 1);
	ck_assert_int_eq(
		store_number(site.db, "SELECT COUNT(*) FROM queue_items"), 3);
}
END_TEST

START_TEST(what_waits_comes_again_and_says_so)
{
	struct db_row row;
	struct why why;

	add(1, NOW);
	queue_send_due(&site, NOW + HOUR);
	queue_send_due(&site, NOW + HOUR + DAY - 1);
	ck_assert_int_eq(mails(), 1);
	queue_send_due(&site, NOW + HOUR + DAY);
	ck_assert_int_eq(mails(), 2);
	ck_assert_int_eq(db_one(site.db, &arena,
	                        "SELECT bytes FROM notices"
	                        " ORDER BY delivery DESC LIMIT 1",
	                        NULL, 0, &row, &why),
	                 OK);
	ck_assert_uint_ne(str_find(db_text(&row, 0), "1 of them again"),
	                  STR_NONE);
	store_run(site.db, "UPDATE comments SET state = 2");
	queue_send_due(&site, NOW + 5 * DAY);
	ck_assert_int_eq(mails(), 2);
}
END_TEST

START_TEST(all_moderators_get_it_where_nothing_escalates)
{
	site.config.lists[0].n_moderators = 3;
	add(1, NOW);
	queue_send_due(&site, NOW + HOUR);
	for (int k = 0; k < 3; k++)
		ck_assert_int_eq(mails_to(k), 1);
}
END_TEST

START_TEST(one_after_the_other_gets_it_where_it_escalates)
{
	site.config.lists[0].n_moderators = 3;
	site.config.lists[0].escalate_after_s = 6 * HOUR;
	add(1, NOW);
	queue_send_due(&site, NOW + HOUR);
	ck_assert_int_eq(mails_to(0), 1);
	ck_assert_int_eq(mails(), 1);
	queue_send_due(&site, NOW + 6 * HOUR);
	ck_assert_int_eq(mails_to(1), 1);
	ck_assert_int_eq(mails(), 2);
	queue_send_due(&site, NOW + 12 * HOUR);
	ck_assert_int_eq(mails_to(2), 1);
	ck_assert_int_eq(mails(), 3);
}
END_TEST

START_TEST(whom_a_rule_named_gets_it_alone)
{
	site.config.lists[0].n_moderators = 3;
	add(1, NOW);
	store_run(site.db,
	          "UPDATE comments SET moderator = 'night@example.org'");
	queue_send_due(&site, NOW + HOUR);
	ck_assert_int_eq(mails_to(1), 1);
	ck_assert_int_eq(mails(), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("queue");
	TCase *t = tcase_create("queue_send_due");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_queue_comes_when_its_time_has_come_or_many_wait);
	tcase_add_test(t, two_editors_send_one_queue);
	tcase_add_test(t, what_waits_comes_again_and_says_so);
	tcase_add_test(t, all_moderators_get_it_where_nothing_escalates);
	tcase_add_test(t, one_after_the_other_gets_it_where_it_escalates);
	tcase_add_test(t, whom_a_rule_named_gets_it_alone);
	suite_add_tcase(s, t);
	return s;
}

#include "app/publish.h"

#include <string.h>

#include "base/log.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOON = 1795521600, /* 2026-11-24 12:00 UTC */
};

static struct site site;
static struct store_watched store;
static struct buf log_text;
static struct {
	int durable, killed;
	bool is_late; /* another editor is faster */
} seen;

static void see(void *context, const char *sql)
{
	(void)context;
	seen.killed += !strcmp(sql, "BEGIN KILLED");
	if (strcmp(sql, "BEGIN") != 0)
		return;
	seen.durable++;
	if (seen.is_late)
		store_run(store.inner, "INSERT INTO periods (list, period, at)"
		                       " VALUES ('news', '2026-11-24', 1)");
	seen.is_late = false;
}

static void set_up(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "a@example.net",
	                     SUBSCRIBER_ACTIVE);
	store_add_article(site.db, "news", "ferry");
	store_watch(&store, site.db, see, NULL);
	site.db = &store.db;
	site.config.n_lists = 1;
	memset(&seen, 0, sizeof(seen));
	log_text = (struct buf)BUF_INIT(1 << 20);
	log_to(&log_text);
}

static void tear_down(void)
{
	log_to(NULL);
	buf_free(&log_text);
	site_close(&site);
}

static int64_t editions(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM editions");
}

START_TEST(an_edition_that_is_due_is_frozen_once_and_durably)
{
	publish_due(&site, NOON);
	publish_due(&site, NOON + 1);
	ck_assert_int_eq(editions(), 1);
	ck_assert_int_eq(seen.durable, 1);
	ck_assert_int_eq(seen.killed, 0);
	ck_assert_uint_ne(str_find(buf_str(&log_text), "edition_frozen"),
	                  STR_NONE);
}
END_TEST

START_TEST(the_second_of_two_editors_is_quiet)
{
	seen.is_late = true;
	publish_due(&site, NOON);
	ck_assert_int_eq(seen.durable, 1); /* it got as far as that */
	ck_assert_int_eq(editions(), 0);
	ck_assert_uint_eq(log_text.len, 0);
	ck_assert(!db_is_begun(site.db));
}
END_TEST

START_TEST(an_order_for_a_period_that_is_over_builds_nothing)
{
	struct why why = {""};
	int64_t number = 77;

	ck_assert_int_eq(publish_edition(&site, site.config.lists,
	                                 str_of("order 1"), NOON, &number,
	                                 &why),
	                 OK);
	ck_assert_int_eq(number, 1);
	ck_assert_int_eq(publish_edition(&site, site.config.lists,
	                                 str_of("order 1"), NOON, &number,
	                                 &why),
	                 OK);
	ck_assert_int_eq(number, 0);
	ck_assert_int_eq(editions(), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("publish");
	TCase *due = tcase_create("publish_due");
	TCase *edition = tcase_create("publish_edition");

	tcase_add_checked_fixture(due, set_up, tear_down);
	tcase_add_test(due, an_edition_that_is_due_is_frozen_once_and_durably);
	tcase_add_test(due, the_second_of_two_editors_is_quiet);
	suite_add_tcase(s, due);
	tcase_add_checked_fixture(edition, set_up, tear_down);
	tcase_add_test(edition,
	               an_order_for_a_period_that_is_over_builds_nothing);
	suite_add_tcase(s, edition);
	return s;
}

#include "tests/suite.h"

#include "app/probe.h"
#include "base/log.h"
#include "store/bounces.h"
#include "store/deliveries.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	DAY_S = 86400,
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static int64_t editions;

static void open_site(void)
{
	log_set_level(LOG_LEVEL_ERROR);
	site_in_memory(&site);
	editions = 0;
	store_add_subscriber(site.db, "news", "one@x.example",
	                     SUBSCRIBER_ACTIVE);
	store_add_subscriber(site.db, "news", "two@x.example",
	                     SUBSCRIBER_ACTIVE);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* An edition comes back from the subscriber at `at`. */
static void come_back(int64_t subscriber, bool is_hard, int64_t at)
{
	int64_t n = 0, edition = store_add_edition(site.db, "news", ++editions);
	struct bounce_row row = {
		.subscriber = subscriber,
		.is_hard = is_hard,
		.status = str_of("5.1.1"),
		.reason = str_of(is_hard ? "no such user" : "mailbox full"),
		.at = at,
	};
	struct why why;
	bool is_new = false;

	ck_assert_int_eq(
		delivery_plan(site.db, edition, str_of("news"), at, &n, &why),
		OK);
	row.delivery = store_number(
		site.db,
		arena_printf(&arena,
	                     "SELECT id FROM deliveries WHERE edition"
	                     " = %lld AND subscriber = %lld",
	                     (long long)edition, (long long)subscriber));
	ck_assert_int_eq(bounce_add(site.db, &row, &is_new, &why), OK);
	ck_assert(is_new);
}

/* The relay took the subscriber's probe at `at`; does it come back? */
static void probe_goes(int64_t subscriber, int64_t at, bool is_back)
{
	struct probe_row probe;
	struct why why;
	bool is_new = false;

	ck_assert_int_eq(probe_open(site.db, &arena, subscriber, &probe, &why),
	                 OK);
	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE deliveries SET state = 4,"
	                       " done_at = %lld WHERE id = %lld",
	                       (long long)at, (long long)probe.delivery));
	if (is_back) {
		const struct bounce_row row = {.subscriber = subscriber,
		                               .delivery = probe.delivery,
		                               .reason = str_of("unclear"),
		                               .at = at};

		ck_assert_int_eq(bounce_add(site.db, &row, &is_new, &why), OK);
	}
}

static int64_t state_of(int64_t subscriber)
{
	return store_number(site.db,
	                    arena_printf(&arena,
	                                 "SELECT state FROM subscribers"
	                                 " WHERE id = %lld",
	                                 (long long)subscriber));
}

static int64_t notices(const char *kind)
{
	return store_number(site.db,
	                    arena_printf(&arena,
	                                 "SELECT COUNT(*) FROM deliveries"
	                                 " WHERE kind = '%s'",
	                                 kind));
}

/* Two hard ones, and the probe goes out. */
static void reach_probe(int64_t subscriber, int64_t at)
{
	come_back(subscriber, true, at - DAY_S);
	come_back(subscriber, true, at);
	probe_due(&site, at);
}

START_TEST(due_weighs_what_deliverers_left)
{
	come_back(1, true, NOW);
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM bounces"
	                                       " WHERE is_weighed = 0"),
	                 0);
	come_back(1, true, NOW + DAY_S);
	probe_due(&site, NOW + DAY_S);
	probe_due(&site, NOW + DAY_S);
	ck_assert_int_eq(notices("probe"), 1);
}
END_TEST

START_TEST(due_suspends_when_a_probe_is_back)
{
	reach_probe(1, NOW);
	probe_goes(1, NOW + 60, true);
	probe_due(&site, NOW + 120);
	ck_assert_int_eq(state_of(1), SUBSCRIBER_SUSPENDED);
	ck_assert_int_eq(state_of(2), SUBSCRIBER_ACTIVE);
}
END_TEST

START_TEST(due_clears_the_score_when_a_probe_stays_away)
{
	struct health_score score = {7, 7};
	struct why why;

	reach_probe(1, NOW);
	probe_goes(1, NOW + 60, false);
	probe_due(&site, NOW + 59 + 7 * DAY_S);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM probes"
	                                       " WHERE ended_at IS NULL"),
	                 1);
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM probes"
	                                       " WHERE ended_at IS NULL"),
	                 0);
	ck_assert_int_eq(state_of(1), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(probe_score(&site, &site.config.lists[0], 1,
	                             NOW + 8 * DAY_S, &score, &why),
	                 OK);
	ck_assert_int_eq(score.hard + score.soft, 0);
}
END_TEST

/* An address behind a server that is never there is not taken for good. */
START_TEST(due_keeps_the_score_when_a_probe_was_given_up)
{
	struct health_score score = {0, 0};
	struct why why;

	reach_probe(1, NOW);
	probe_goes(1, NOW + 60, false);
	store_run(site.db, "UPDATE deliveries SET state = 5"
	                   " WHERE kind = 'probe'");
	probe_due(&site, NOW + 59 + 7 * DAY_S);
	ck_assert_int_eq(notices("probe"), 1);
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	ck_assert_int_eq(notices("probe"), 1);
	ck_assert_int_eq(state_of(1), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(probe_score(&site, &site.config.lists[0], 1,
	                             NOW + 7 * DAY_S, &score, &why),
	                 OK);
	ck_assert_int_gt(score.hard, 4000);
	/* and one more of them has the address asked anew */
	come_back(1, true, NOW + 8 * DAY_S);
	probe_due(&site, NOW + 8 * DAY_S);
	ck_assert_int_eq(notices("probe"), 2);
}
END_TEST

/* At once, when they are enough still. */
START_TEST(due_asks_anew_when_a_probe_was_given_up)
{
	come_back(1, true, NOW - 2 * DAY_S);
	reach_probe(1, NOW);
	ck_assert_int_eq(notices("probe"), 1);
	probe_goes(1, NOW + 60, false);
	store_run(site.db, "UPDATE deliveries SET state = 5"
	                   " WHERE kind = 'probe'");
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	ck_assert_int_eq(notices("probe"), 2);
}
END_TEST

/* A subscriber to whom no mail can be written is no reason to forget the
 * others. */
START_TEST(due_goes_on_behind_one_that_fails)
{
	come_back(1, true, NOW - DAY_S);
	come_back(1, true, NOW);
	come_back(2, true, NOW - DAY_S);
	come_back(2, true, NOW);
	store_run(site.db, "UPDATE addresses SET address = 'one\n@x.example'"
	                   " WHERE address = 'one@x.example'");
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 1);
	ck_assert_int_eq(store_number(site.db, "SELECT subscriber FROM probes"),
	                 2);
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 1);
}
END_TEST

START_TEST(due_suspends_when_the_report_of_a_probe_got_lost)
{
	reach_probe(1, NOW);
	probe_goes(1, NOW + 60, false);
	come_back(1, true, NOW + DAY_S);
	probe_due(&site, NOW + DAY_S);
	ck_assert_int_eq(state_of(1), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(notices("probe"), 1);
	probe_due(&site, NOW + 60 + 7 * DAY_S);
	ck_assert_int_eq(state_of(1), SUBSCRIBER_SUSPENDED);
}
END_TEST

START_TEST(due_writes_to_the_admins_once_a_day_about_all)
{
	struct str bytes;
	struct delivery d;
	struct why why;

	reach_probe(1, NOW);
	reach_probe(2, NOW);
	probe_goes(1, NOW + 60, true);
	probe_goes(2, NOW + 60, true);
	probe_due(&site, NOW + 120);
	probe_due(&site, NOW + 120);
	ck_assert_int_eq(notices("suspended"), 1);
	ck_assert_int_eq(
		delivery_get(site.db, &arena,
	                     store_number(site.db, "SELECT id FROM deliveries"
	                                           " WHERE kind = 'suspended'"),
	                     &d, &why),
		OK);
	bytes = d.bytes;
	ck_assert_text(d.address, "admin@example.org");
	ck_assert(!d.has_verp);
	ck_assert_uint_ne(str_find(bytes, "The news: 2 suspended"), STR_NONE);
	ck_assert_uint_ne(str_find(bytes, "1  one@x.example"), STR_NONE);
	ck_assert_uint_ne(str_find(bytes, "2  two@x.example"), STR_NONE);
	ck_assert_uint_ne(str_find(bytes, "resume news ADDRESS"), STR_NONE);

	/* another one within the day waits for its end */
	store_add_subscriber(site.db, "news", "six@x.example",
	                     SUBSCRIBER_ACTIVE);
	reach_probe(3, NOW + 300);
	probe_goes(3, NOW + 360, true);
	probe_due(&site, NOW + 119 + DAY_S);
	ck_assert_int_eq(state_of(3), SUBSCRIBER_SUSPENDED);
	ck_assert_int_eq(notices("suspended"), 1);
	probe_due(&site, NOW + 120 + DAY_S);
	ck_assert_int_eq(notices("suspended"), 2);
}
END_TEST

START_TEST(a_lower_threshold_asks_earlier)
{
	site.config.lists[0].bounce_threshold = 4;
	come_back(1, true, NOW);
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 1);
}
END_TEST

START_TEST(a_shorter_half_life_forgets_earlier)
{
	site.config.lists[0].bounce_half_life_s = DAY_S;
	reach_probe(1, NOW); /* 4 + 2 points of 7 */
	ck_assert_int_eq(notices("probe"), 0);
}
END_TEST

START_TEST(a_shorter_wait_ends_a_probe_earlier)
{
	site.config.lists[0].probe_wait_s = 3600;
	reach_probe(1, NOW);
	probe_goes(1, NOW + 60, false);
	probe_due(&site, NOW + 60 + 3600);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM probes"
	                                       " WHERE ended_at IS NULL"),
	                 0);
}
END_TEST

static int64_t late_edition;

/* A deliverer's refusal is committed while the rows are looked at. */
static void refuse_late(void *context, const char *sql)
{
	int64_t edition = late_edition;

	(void)context;
	if (edition == 0 || str_find(str_of(sql), "FROM probes p") == STR_NONE)
		return;
	late_edition = 0;
	store_run(site.db,
	          arena_printf(&arena,
	                       "INSERT INTO bounces (subscriber, delivery,"
	                       " is_hard, code, status, reason, at)"
	                       " SELECT 1, id, 1, 550, '', '', %lld"
	                       " FROM deliveries WHERE edition = %lld"
	                       " AND subscriber = 1",
	                       (long long)NOW, (long long)edition));
}

START_TEST(what_comes_while_others_are_weighed_is_weighed_next)
{
	static struct store_watched store;

	come_back(1, true, NOW - DAY_S);
	come_back(1, true, NOW);
	store_run(site.db, "DELETE FROM bounces WHERE at > 1795500000");
	late_edition = editions;
	store_watch(&store, site.db, refuse_late, NULL);
	site.db = &store.db;
	probe_due(&site, NOW);
	ck_assert_int_eq(late_edition, 0);
	ck_assert_int_eq(notices("probe"), 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM bounces"
	                                       " WHERE is_weighed = 0"),
	                 1);
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 1);
}
END_TEST

START_TEST(whoever_left_is_not_asked)
{
	come_back(1, true, NOW - DAY_S);
	come_back(1, true, NOW);
	store_run(site.db, "UPDATE subscribers SET state = 4 WHERE id = 1");
	probe_due(&site, NOW);
	ck_assert_int_eq(notices("probe"), 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM bounces"
	                                       " WHERE is_weighed = 0"),
	                 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("probe");
	TCase *t = tcase_create("probe_due");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, due_weighs_what_deliverers_left);
	tcase_add_test(t, due_suspends_when_a_probe_is_back);
	tcase_add_test(t, due_clears_the_score_when_a_probe_stays_away);
	tcase_add_test(t, due_keeps_the_score_when_a_probe_was_given_up);
	tcase_add_test(t, due_asks_anew_when_a_probe_was_given_up);
	tcase_add_test(t, due_goes_on_behind_one_that_fails);
	tcase_add_test(t, due_suspends_when_the_report_of_a_probe_got_lost);
	tcase_add_test(t, due_writes_to_the_admins_once_a_day_about_all);
	tcase_add_test(t, a_lower_threshold_asks_earlier);
	tcase_add_test(t, a_shorter_half_life_forgets_earlier);
	tcase_add_test(t, a_shorter_wait_ends_a_probe_earlier);
	tcase_add_test(t, what_comes_while_others_are_weighed_is_weighed_next);
	tcase_add_test(t, whoever_left_is_not_asked);
	suite_add_tcase(s, t);
	return s;
}

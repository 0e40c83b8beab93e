#include "tests/suite.h"

#include <stdio.h>

#include "app/refusals.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
	LIFE_S = 5 * 86400,
};

static struct refusals r;

static void empty(void)
{
	memset(&r, 0, sizeof(r));
}

static enum refusals_say take_at(int64_t id, enum smtp_verdict verdict,
                                 int code, const char *enhanced,
                                 const char *text, int64_t now)
{
	struct smtp_result result = {.verdict = verdict, .code = code};
	const struct delivery delivery = {
		.id = id, .subscriber = id + 1000, .planned_at = NOW};
	enum delivery_state state =
		verdict == SMTP_SENT ? DELIVERY_ACCEPTED : DELIVERY_FAILED;

	snprintf(result.enhanced, sizeof(result.enhanced), "%s", enhanced);
	snprintf(result.text, sizeof(result.text), "%s", text);
	return refusals_take(&r, &delivery, &result, state, LIFE_S, now);
}

static enum refusals_say refuse_at(int64_t id, int64_t now)
{
	return take_at(id, SMTP_REFUSED, 550, "5.1.1", "no such user", now);
}

static enum refusals_say refuse(int64_t id)
{
	return refuse_at(id, NOW);
}

static enum refusals_say accept(int64_t id)
{
	return take_at(id, SMTP_SENT, 250, "2.0.0", "ok", NOW);
}

/* How many bounces are held. */
static size_t held(void)
{
	size_t n = 0;

	for (size_t i = 0; i < r.n; i++)
		n += r.failed[i].is_bounce;
	return n;
}

START_TEST(take_counts_a_refusal_when_the_next_is_accepted)
{
	ck_assert_int_eq(refuse(1), REFUSALS_WAIT);
	ck_assert_int_eq(accept(2), REFUSALS_COUNT);
	ck_assert_uint_eq(held(), 1);
	ck_assert_int_eq(r.failed[0].bounce.delivery, 1);
	ck_assert_int_eq(r.failed[0].bounce.subscriber, 1001);
	ck_assert(r.failed[0].bounce.is_hard);
	ck_assert_int_eq(r.failed[0].bounce.code, 550);
	ck_assert_text(r.failed[0].bounce.status, "5.1.1");
	ck_assert_text(r.failed[0].bounce.reason, "no such user");
}
END_TEST

START_TEST(a_new_relay_may_refuse_four)
{
	for (int64_t i = 1; i < REFUSALS_NEW; i++)
		ck_assert_int_eq(refuse(i), REFUSALS_WAIT);
	ck_assert_int_eq(refuse(REFUSALS_NEW), REFUSALS_EVERYBODY);
	ck_assert_uint_eq(r.n, REFUSALS_NEW);
}
END_TEST

START_TEST(one_that_accepts_may_refuse_nineteen_in_a_row)
{
	for (int64_t i = 1; i < REFUSALS_NEW; i++)
		refuse(i);
	ck_assert_int_eq(accept(50), REFUSALS_COUNT);
	memset(&r.failed, 0, sizeof(r.failed));
	r.n = 0;
	for (int64_t i = 1; i < REFUSALS_ROW; i++)
		ck_assert_int_eq(refuse_at(i, NOW + HOUR_S - 1), REFUSALS_WAIT);
	ck_assert_int_eq(refuse_at(REFUSALS_ROW, NOW + HOUR_S - 1),
	                 REFUSALS_EVERYBODY);
}
END_TEST

START_TEST(an_hour_later_it_is_new_again)
{
	ck_assert_int_eq(accept(50), REFUSALS_WAIT);
	for (int64_t i = 1; i < REFUSALS_NEW; i++)
		ck_assert_int_eq(refuse_at(i, NOW + HOUR_S), REFUSALS_WAIT);
	ck_assert_int_eq(refuse_at(REFUSALS_NEW, NOW + HOUR_S),
	                 REFUSALS_EVERYBODY);
}
END_TEST

static enum refusals_say take(enum smtp_verdict verdict,
                              enum delivery_state state)
{
	const struct smtp_result result = {.verdict = verdict, .code = 550};
	const struct delivery delivery = {
		.id = 9, .subscriber = 5, .planned_at = NOW};

	return refusals_take(&r, &delivery, &result, state, LIFE_S, NOW);
}

START_TEST(other_troubles_are_no_row)
{
	for (int i = 1; i < 3 * REFUSALS_ROW; i++) {
		ck_assert_int_eq(take(SMTP_TEMPORARY, DELIVERY_DEFERRED),
		                 REFUSALS_WAIT);
		ck_assert_int_eq(take(SMTP_IN_DOUBT, DELIVERY_IN_DOUBT),
		                 REFUSALS_WAIT);
		ck_assert_int_eq(take(SMTP_NOT_TRIED, DELIVERY_PLANNED),
		                 REFUSALS_WAIT);
		ck_assert_int_eq(take(SMTP_SENDER_REFUSED, DELIVERY_DEFERRED),
		                 REFUSALS_WAIT);
	}
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

START_TEST(a_policy_that_defers_everybody_is_a_row_with_nothing_to_open)
{
	for (int i = 1; i < REFUSALS_NEW; i++)
		ck_assert_int_eq(take(SMTP_REFUSED, DELIVERY_DEFERRED),
		                 REFUSALS_WAIT);
	ck_assert_int_eq(take(SMTP_REFUSED, DELIVERY_DEFERRED),
	                 REFUSALS_EVERYBODY);
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

static const struct {
	enum smtp_verdict verdict;
	int code;
	const char *enhanced, *text;
	bool counts, is_hard;
} results[] = {
	{SMTP_REFUSED, 550, "5.1.1", "user unknown", true, true},
	{SMTP_REFUSED, 550, "", "No such user here", true, true},
	{SMTP_REFUSED, 552, "5.2.2", "mailbox full", true, false},
	{SMTP_REFUSED, 554, "", "transaction failed", true, false},
	{SMTP_MESSAGE_REFUSED, 552, "5.3.4", "message too big", true, false},
	/* given up after days of 4xx */
	{SMTP_TEMPORARY, 450, "4.2.0", "greylisted", true, false},
	/* about us */
	{SMTP_REFUSED, 550, "5.7.1", "rejected", false, false},
	{SMTP_REFUSED, 554, "", "Relay access denied", false, false},
	{SMTP_MESSAGE_REFUSED, 554, "", "looks like spam", false, false},
	{SMTP_IN_DOUBT, 0, "", "", false, false},
};

START_TEST(take_judges_by_the_relays_words)
{
	take_at(1, results[_i].verdict, results[_i].code, results[_i].enhanced,
	        results[_i].text, NOW);
	ck_assert_uint_eq(r.n, 1);
	ck_assert_int_eq(r.failed[0].is_bounce, results[_i].counts);
	if (results[_i].counts)
		ck_assert_int_eq(r.failed[0].bounce.is_hard,
		                 results[_i].is_hard);
	ck_assert_int_eq(accept(2),
	                 results[_i].counts ? REFUSALS_COUNT : REFUSALS_WAIT);
}
END_TEST

START_TEST(take_holds_nothing_against_nobody)
{
	const struct smtp_result result = {.verdict = SMTP_REFUSED,
	                                   .code = 550};
	const struct delivery delivery = {.id = 1, .planned_at = NOW};

	refusals_take(&r, &delivery, &result, DELIVERY_FAILED, LIFE_S, NOW);
	ck_assert_uint_eq(r.n, 1);
	ck_assert_uint_eq(held(), 0);
}
END_TEST

START_TEST(end_counts_a_few_but_not_a_batch_of_refusals_only)
{
	refuse(1);
	refuse(2);
	ck_assert(refusals_end(&r, NOW));
	ck_assert_uint_eq(held(), 2);
	empty();
	for (int64_t i = 0; i < REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(!refusals_end(&r, NOW));
	ck_assert_uint_eq(held(), 0);
	ck_assert_uint_eq(r.n, REFUSALS_ALONE); /* to be opened again */
	ck_assert(!refusals_end(&r, NOW));
}
END_TEST

START_TEST(end_remembers_for_an_hour_that_the_relay_worked)
{
	accept(1);
	for (int64_t i = 2; i < 2 + REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(refusals_end(&r, NOW + HOUR_S - 1));
	for (int64_t i = 2; i < 2 + REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(!refusals_end(&r, NOW + HOUR_S));
}
END_TEST

static struct db *db;
static struct why why;

static int64_t count(const char *sql)
{
	return store_number(db, sql);
}

/* Deliveries 1 and 3 have failed, 2 was accepted; their edition is done. */
static void open_store(void)
{
	empty();
	db = store_in_memory();
	store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	store_add_edition(db, "news", 1);
	store_run(db, "UPDATE editions SET state = 2, done_at = 1");
	store_run(db, "INSERT INTO deliveries (edition, list, kind, address,"
	              " has_verp, state, planned_at, next_at, done_at) VALUES"
	              " (1, 'news', 'edition', 'a@x', 1, 5, 1, 1, 1),"
	              " (1, 'news', 'edition', 'b@x', 1, 4, 1, 1, 1),"
	              " (1, 'news', 'edition', 'c@x', 1, 5, 1, 1, 1)");
}

static void close_store(void)
{
	db_close(&db);
}

/* The first is refused, of a subscriber that there is. */
static void refuse_first(void)
{
	refuse(1);
	r.failed[r.n - 1].bounce.subscriber = 1;
}

START_TEST(write_makes_them_bounces_once)
{
	refuse_first();
	ck_assert_int_eq(refusals_write(&r, db, &why), OK);
	ck_assert_uint_eq(held(), 0);
	ck_assert_uint_eq(r.n, 1);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"
	                       " WHERE letter IS NULL AND code = 550"
	                       " AND delivery = 1"),
	                 1);
	refuse(99); /* no such delivery: all or nothing, and no more of it */
	ck_assert_int_ne(refusals_write(&r, db, &why), OK);
	ck_assert_uint_eq(held(), 0);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"), 1);
}
END_TEST

START_TEST(write_begins_a_new_row_when_somebody_was_accepted)
{
	refuse_first();
	accept(2);
	ck_assert_int_eq(refusals_write(&r, db, &why), OK);
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

START_TEST(reopen_lets_those_of_the_row_be_tried_again)
{
	refuse_first();
	ck_assert_int_eq(refusals_write(&r, db, &why), OK);
	refuse(2);
	ck_assert_int_eq(refusals_reopen(&r, db, NOW, &why), OK);
	ck_assert_int_eq(count("SELECT next_at FROM deliveries WHERE state = 2"
	                       " AND done_at IS NULL AND id = 1"),
	                 NOW + 300);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 2"), 4);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 3"), 5);
	ck_assert_int_eq(count("SELECT state FROM editions"), 0);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"), 0);
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!refusals_end(&r, NOW));
}
END_TEST

START_TEST(reopen_waits_longer_each_time_until_a_mail_is_accepted)
{
	static const int64_t waits[] = {300,  600,   1200,  2400,
	                                4800, 14400, 14400, 300};

	for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
		if (i == ARRAY_LEN(waits) - 1)
			accept(50);
		refuse(1);
		store_run(db, "UPDATE deliveries SET state = 5 WHERE id = 1");
		ck_assert_int_eq(refusals_reopen(&r, db, NOW, &why), OK);
		ck_assert_int_eq(
			count("SELECT next_at FROM deliveries WHERE id = 1"),
			NOW + waits[i]);
	}
}
END_TEST

START_TEST(reopen_leaves_those_whose_life_is_over)
{
	refuse_first();
	ck_assert_int_eq(refusals_write(&r, db, &why), OK);
	ck_assert_int_eq(refusals_reopen(&r, db, NOW + LIFE_S - 300, &why), OK);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 1"), 5);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"), 1);
	ck_assert_int_eq(count("SELECT state FROM editions"), 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("refusals");
	TCase *t = tcase_create("refusals_take");

	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, take_counts_a_refusal_when_the_next_is_accepted);
	tcase_add_test(t, a_new_relay_may_refuse_four);
	tcase_add_test(t, one_that_accepts_may_refuse_nineteen_in_a_row);
	tcase_add_test(t, an_hour_later_it_is_new_again);
	tcase_add_test(t, other_troubles_are_no_row);
	tcase_add_test(
		t,
		a_policy_that_defers_everybody_is_a_row_with_nothing_to_open);
	tcase_add_loop_test(t, take_judges_by_the_relays_words, 0,
	                    ARRAY_LEN(results));
	tcase_add_test(t, take_holds_nothing_against_nobody);
	suite_add_tcase(s, t);
	t = tcase_create("refusals_end");
	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, end_counts_a_few_but_not_a_batch_of_refusals_only);
	tcase_add_test(t, end_remembers_for_an_hour_that_the_relay_worked);
	suite_add_tcase(s, t);
	t = tcase_create("refusals_write");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, write_makes_them_bounces_once);
	tcase_add_test(t, write_begins_a_new_row_when_somebody_was_accepted);
	tcase_add_test(t, reopen_lets_those_of_the_row_be_tried_again);
	tcase_add_test(t,
	               reopen_waits_longer_each_time_until_a_mail_is_accepted);
	tcase_add_test(t, reopen_leaves_those_whose_life_is_over);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "app/breaker.h"
#include "store/bounces.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
	LIFE_S = 5 * 86400,
};

static struct breaker b;

static void empty(void)
{
	memset(&b, 0, sizeof(b));
}

static bool refuse(int64_t id, int64_t now)
{
	const struct delivery delivery = {.id = id, .planned_at = NOW};

	return breaker_take(&b, &delivery, SMTP_REFUSED, DELIVERY_FAILED,
	                    LIFE_S, now);
}

static bool accept(int64_t now)
{
	const struct delivery delivery = {.id = 1, .planned_at = NOW};

	return breaker_take(&b, &delivery, SMTP_SENT, DELIVERY_ACCEPTED, LIFE_S,
	                    now);
}

START_TEST(a_new_relay_may_refuse_four)
{
	for (int64_t i = 1; i < BREAKER_NEW; i++)
		ck_assert(!refuse(i, NOW));
	ck_assert(refuse(BREAKER_NEW, NOW));
	ck_assert_uint_eq(b.n, BREAKER_NEW);
}
END_TEST

START_TEST(who_is_accepted_ends_the_row)
{
	for (int64_t i = 1; i < BREAKER_NEW; i++)
		ck_assert(!refuse(i, NOW));
	ck_assert(!accept(NOW));
	ck_assert_uint_eq(b.n, 0);
	for (int64_t i = 1; i < BREAKER_ROW; i++)
		ck_assert(!refuse(i, NOW + HOUR_S - 1));
	ck_assert(refuse(BREAKER_ROW, NOW + HOUR_S - 1));
}
END_TEST

START_TEST(an_hour_later_it_is_new_again)
{
	ck_assert(!accept(NOW));
	for (int64_t i = 1; i < BREAKER_NEW; i++)
		ck_assert(!refuse(i, NOW + HOUR_S));
	ck_assert(refuse(BREAKER_NEW, NOW + HOUR_S));
}
END_TEST

static bool take(enum smtp_verdict verdict, enum delivery_state state)
{
	const struct delivery delivery = {.id = 9, .planned_at = NOW};

	return breaker_take(&b, &delivery, verdict, state, LIFE_S, NOW);
}

START_TEST(other_troubles_do_not_count)
{
	for (int i = 1; i < 3 * BREAKER_ROW; i++) {
		ck_assert(!take(SMTP_TEMPORARY, DELIVERY_DEFERRED));
		ck_assert(!take(SMTP_IN_DOUBT, DELIVERY_IN_DOUBT));
		ck_assert(!take(SMTP_NOT_TRIED, DELIVERY_PLANNED));
	}
}
END_TEST

START_TEST(a_policy_that_defers_everybody_counts_but_has_nothing_to_open)
{
	for (int i = 1; i < BREAKER_NEW; i++)
		ck_assert(!take(SMTP_REFUSED, DELIVERY_DEFERRED));
	ck_assert(take(SMTP_REFUSED, DELIVERY_DEFERRED));
	ck_assert_uint_eq(b.n, 0);
}
END_TEST

static struct db *db;
static struct why why;

static void add_bounce(void)
{
	const struct bounce_row row = {.subscriber = 1,
	                               .delivery = 1,
	                               .is_hard = true,
	                               .code = 550,
	                               .status = str_of(""),
	                               .reason = str_of(""),
	                               .at = 1};
	bool is_new = false;

	store_begin(db);
	ck_assert_int_eq(bounce_add(db, &row, &is_new, &why), OK);
	store_commit(db);
	ck_assert(is_new);
}

/* Deliveries 1 and 3 have failed, 2 was accepted; their edition is done, and 1
 * counts as a bounce. */
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
	add_bounce();
}

static void close_store(void)
{
	db_close(&db);
}

static int64_t count(const char *sql)
{
	return store_number(db, sql);
}

START_TEST(reopen_lets_those_of_the_row_be_tried_again)
{
	refuse(1, NOW);
	refuse(2, NOW);
	ck_assert_int_eq(breaker_reopen(&b, db, NOW, &why), OK);
	ck_assert_int_eq(count("SELECT next_at FROM deliveries WHERE state = 2"
	                       " AND done_at IS NULL AND id = 1"),
	                 NOW + 300);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 2"), 4);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 3"), 5);
	ck_assert_int_eq(count("SELECT state FROM editions"), 0);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"), 0);
	ck_assert_uint_eq(b.n, 0);
}
END_TEST

START_TEST(reopen_waits_longer_each_time_until_a_mail_is_accepted)
{
	static const int64_t waits[] = {300,  600,   1200,  2400,
	                                4800, 14400, 14400, 300};

	for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
		if (i == ARRAY_LEN(waits) - 1)
			accept(NOW);
		refuse(1, NOW);
		store_run(db, "UPDATE deliveries SET state = 5 WHERE id = 1");
		ck_assert_int_eq(breaker_reopen(&b, db, NOW, &why), OK);
		ck_assert_int_eq(
			count("SELECT next_at FROM deliveries WHERE id = 1"),
			NOW + waits[i]);
	}
}
END_TEST

START_TEST(reopen_leaves_those_whose_life_is_over)
{
	refuse(1, NOW);
	ck_assert_int_eq(breaker_reopen(&b, db, NOW + LIFE_S - 300, &why), OK);
	ck_assert_int_eq(count("SELECT state FROM deliveries WHERE id = 1"), 5);
	ck_assert_int_eq(count("SELECT COUNT(*) FROM bounces"), 1);
	ck_assert_int_eq(count("SELECT state FROM editions"), 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("breaker");
	TCase *t = tcase_create("breaker_take");

	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, a_new_relay_may_refuse_four);
	tcase_add_test(t, who_is_accepted_ends_the_row);
	tcase_add_test(t, an_hour_later_it_is_new_again);
	tcase_add_test(t, other_troubles_do_not_count);
	tcase_add_test(
		t,
		a_policy_that_defers_everybody_counts_but_has_nothing_to_open);
	suite_add_tcase(s, t);
	t = tcase_create("breaker_reopen");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t,
	               reopen_waits_longer_each_time_until_a_mail_is_accepted);
	tcase_add_test(t, reopen_leaves_those_whose_life_is_over);
	tcase_add_test(t, reopen_lets_those_of_the_row_be_tried_again);
	suite_add_tcase(s, t);
	return s;
}

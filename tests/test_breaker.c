#include "tests/suite.h"

#include "app/breaker.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
};

static struct breaker b;

static void empty(void)
{
	memset(&b, 0, sizeof(b));
}

static bool refuse(int64_t id, int64_t now)
{
	return breaker_take(&b, id, SMTP_REFUSED, DELIVERY_FAILED, now);
}

static bool accept(int64_t now)
{
	return breaker_take(&b, 1, SMTP_SENT, DELIVERY_ACCEPTED, now);
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

START_TEST(other_troubles_do_not_count)
{
	for (int64_t i = 1; i < 3 * BREAKER_ROW; i++) {
		ck_assert(!breaker_take(&b, i, SMTP_TEMPORARY,
		                        DELIVERY_DEFERRED, NOW));
		ck_assert(!breaker_take(&b, i, SMTP_IN_DOUBT, DELIVERY_IN_DOUBT,
		                        NOW));
		ck_assert(!breaker_take(&b, i, SMTP_NOT_TRIED, DELIVERY_PLANNED,
		                        NOW));
	}
}
END_TEST

START_TEST(a_policy_that_defers_everybody_counts_but_has_nothing_to_open)
{
	for (int64_t i = 1; i < BREAKER_NEW; i++)
		ck_assert(!breaker_take(&b, i, SMTP_REFUSED, DELIVERY_DEFERRED,
		                        NOW));
	ck_assert(breaker_take(&b, 9, SMTP_REFUSED, DELIVERY_DEFERRED, NOW));
	ck_assert_uint_eq(b.n, 0);
}
END_TEST

START_TEST(reopen_lets_those_of_the_row_be_tried_again)
{
	struct db *db = store_in_memory();
	struct why why = {""};

	store_run(db, "INSERT INTO deliveries (list, kind, address, has_verp,"
	              " state, planned_at, next_at, done_at) VALUES"
	              " ('news', 'edition', 'a@x', 1, 5, 1, 1, 1),"
	              " ('news', 'edition', 'b@x', 1, 4, 1, 1, 1),"
	              " ('news', 'edition', 'c@x', 1, 5, 1, 1, 1)");
	refuse(1, NOW);
	refuse(2, NOW);
	ck_assert_int_eq(breaker_reopen(&b, db, 777, &why), OK);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"
	                                  " WHERE state = 2 AND next_at = 777"
	                                  " AND done_at IS NULL AND id = 1"),
	                 1);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"
	                                  " WHERE state = 4 AND id = 2"),
	                 1);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"
	                                  " WHERE state = 5 AND id = 3"),
	                 1);
	ck_assert_uint_eq(b.n, 0);
	db_close(&db);
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
	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, reopen_lets_those_of_the_row_be_tried_again);
	suite_add_tcase(s, t);
	return s;
}

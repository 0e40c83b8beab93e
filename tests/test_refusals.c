#include "tests/suite.h"

#include <stdio.h>

#include "app/refusals.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
};

static struct refusals r;

static void empty(void)
{
	memset(&r, 0, sizeof(r));
}

static bool take(int64_t id, enum smtp_verdict verdict, int code,
                 const char *enhanced, const char *text)
{
	struct smtp_result result = {.verdict = verdict, .code = code};
	const struct delivery delivery = {.id = id, .subscriber = id + 1000};
	enum delivery_state state =
		verdict == SMTP_SENT ? DELIVERY_ACCEPTED : DELIVERY_FAILED;

	snprintf(result.enhanced, sizeof(result.enhanced), "%s", enhanced);
	snprintf(result.text, sizeof(result.text), "%s", text);
	return refusals_take(&r, &delivery, &result, state, NOW);
}

static bool refuse(int64_t id)
{
	return take(id, SMTP_REFUSED, 550, "5.1.1", "no such user");
}

static bool accept(int64_t id)
{
	return take(id, SMTP_SENT, 250, "2.0.0", "ok");
}

START_TEST(take_counts_a_refusal_when_the_next_is_accepted)
{
	ck_assert(!refuse(1));
	ck_assert(accept(2));
	ck_assert_uint_eq(r.n, 1);
	ck_assert_int_eq(r.held[0].delivery, 1);
	ck_assert_int_eq(r.held[0].subscriber, 1001);
	ck_assert(r.held[0].is_hard);
	ck_assert_int_eq(r.held[0].code, 550);
	ck_assert_text(r.held[0].status, "5.1.1");
	ck_assert_text(r.held[0].reason, "no such user");
	refusals_drop(&r);
	ck_assert(!accept(3));
}
END_TEST

START_TEST(take_forgets_when_everybody_is_refused)
{
	for (int64_t i = 1; i <= REFUSALS_ROW - 1; i++)
		ck_assert(!refuse(i));
	ck_assert(accept(100));
	ck_assert_uint_eq(r.n, REFUSALS_ROW - 1);
	refusals_drop(&r);
	for (int64_t i = 1; i <= REFUSALS_ROW + 5; i++)
		ck_assert(!refuse(i));
	ck_assert(!accept(101));
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!refuse(102)); /* and from then on they count again */
	ck_assert(accept(103));
	ck_assert_uint_eq(r.n, 1);
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
	{SMTP_SENDER_REFUSED, 550, "5.1.8", "bad sender", false, false},
	{SMTP_IN_DOUBT, 0, "", "", false, false},
};

START_TEST(take_judges_by_the_relays_words)
{
	take(1, results[_i].verdict, results[_i].code, results[_i].enhanced,
	     results[_i].text);
	ck_assert_int_eq(accept(2), results[_i].counts);
	if (results[_i].counts)
		ck_assert_int_eq(r.held[0].is_hard, results[_i].is_hard);
}
END_TEST

START_TEST(take_leaves_what_is_tried_again_and_what_goes_to_nobody)
{
	const struct smtp_result result = {.verdict = SMTP_REFUSED,
	                                   .code = 550};
	struct delivery delivery = {.id = 1, .subscriber = 5};

	refusals_take(&r, &delivery, &result, DELIVERY_DEFERRED, NOW);
	delivery.subscriber = 0;
	refusals_take(&r, &delivery, &result, DELIVERY_FAILED, NOW);
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

START_TEST(end_counts_a_few_but_not_a_batch_of_refusals_only)
{
	refuse(1);
	refuse(2);
	ck_assert(refusals_end(&r, NOW));
	ck_assert_uint_eq(r.n, 2);
	refusals_drop(&r);
	for (int64_t i = 0; i < REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(!refusals_end(&r, NOW));
	ck_assert_uint_eq(r.n, 0);
	ck_assert(!refusals_end(&r, NOW));
}
END_TEST

START_TEST(end_remembers_for_an_hour_that_the_relay_worked)
{
	accept(1);
	for (int64_t i = 2; i < 2 + REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(refusals_end(&r, NOW + HOUR_S - 1));
	refusals_drop(&r);
	for (int64_t i = 2; i < 2 + REFUSALS_ALONE; i++)
		refuse(i);
	ck_assert(!refusals_end(&r, NOW + HOUR_S));
}
END_TEST

START_TEST(write_makes_them_bounces_and_forgets_them)
{
	struct db *db = store_in_memory();
	struct why why;
	int64_t n = 0, edition;

	store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	edition = store_add_edition(db, "news", 1);
	ck_assert_int_eq(
		delivery_plan(db, edition, str_of("news"), NOW, &n, &why), OK);
	refuse(1);
	r.held[0].subscriber = 1;
	ck_assert_int_eq(refusals_write(&r, db, &why), OK);
	ck_assert_uint_eq(r.n, 0);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM bounces"
	                                  " WHERE letter IS NULL AND code = 550"
	                                  " AND delivery = 1"),
	                 1);
	refuse(99); /* no such delivery: all or nothing, and no more of it */
	ck_assert_int_ne(refusals_write(&r, db, &why), OK);
	ck_assert_uint_eq(r.n, 0);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM bounces"), 1);
	db_close(&db);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("refusals");
	TCase *t = tcase_create("refusals_take");

	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, take_counts_a_refusal_when_the_next_is_accepted);
	tcase_add_test(t, take_forgets_when_everybody_is_refused);
	tcase_add_loop_test(t, take_judges_by_the_relays_words, 0,
	                    ARRAY_LEN(results));
	tcase_add_test(t,
	               take_leaves_what_is_tried_again_and_what_goes_to_nobody);
	suite_add_tcase(s, t);
	t = tcase_create("refusals_end");
	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, end_counts_a_few_but_not_a_batch_of_refusals_only);
	tcase_add_test(t, end_remembers_for_an_hour_that_the_relay_worked);
	suite_add_tcase(s, t);
	t = tcase_create("refusals_write");
	tcase_add_checked_fixture(t, empty, NULL);
	tcase_add_test(t, write_makes_them_bounces_and_forgets_them);
	suite_add_tcase(s, t);
	return s;
}

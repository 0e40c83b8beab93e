#include "tests/suite.h"

#include "app/outcome.h"

enum {
	NOW = 1795501800,
	PLANNED = NOW - 600,
	DAY_S = 86400,
	LIFE_S = 5 * DAY_S,
};

static struct outcome judge(enum smtp_verdict verdict, const char *enhanced,
                            int64_t attempts, int64_t id)
{
	struct smtp_result result = {
		.verdict = verdict, .code = 450, .text = "said so"};
	const struct delivery delivery = {
		.id = id, .attempts = attempts, .planned_at = PLANNED};
	struct outcome outcome;

	memcpy(result.enhanced, enhanced, strlen(enhanced));
	memset(&outcome, 0x5a, sizeof(outcome));
	outcome_of(&result, &delivery, LIFE_S, NOW, &outcome);
	return outcome;
}

static const struct {
	enum smtp_verdict verdict;
	const char *enhanced;
	enum delivery_state state;
	bool is_again, is_untried, is_relays;
} results[] = {
	{SMTP_SENT, "2.0.0", DELIVERY_ACCEPTED, false, false, false},
	{SMTP_TEMPORARY, "4.2.0", DELIVERY_DEFERRED, true, false, false},
	{SMTP_TEMPORARY, "", DELIVERY_DEFERRED, true, false, false},
	{SMTP_REFUSED, "5.1.1", DELIVERY_FAILED, false, false, false},
	{SMTP_REFUSED, "", DELIVERY_FAILED, false, false, false},
	{SMTP_MESSAGE_REFUSED, "5.6.0", DELIVERY_FAILED, false, false, false},
	/* a policy is most likely about us */
	{SMTP_REFUSED, "5.7.1", DELIVERY_DEFERRED, true, false, false},
	{SMTP_MESSAGE_REFUSED, "5.7.26", DELIVERY_DEFERRED, true, false, false},
	{SMTP_REFUSED, "5.70.1", DELIVERY_FAILED, false, false, false},
	{SMTP_SENDER_REFUSED, "5.1.8", DELIVERY_DEFERRED, true, false, true},
	{SMTP_IN_DOUBT, "", DELIVERY_IN_DOUBT, true, false, false},
	{SMTP_NOT_TRIED, "", DELIVERY_PLANNED, true, true, false},
};

START_TEST(a_result_means_this)
{
	struct outcome o =
		judge(results[_i].verdict, results[_i].enhanced, 1, 1);

	ck_assert_int_eq(o.is_untried, results[_i].is_untried);
	ck_assert_int_eq(o.is_relays, results[_i].is_relays);
	if (!o.is_untried)
		ck_assert_int_eq(o.state, results[_i].state);
	if (o.is_untried)
		ck_assert_int_eq(o.next_at, NOW);
	else if (results[_i].is_again)
		ck_assert_int_gt(o.next_at, NOW);
	else
		ck_assert_int_eq(o.next_at, 0);
}
END_TEST

START_TEST(the_relays_words_are_kept)
{
	struct outcome o = judge(SMTP_REFUSED, "5.1.1", 1, 1);

	ck_assert_int_eq(o.code, 450);
	ck_assert_str_eq(o.reply, "5.1.1 said so");
	ck_assert_str_eq(judge(SMTP_REFUSED, "", 1, 1).reply, "said so");
}
END_TEST

/* Minutes after the n-th attempt, before the fifth more or less. */
static const int64_t waits[] = {5, 15, 30, 60, 240, 240, 240};

START_TEST(it_waits_longer_each_time)
{
	int64_t middle = waits[_i] * 60, least = INT64_MAX, most = 0;

	for (int64_t id = 1; id <= 200; id++) {
		int64_t wait =
			judge(SMTP_TEMPORARY, "4.2.0", _i + 1, id).next_at -
			NOW;

		least = wait < least ? wait : least;
		most = wait > most ? wait : most;
		/* the same for the same delivery */
		ck_assert_int_eq(judge(SMTP_IN_DOUBT, "", _i + 1, id).next_at -
		                         NOW,
		                 wait);
	}
	ck_assert_int_eq(least, middle * 80 / 100);
	ck_assert_int_eq(most, middle * 120 / 100);
}
END_TEST

START_TEST(what_was_not_tried_may_be_tried_at_once_and_costs_nothing)
{
	struct outcome o = judge(SMTP_NOT_TRIED, "", 1, 1);

	ck_assert(o.is_untried);
	ck_assert_int_eq(o.next_at, NOW);
}
END_TEST

START_TEST(it_is_given_up_when_its_life_is_over)
{
	static const enum smtp_verdict again[] = {SMTP_TEMPORARY, SMTP_IN_DOUBT,
	                                          SMTP_SENDER_REFUSED};
	const struct smtp_result result = {.verdict = again[_i]};
	struct delivery delivery = {.id = 20, .attempts = 1};
	struct outcome o;

	/* 5 minutes from now is its last second, and then one more. */
	delivery.planned_at = NOW + 300 - LIFE_S;
	outcome_of(&result, &delivery, LIFE_S, NOW, &o);
	ck_assert_int_ne(o.state, DELIVERY_FAILED);
	ck_assert_int_eq(o.next_at, NOW + 300);
	delivery.planned_at--;
	outcome_of(&result, &delivery, LIFE_S, NOW, &o);
	ck_assert_int_eq(o.state, DELIVERY_FAILED);
	ck_assert_int_eq(o.next_at, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("outcome");
	TCase *of = tcase_create("outcome_of");

	tcase_add_loop_test(of, a_result_means_this, 0, ARRAY_LEN(results));
	tcase_add_test(of, the_relays_words_are_kept);
	tcase_add_loop_test(of, it_waits_longer_each_time, 0, ARRAY_LEN(waits));
	tcase_add_test(
		of, what_was_not_tried_may_be_tried_at_once_and_costs_nothing);
	tcase_add_loop_test(of, it_is_given_up_when_its_life_is_over, 0, 3);
	suite_add_tcase(s, of);
	return s;
}

#include "tests/suite.h"

#include "digest/health.h"

enum {
	DAY_S = 86400,
	NOW = 20000 * DAY_S + 3600,
	WAIT_S = 7 * DAY_S,
};

static const struct health_rules rules = {7, 30 * DAY_S};

/* Points of events of so many days ago, negative ones being soft. */
static struct health_score score(const int *days, size_t n)
{
	struct health_event events[16];

	for (size_t i = 0; i < n; i++) {
		int age = days[i] < 0 ? -days[i] : days[i];

		events[i] = (struct health_event){NOW - (int64_t)age * DAY_S,
		                                  days[i] >= 0};
	}
	return health_score(events, n, &rules, NOW);
}

START_TEST(score_counts_hard_and_soft_apart)
{
	struct health_score s = score((int[]){-30, 0}, 2);

	ck_assert_int_eq(s.hard, 4000);
	ck_assert_int_eq(s.soft, 500);
	s = score(NULL, 0);
	ck_assert_int_eq(s.hard + s.soft, 0);
}
END_TEST

START_TEST(score_halves_with_each_half_life)
{
	ck_assert_int_eq(score((int[]){30}, 1).hard, 2000);
	ck_assert_int_eq(score((int[]){60}, 1).hard, 1000);
	/* 4000 * 2^(-15/30), by a pocket calculator */
	ck_assert_int_eq(score((int[]){15}, 1).hard, 2828);
}
END_TEST

START_TEST(score_counts_the_worst_of_a_day_once)
{
	const struct health_event events[] = {
		{NOW - 60, false},
		{NOW - 50, true},
		{NOW - 40, true},
		{NOW - 30, false},
	};
	struct health_score s =
		health_score(events, ARRAY_LEN(events), &rules, NOW);

	ck_assert_int_eq(s.hard, 4000);
	ck_assert_int_eq(s.soft, 0);
}
END_TEST

START_TEST(score_takes_the_future_for_now)
{
	const struct health_event event = {NOW + 90 * DAY_S, true};

	ck_assert_int_eq(health_score(&event, 1, &rules, NOW).hard, 4000);
}
END_TEST

/* How many days of one event each until the address is asked. */
static int days_until_probe(bool is_hard, int every)
{
	struct health_event events[400];
	const struct health_probe none = {false, false, false, 0};

	for (int i = 0; i < 400; i++) {
		int64_t now = NOW + (int64_t)i * every * DAY_S;

		events[i] = (struct health_event){now, is_hard};
		if (health_step(events, (size_t)i + 1, &rules, &none, WAIT_S,
		                now) == HEALTH_PROBE)
			return i + 1;
	}
	return 0;
}

START_TEST(step_asks_after_two_hard_ones_or_a_week_of_soft_ones)
{
	ck_assert_int_eq(days_until_probe(true, 1), 2);
	ck_assert_int_eq(days_until_probe(true, 7), 2);
	ck_assert_int_eq(days_until_probe(false, 1), 8);
	/* a full mailbox is no reason for a weekly list */
	ck_assert_int_eq(days_until_probe(false, 7), 0);
}
END_TEST

static enum health_step step(struct health_probe probe, int64_t hard_at)
{
	const struct health_event events[] = {{NOW - 10 * DAY_S, true},
	                                      {hard_at, true}};

	return health_step(events, 2, &rules, &probe, WAIT_S, NOW);
}

START_TEST(step_suspends_when_the_probe_comes_back)
{
	ck_assert_int_eq(
		step((struct health_probe){true, true, false, NOW - 60}, NOW),
		HEALTH_SUSPEND);
	/* refused while it was sent */
	ck_assert_int_eq(step((struct health_probe){true, true, false, 0}, NOW),
	                 HEALTH_SUSPEND);
}
END_TEST

START_TEST(step_waits_for_an_open_probe)
{
	int64_t before = NOW - 9 * DAY_S;

	ck_assert_int_eq(
		step((struct health_probe){true, false, false, 0}, before),
		HEALTH_NONE);
	ck_assert_int_eq(step((struct health_probe){true, false, false,
	                                            NOW - WAIT_S + 1},
	                      NOW),
	                 HEALTH_NONE);
}
END_TEST

START_TEST(step_clears_when_the_probe_stays_away)
{
	struct health_probe probe = {true, false, false, NOW - WAIT_S};

	ck_assert_int_eq(step(probe, NOW - WAIT_S), HEALTH_CLEAR);
	ck_assert_int_eq(step(probe, NOW - WAIT_S + 1), HEALTH_SUSPEND);
}
END_TEST

START_TEST(step_learns_nothing_of_a_probe_that_was_given_up)
{
	struct health_probe probe = {true, false, true, NOW - WAIT_S + 1};

	ck_assert_int_eq(step(probe, NOW), HEALTH_NONE);
	probe.arrived_at--;
	ck_assert_int_eq(step(probe, NOW - WAIT_S), HEALTH_AGAIN);
	ck_assert_int_eq(step(probe, NOW), HEALTH_AGAIN);
}
END_TEST

static struct bounce_recipient one(const char *address,
                                   enum bounce_action action, bool is_hard)
{
	return (struct bounce_recipient){.address = str_of(address),
	                                 .action = action,
	                                 .is_hard = is_hard,
	                                 .is_permanent = is_hard};
}

START_TEST(about_takes_the_one_who_is_named_else_the_worst)
{
	struct bounce_recipient list[] = {
		one("a@example.org", BOUNCE_DELIVERED, false),
		one("b@example.org", BOUNCE_FAILED, false),
		one("c@example.org", BOUNCE_FAILED, true),
	};
	const struct bounce report = {list, 3}, nothing = {NULL, 0};

	ck_assert_ptr_eq(health_about(&report, str_of("A@Example.org")),
	                 &list[0]);
	ck_assert_ptr_eq(health_about(&report, str_of("z@example.org")),
	                 &list[2]);
	ck_assert_ptr_null(health_about(&nothing, str_of("z@example.org")));
}
END_TEST

static const struct {
	int64_t id, subscriber;
	enum delivery_state state;
	int64_t age;
	enum bounce_action action;
	enum bounce_reason reason;
	enum health_verdict verdict;
} reports[] = {
	{0, 5, DELIVERY_ACCEPTED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NO_DELIVERY},
	{1, 0, DELIVERY_ACCEPTED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NOBODYS},
	{1, 5, DELIVERY_PLANNED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NOT_OUT},
	{1, 5, DELIVERY_DEFERRED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NOT_OUT},
	{1, 5, DELIVERY_FAILED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NOT_OUT},
	{1, 5, DELIVERY_SUPPRESSED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_NOT_OUT},
	{1, 5, DELIVERY_LEASED, 0, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_COUNTS},
	{1, 5, DELIVERY_IN_DOUBT, 0, BOUNCE_FAILED, BOUNCE_FULL, HEALTH_COUNTS},
	{1, 5, DELIVERY_ACCEPTED, 14 * DAY_S, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_COUNTS},
	{1, 5, DELIVERY_ACCEPTED, 14 * DAY_S + 1, BOUNCE_FAILED, BOUNCE_NO_USER,
         HEALTH_TOO_OLD},
	{1, 5, DELIVERY_ACCEPTED, 0, BOUNCE_DELAYED, BOUNCE_NETWORK,
         HEALTH_DELAYED},
	{1, 5, DELIVERY_ACCEPTED, 0, BOUNCE_DELIVERED, BOUNCE_UNCLEAR,
         HEALTH_ARRIVED},
	{1, 5, DELIVERY_ACCEPTED, 0, BOUNCE_FAILED, BOUNCE_POLICY,
         HEALTH_POLICY},
};

START_TEST(judge_believes_a_report_of_a_delivery_that_is_out)
{
	const struct delivery delivery = {
		.id = reports[_i].id,
		.subscriber = reports[_i].subscriber,
		.state = reports[_i].state,
		.planned_at = NOW - 90 * DAY_S,
		.done_at = NOW - reports[_i].age,
	};
	const struct bounce_recipient recipient = {
		.action = reports[_i].action, .reason = reports[_i].reason};

	ck_assert_int_eq(
		health_judge(&delivery, NOW - 90 * DAY_S, &recipient, NOW),
		reports[_i].verdict);
	ck_assert_int_eq(health_judge(NULL, 0, &recipient, NOW),
	                 HEALTH_NO_DELIVERY);
}
END_TEST

START_TEST(judge_believes_no_report_of_an_earlier_subscription)
{
	const struct delivery delivery = {
		.id = 1,
		.subscriber = 1,
		.state = DELIVERY_ACCEPTED,
		.planned_at = NOW - 2 * DAY_S,
		.done_at = NOW - DAY_S,
	};
	const struct bounce_recipient failed = {.action = BOUNCE_FAILED};
	int64_t planned = delivery.planned_at;

	ck_assert_int_eq(health_believe(&delivery, planned, NOW),
	                 HEALTH_COUNTS);
	ck_assert_int_eq(health_believe(&delivery, planned + 1, NOW),
	                 HEALTH_EARLIER);
	ck_assert_int_eq(health_judge(&delivery, planned, &failed, NOW),
	                 HEALTH_COUNTS);
	ck_assert_int_eq(health_judge(&delivery, planned + 1, &failed, NOW),
	                 HEALTH_EARLIER);
}
END_TEST

START_TEST(verdicts_have_names)
{
	for (int i = 0; i <= HEALTH_POLICY; i++)
		for (int k = 0; k <= HEALTH_POLICY; k++)
			ck_assert_int_eq(
				!strcmp(health_verdict_name(
						(enum health_verdict)i),
			                health_verdict_name(
						(enum health_verdict)k)),
				i == k);
	ck_assert_str_eq(health_verdict_name((enum health_verdict)99),
	                 "unknown");
}
END_TEST

START_TEST(complaints_are_those_that_want_no_more_mail)
{
	static const struct {
		const char *report, *type;
		bool is_one;
	} rows[] = {
		{"Feedback-Type: abuse\nVersion: 1\n", "abuse", true},
		{"Version: 1\nfeedback-type:  opt-out \n", "opt-out", true},
		{"Feedback-Type: fraud\n", "fraud", true},
		{"Feedback-Type: not-spam\n", "not-spam", false},
		{"Feedback-Type: auth-failure\n", "auth-failure", false},
		{"", "abuse", true},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str type = health_feedback(str_of(rows[i].report));

		ck_assert_text(type, rows[i].type);
		ck_assert_int_eq(health_is_complaint(type), rows[i].is_one);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("health");
	TCase *t = tcase_create("health_score");

	tcase_add_test(t, score_counts_hard_and_soft_apart);
	tcase_add_test(t, score_halves_with_each_half_life);
	tcase_add_test(t, score_counts_the_worst_of_a_day_once);
	tcase_add_test(t, score_takes_the_future_for_now);
	suite_add_tcase(s, t);
	t = tcase_create("health_step");
	tcase_add_test(t, step_asks_after_two_hard_ones_or_a_week_of_soft_ones);
	tcase_add_test(t, step_suspends_when_the_probe_comes_back);
	tcase_add_test(t, step_waits_for_an_open_probe);
	tcase_add_test(t, step_clears_when_the_probe_stays_away);
	tcase_add_test(t, step_learns_nothing_of_a_probe_that_was_given_up);
	suite_add_tcase(s, t);
	t = tcase_create("health_about");
	tcase_add_test(t, about_takes_the_one_who_is_named_else_the_worst);
	suite_add_tcase(s, t);
	t = tcase_create("health_judge");
	tcase_add_loop_test(t,
	                    judge_believes_a_report_of_a_delivery_that_is_out,
	                    0, ARRAY_LEN(reports));
	tcase_add_test(t, judge_believes_no_report_of_an_earlier_subscription);
	tcase_add_test(t, verdicts_have_names);
	suite_add_tcase(s, t);
	t = tcase_create("health_feedback");
	tcase_add_test(t, complaints_are_those_that_want_no_more_mail);
	suite_add_tcase(s, t);
	return s;
}

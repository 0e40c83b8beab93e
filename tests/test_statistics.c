#include "tests/suite.h"

#include "digest/statistics.h"

enum {
	DAY = 86400,
	FROM = 20000 * DAY,
	UNTIL = FROM + 7 * DAY,
};

static struct arena arena;
static struct statistics_maker maker;

static void set_up(void)
{
	statistics_open(&maker, &arena, FROM, UNTIL, 0);
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct statistics result(void)
{
	struct statistics s;

	statistics_close(&maker, &s);
	return s;
}

/* A decision `after` seconds after the letter. */
static void decide(const char *event, enum comment_state state,
                   const char *actor, const char *reason, int64_t after,
                   enum comment_state now)
{
	struct tally_row row = {
		.decision = {.event = str_of(event),
	                     .state = state,
	                     .actor = str_of(actor),
	                     .reason = str_of(reason),
	                     .at = FROM + DAY + after},
		.received_at = FROM + DAY,
		.state_now = now,
	};

	if (str_starts(row.decision.actor, "rule "))
		row.decision.rule = str_from(row.decision.actor, 5);
	statistics_decision(&maker, &row);
}

static void approve(const char *actor, int64_t after)
{
	decide("approve", COMMENT_APPROVED, actor, "", after, COMMENT_APPROVED);
}

static void reject(const char *reason, enum comment_state now)
{
	decide("reject", COMMENT_REJECTED, "ida", reason, 60, now);
}

START_TEST(days_are_counted_on_the_lists_calendar)
{
	struct statistics s;

	statistics_open(&maker, &arena, FROM, UNTIL, 3600);
	statistics_received(&maker, FROM + DAY - 3601);
	statistics_received(&maker, FROM + DAY - 3600);
	approve("ida", 0);
	s = result();
	ck_assert_uint_eq(s.n_days, 8); /* the week begins at one o'clock */
	ck_assert_int_eq(s.days[0].day, 20000);
	ck_assert_int_eq(s.days[0].received, 1);
	ck_assert_int_eq(s.days[1].received, 1);
	ck_assert_int_eq(s.days[1].approved, 1);
	ck_assert_int_eq(s.n_received, 2);
}
END_TEST

START_TEST(a_long_time_has_its_last_days)
{
	struct statistics s;

	statistics_open(&maker, &arena, 1, UNTIL, 0);
	statistics_received(&maker, 5);
	statistics_received(&maker, UNTIL - 1);
	s = result();
	ck_assert_uint_eq(s.n_days, STATISTICS_DAYS_MAX);
	ck_assert_int_eq(s.days[s.n_days - 1].received, 1);
	ck_assert_int_eq(s.n_received, 2);
}
END_TEST

START_TEST(times_to_a_decision_are_those_of_persons)
{
	struct statistics s;

	for (int i = 1; i <= 10; i++)
		approve("ida", i * 100);
	approve("rule mode-after", 1);
	decide("confirm", COMMENT_APPROVED, "ida", "", 5, COMMENT_APPROVED);
	s = result();
	ck_assert_int_eq(s.decided_half_s, 500);
	ck_assert_int_eq(s.decided_most_s, 900);
	ck_assert_int_eq(s.n_approved, 11);
	ck_assert_int_eq(s.n_by_rules, 1);
	ck_assert_int_eq(s.days[1].approved, 11);
}
END_TEST

START_TEST(rejections_are_counted_by_code_with_what_was_overturned)
{
	struct statistics s;

	reject("abuse", COMMENT_REJECTED);
	reject("abuse (your tone)", COMMENT_PUBLISHED);
	reject("abuse", COMMENT_APPROVED);
	reject("spam", COMMENT_HELD);
	reject("", COMMENT_REJECTED);
	decide("appeal", COMMENT_APPEALED, "reader", "", 90, COMMENT_APPROVED);
	s = result();
	ck_assert_uint_eq(s.reasons.n, 3);
	ck_assert_text(s.reasons.of[0].name, "abuse");
	ck_assert_int_eq(s.reasons.of[0].n, 3);
	ck_assert_int_eq(s.reasons.of[0].n_overturned, 2);
	ck_assert_text(s.reasons.of[1].name, "other");
	ck_assert_text(s.reasons.of[2].name, "spam");
	ck_assert_int_eq(s.reasons.of[2].n_overturned, 0);
	ck_assert_int_eq(s.n_appeals, 1);
	ck_assert_int_eq(s.n_rejected, 5);
}
END_TEST

START_TEST(rules_and_people_are_told_apart)
{
	struct statistics s;

	approve("rule mode-after", 5);
	approve("ida", 5);
	approve("ola", 5);
	approve("ola", 5);
	s = result();
	ck_assert_uint_eq(s.rules.n, 1);
	ck_assert_text(s.rules.of[0].name, "mode-after");
	ck_assert_uint_eq(s.people.n, 2);
	ck_assert_text(s.people.of[0].name, "ola");
	ck_assert_int_eq(s.people.of[0].n, 2);
}
END_TEST

static void scored(int64_t logit, bool is_rejected)
{
	const struct tally_row row = {
		.decision =
			{
				.event = str_of(is_rejected ? "reject"
	                                                    : "approve"),
				.state = is_rejected ? COMMENT_REJECTED
	                                             : COMMENT_APPROVED,
				.actor = STR("ida"),
				.at = FROM + DAY,
				.scores = str_of(arena_printf(
					&arena,
					"1 %lld 0 0 500 500 20 9 0 0 0 3 0",
					(long long)logit)),
			},
		.received_at = FROM,
	};

	statistics_decision(&maker, &row);
}

START_TEST(agreement_is_with_what_was_recommended_then)
{
	struct statistics s = result();

	ck_assert_int_eq(statistics_agreement(&s), -1);
	for (int i = 0; i < 8; i++)
		scored(-6000, false); /* likely fine */
	scored(-6000, true);
	scored(6000, true); /* likely problem */
	s = result();
	ck_assert_int_eq(s.recommended[RECOMMEND_FINE][0], 8);
	ck_assert_int_eq(s.recommended[RECOMMEND_FINE][1], 1);
	ck_assert_int_eq(s.recommended[RECOMMEND_PROBLEM][1], 1);
	ck_assert_int_eq(statistics_agreement(&s), 90);
}
END_TEST

START_TEST(what_waits_has_an_age)
{
	const int64_t times[] = {UNTIL - 500, UNTIL - 300, UNTIL - 100};
	struct statistics s;

	statistics_waiting(&maker, times, 3, 2, UNTIL);
	s = result();
	ck_assert_int_eq(s.n_waiting, 3);
	ck_assert_int_eq(s.n_unseen, 2);
	ck_assert_int_eq(s.oldest_s, 500);
	ck_assert_int_eq(s.median_s, 300);
}
END_TEST

START_TEST(durations_are_told_in_words)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} rows[] = {{-5, "0 s"},
	            {59, "59 s"},
	            {60, "1 min"},
	            {3599, "59 min"},
	            {3600, "1 h 0 min"},
	            {7800, "2 h 10 min"},
	            {172799, "47 h 59 min"},
	            {172800, "2 days"}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		ck_assert_text(statistics_duration(&arena, rows[i].seconds),
		               rows[i].text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("statistics");
	TCase *t = tcase_create("statistics");

	tcase_add_checked_fixture(t, set_up, drop_arena);
	tcase_add_test(t, days_are_counted_on_the_lists_calendar);
	tcase_add_test(t, a_long_time_has_its_last_days);
	tcase_add_test(t, times_to_a_decision_are_those_of_persons);
	tcase_add_test(t,
	               rejections_are_counted_by_code_with_what_was_overturned);
	tcase_add_test(t, rules_and_people_are_told_apart);
	tcase_add_test(t, agreement_is_with_what_was_recommended_then);
	tcase_add_test(t, what_waits_has_an_age);
	tcase_add_test(t, durations_are_told_in_words);
	suite_add_tcase(s, t);
	return s;
}

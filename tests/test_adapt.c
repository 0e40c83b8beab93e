#include "tests/suite.h"

#include <math.h>

#include "text/adapt.h"

enum {
	DECISIONS = 200,
};

static struct arena arena;
static struct abuse_model model;
static struct adapt_decision log_[DECISIONS];

/* A shipped model that knows nothing. */
static void set_up(void)
{
	model = (struct abuse_model){
		.weights = arena_array(&arena, int8_t, ABUSE_SIZE),
		.scale = 1,
		.slope = .5,
		.offset = -2.5,
		.id = 77,
	};
}

static void tear_down(void)
{
	arena_free(&arena);
}

/* Moderators of a harbour town dislike talk of seagulls: every fourth. */
static void fill_log(size_t n, const char *disliked)
{
	static const char *const fine[] = {
		"the tide tables are late again",
		"a roof of steel will not last at the quay",
		"I thank the board for its answer",
	};

	for (size_t i = 0; i < n; i++) {
		bool is_abuse = i % 4 == 3;
		const char *text = is_abuse ? disliked : fine[i % 3];

		log_[i] = adapt_decision_of(&arena, &model, str_of(text),
		                            is_abuse);
	}
}

static double logit(const struct adapt *adapt, const char *text)
{
	return adapt_logit_text(&arena, adapt, str_of(text));
}

START_TEST(none_gives_the_shipped_logit)
{
	struct adapt none = adapt_none(&model);

	model.bias = 1;
	ck_assert_double_eq_tol(logit(&none, "anything"), -2, 1e-9);
	ck_assert_double_eq_tol(logit(&none, ""), -2, 1e-9);
	ck_assert_uint_eq(none.id, 0);
}
END_TEST

START_TEST(replay_learns_what_is_rejected_here)
{
	struct adapt none = adapt_none(&model), made;

	fill_log(DECISIONS, "seagulls again and again");
	made = adapt_replay(&arena, &model, log_, DECISIONS);
	ck_assert(made.is_kept);
	ck_assert_uint_eq(made.n_decisions, DECISIONS);
	ck_assert_uint_eq(made.n_abuse, DECISIONS / 4);
	ck_assert_double_lt(made.loss_after, made.loss_before);
	ck_assert_double_gt(logit(&made, "seagulls, what else"),
	                    logit(&none, "seagulls, what else") + 1);
	ck_assert_double_gt(logit(&made, "seagulls again and again"), 0);
	ck_assert_double_lt(logit(&made, "the tide tables"), -1);
}
END_TEST

START_TEST(replay_of_the_same_log_gives_the_same)
{
	struct adapt a, b;

	fill_log(DECISIONS, "seagulls again and again");
	a = adapt_replay(&arena, &model, log_, DECISIONS);
	b = adapt_replay(&arena, &model, log_, DECISIONS);
	ck_assert_uint_ne(a.id, 0);
	ck_assert_uint_eq(a.id, b.id);
	b = adapt_replay(&arena, &model, log_, DECISIONS - 4);
	ck_assert_uint_ne(a.id, b.id);
}
END_TEST

/* What was undone is not in the log: nothing of it is left. */
START_TEST(replay_without_a_decision_knows_nothing_of_it)
{
	struct adapt with, without;

	fill_log(DECISIONS, "seagulls again and again");
	log_[DECISIONS - 1] = adapt_decision_of(
		&arena, &model, str_of("lighthouse keepers"), true);
	with = adapt_replay(&arena, &model, log_, DECISIONS);
	without = adapt_replay(&arena, &model, log_, DECISIONS - 1);
	ck_assert_double_gt(logit(&with, "lighthouse keepers"),
	                    logit(&without, "lighthouse keepers") + .5);
}
END_TEST

START_TEST(replay_learns_nothing_of_too_few)
{
	struct adapt made;

	fill_log(ADAPT_MIN, "seagulls again and again");
	made = adapt_replay(&arena, &model, log_, ADAPT_MIN - 1);
	ck_assert(!made.is_kept);
	ck_assert_ptr_null(made.u);
	ck_assert(adapt_replay(&arena, &model, log_, ADAPT_MIN).is_kept);
	for (size_t i = 0; i < ADAPT_MIN; i++)
		log_[i].is_abuse = i < ADAPT_KIND - 1;
	made = adapt_replay(&arena, &model, log_, ADAPT_MIN);
	ck_assert(!made.is_kept);
	ck_assert_uint_eq(made.n_abuse, ADAPT_KIND - 1);
}
END_TEST

/* Somebody decides the other way round, then the newest fifth is as before. */
START_TEST(replay_drops_what_foretells_worse)
{
	struct adapt made;

	fill_log(DECISIONS, "seagulls again and again");
	for (size_t i = 0; i < DECISIONS * 4 / 5; i++)
		log_[i].is_abuse = !log_[i].is_abuse;
	made = adapt_replay(&arena, &model, log_, DECISIONS);
	ck_assert(!made.is_kept);
	ck_assert_ptr_null(made.u);
	ck_assert_double_gt(made.loss_after, made.loss_before);
	ck_assert_double_eq_tol(logit(&made, "seagulls"), -2.5, 1e-9);
}
END_TEST

START_TEST(replay_foretells_how_often_it_happens)
{
	struct adapt made;
	double sum = 0;

	fill_log(DECISIONS,
	         "I thank the board for its answer"); /* no telling */
	made = adapt_replay(&arena, &model, log_, DECISIONS);
	for (size_t i = 0; i < DECISIONS; i++)
		sum += 1 / (1 + exp(-adapt_logit(&made, &log_[i].features,
		                                 log_[i].score)));
	ck_assert_double_eq_tol(sum / DECISIONS, .25, .02);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("adapt");
	TCase *tc = tcase_create("adapt");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, none_gives_the_shipped_logit);
	tcase_add_test(tc, replay_learns_what_is_rejected_here);
	tcase_add_test(tc, replay_of_the_same_log_gives_the_same);
	tcase_add_test(tc, replay_without_a_decision_knows_nothing_of_it);
	tcase_add_test(tc, replay_learns_nothing_of_too_few);
	tcase_add_test(tc, replay_drops_what_foretells_worse);
	tcase_add_test(tc, replay_foretells_how_often_it_happens);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "digest/recommend.h"

static struct arena arena;
static struct scores quiet; /* nothing speaks against it */
static const struct recommend_author nobody = {0, 0};

static void set_up(void)
{
	quiet = (struct scores){
		.comment = 1,
		.language = STR("en"),
		.abuse_state = SCORE_OK,
		.topic_state = SCORE_OK,
		.abuse_logit = -4000,
		.topic_logit = 800,
		.n_words = 40,
		.n_stems = 20,
	};
}

static void tear_down(void)
{
	arena_free(&arena);
}

static struct recommendation of(const struct scores *scores)
{
	return recommend(&arena, scores, &nobody);
}

START_TEST(probability_is_the_logistic_function)
{
	ck_assert_double_eq_tol(recommend_probability(0), .5, 1e-9);
	/* 1 / (1 + e^2.85) = 0.05468, by a pocket calculator */
	ck_assert_double_eq_tol(recommend_probability(-2850), .05468, 1e-5);
}
END_TEST

START_TEST(recommend_says_fine_when_nothing_speaks_against_it)
{
	struct recommendation r = of(&quiet);

	ck_assert_int_eq(r.level, RECOMMEND_FINE);
	ck_assert_int_eq(r.risk, 2);
	ck_assert_uint_eq(r.n_reasons, 1);
	ck_assert_text(r.reasons[0], "nothing of this reader was decided yet");
}
END_TEST

START_TEST(recommend_names_the_words_that_read_like_abuse)
{
	struct recommendation r;

	quiet.abuse_logit = 1000; /* p = .731 */
	quiet.abuse_words = str_of("fool, liar");
	r = of(&quiet);
	ck_assert_int_eq(r.level, RECOMMEND_PROBLEM);
	ck_assert_int_eq(r.risk, 73);
	ck_assert_text(r.reasons[0], "reads like abuse: fool, liar");
}
END_TEST

START_TEST(recommend_marks_the_topic_of_long_comments_only)
{
	struct recommendation r;

	quiet.topic_logit = -4000;
	quiet.n_stems = 15;
	r = of(&quiet);
	ck_assert_int_eq(r.level, RECOMMEND_PROBLEM);
	ck_assert_int_eq(r.risk, 51); /* half, and a little for abuse */
	ck_assert_text(r.reasons[0], "may be off topic: shares none of its 15"
	                             " content words");
	quiet.n_stems = 14;
	ck_assert_int_eq(of(&quiet).level, RECOMMEND_FINE);
}
END_TEST

START_TEST(recommend_never_says_problem_for_the_topic_alone_when_it_wavers)
{
	quiet.topic_logit = -1500; /* p = .25 */
	ck_assert_int_eq(of(&quiet).level, RECOMMEND_LOOK);
}
END_TEST

START_TEST(recommend_names_a_score_that_has_no_model_and_leaves_it_out)
{
	struct recommendation r;

	quiet.language = str_of("nb");
	quiet.abuse_state = SCORE_NO_MODEL;
	quiet.abuse_logit = 9000; /* must not count */
	r = of(&quiet);
	ck_assert_int_eq(r.level, RECOMMEND_LOOK);
	ck_assert_int_eq(r.risk, 0);
	ck_assert_text(r.reasons[0],
	               "no model of abuse for this language (nb)");
}
END_TEST

START_TEST(recommend_says_look_without_scores)
{
	struct recommendation r = of(NULL);

	ck_assert_int_eq(r.level, RECOMMEND_LOOK);
	ck_assert_text(r.reasons[0], "it has no scores");
	quiet.failure = str_of("the model cannot be read");
	r = of(&quiet);
	ck_assert_int_eq(r.level, RECOMMEND_LOOK);
	ck_assert_text(r.reasons[0],
	               "it could not be scored: the model cannot be read");
}
END_TEST

START_TEST(recommend_counts_duplicates_links_and_capitals)
{
	struct recommendation r;

	quiet.duplicate = 17;
	quiet.n_links = 4;
	quiet.capitals = 80;
	r = of(&quiet);
	ck_assert_int_eq(r.level, RECOMMEND_PROBLEM);
	/* 1 - .982 * .4 * .7 * .92 */
	ck_assert_int_eq(r.risk, 75);
	ck_assert_uint_eq(r.n_reasons, 3);
	ck_assert_text(r.reasons[0], "the same words as comment 17");
	ck_assert_text(r.reasons[1], "4 links");
	ck_assert_text(r.reasons[2], "much of it is in capitals");
}
END_TEST

START_TEST(recommend_weighs_the_authors_record)
{
	const struct recommend_author bad = {1, 9}, good = {30, 1};
	struct recommendation r = recommend(&arena, &quiet, &bad);

	ck_assert_int_eq(r.level, RECOMMEND_PROBLEM); /* 10/20 - .1 */
	ck_assert_int_eq(r.risk, 41);
	ck_assert_text(r.reasons[0], "9 of 10 earlier comments rejected");
	r = recommend(&arena, &quiet, &good);
	ck_assert_int_eq(r.level, RECOMMEND_FINE);
	ck_assert_text(r.reasons[0],
	               "30 earlier comments approved, 1 rejected");
}
END_TEST

START_TEST(recommend_never_gives_more_than_three_reasons)
{
	quiet.abuse_logit = 0;
	quiet.topic_logit = -4000;
	quiet.duplicate = 3;
	quiet.n_links = 9;
	quiet.capitals = 99;
	ck_assert_uint_eq(of(&quiet).n_reasons, RECOMMEND_REASONS_MAX);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("recommend");
	TCase *tc = tcase_create("recommend");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, probability_is_the_logistic_function);
	tcase_add_test(tc, recommend_says_fine_when_nothing_speaks_against_it);
	tcase_add_test(tc, recommend_names_the_words_that_read_like_abuse);
	tcase_add_test(tc, recommend_marks_the_topic_of_long_comments_only);
	tcase_add_test(
		tc,
		recommend_never_says_problem_for_the_topic_alone_when_it_wavers);
	tcase_add_test(
		tc,
		recommend_names_a_score_that_has_no_model_and_leaves_it_out);
	tcase_add_test(tc, recommend_says_look_without_scores);
	tcase_add_test(tc, recommend_counts_duplicates_links_and_capitals);
	tcase_add_test(tc, recommend_weighs_the_authors_record);
	tcase_add_test(tc, recommend_never_gives_more_than_three_reasons);
	suite_add_tcase(s, tc);
	return s;
}

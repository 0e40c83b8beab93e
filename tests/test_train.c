#include "tests/suite.h"

#include <stdlib.h>

#include "text/train.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static const struct {
	double x, sigmoid; /* by Python's math.exp() */
} rows[] = {
	{-40, 9.357622968839299e-14}, {-5, 0.0066928509242848554},
	{-1, 0.2689414213699951},     {0, 0.5},
	{0.5, 0.6224593312018546},    {3, 0.9525741268224334},
	{30, 0.9999999999999065},
};

START_TEST(sigmoid_is_the_logistic_function)
{
	double y = train_sigmoid(rows[_i].x);

	ck_assert_double_eq_tol(y / rows[_i].sigmoid, 1, 1e-9);
}
END_TEST

static const struct {
	const char *text;
	bool is_abuse;
} samples[] = {
	{"you are a fool", true},       {"what a fool he is", true},
	{"such a foolish liar", true},  {"the tide tables are late", false},
	{"the quay was closed", false}, {"you are right about the quay", false},
};

static struct abuse_features features(const char *text)
{
	struct disguise_token *tokens;
	size_t n = disguise_tokens(&arena, str_of(text), &tokens);

	return abuse_features_of(&arena, tokens, n);
}

static void train(struct abuse_model *model)
{
	struct train_text texts[ARRAY_LEN(samples)];

	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		texts[i].features = features(samples[i].text);
		texts[i].is_abuse = samples[i].is_abuse;
	}
	train_abuse(&arena, texts, ARRAY_LEN(samples), model);
}

START_TEST(abuse_tells_the_kinds_apart)
{
	struct abuse_model model = {.slope = 1};

	train(&model);
	ck_assert_double_gt(
		abuse_score_text(&arena, &model, str_of("he is a fool")), .5);
	ck_assert_double_lt(
		abuse_score_text(&arena, &model, str_of("the quay is late")),
		-.5);
}
END_TEST

START_TEST(abuse_gives_the_same_bytes_again)
{
	struct abuse_model a = {.language = STR("en")}, b = a;
	struct str x, y;

	train(&a);
	train(&b);
	x = abuse_model_format(&arena, &a);
	y = abuse_model_format(&arena, &b);
	ck_assert(str_eq(x, y));
}
END_TEST

START_TEST(abuse_uses_the_whole_range_of_a_byte)
{
	struct abuse_model model = {.slope = 1};
	int most = 0;

	train(&model);
	for (size_t i = 0; i < ABUSE_SIZE; i++)
		if (abs(model.weights[i]) > most)
			most = abs(model.weights[i]);
	ck_assert_int_eq(most, 127);
}
END_TEST

START_TEST(abuse_of_no_text_is_an_empty_table)
{
	struct abuse_model model = {.slope = 1};

	train_abuse(&arena, NULL, 0, &model);
	ck_assert_double_eq(abuse_score_text(&arena, &model, str_of("a fool")),
	                    0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("train");
	TCase *tc = tcase_create("train");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, sigmoid_is_the_logistic_function, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(tc, abuse_tells_the_kinds_apart);
	tcase_add_test(tc, abuse_gives_the_same_bytes_again);
	tcase_add_test(tc, abuse_uses_the_whole_range_of_a_byte);
	tcase_add_test(tc, abuse_of_no_text_is_an_empty_table);
	suite_add_tcase(s, tc);
	return s;
}

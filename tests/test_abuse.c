#include "tests/suite.h"

#include <math.h>

#include "text/abuse.h"

/* Indexes of features, by a few lines of Python: FNV-1a-32, folded to 18
 * bits. */
enum {
	WORD_FOOL = 201903, /* "w:fool" */
	PAIR_FOOL = 144141, /* "b:^ fool" */
	PIECE_F = 44925,    /* "c:<f" */
	PIECE_OOL = 51495,  /* "c:ool>" */
};

static struct arena arena;
static int8_t *weights;
static struct abuse_model model;

static void set_up(void)
{
	weights = arena_array(&arena, int8_t, ABUSE_SIZE);
	model = (struct abuse_model){
		.weights = weights,
		.scale = .25,
		.bias = -1.5,
		.slope = .5,
		.offset = -2,
		.language = STR("en"),
	};
}

static void tear_down(void)
{
	arena_free(&arena);
}

static struct abuse_features features(const char *text)
{
	struct disguise_token *tokens;
	size_t n = disguise_tokens(&arena, str_of(text), &tokens);

	return abuse_features_of(&arena, tokens, n);
}

static uint64_t sum(const struct abuse_features *f)
{
	uint64_t all = 0;

	for (size_t i = 0; i < f->n; i++)
		all += f->index[i];
	return all;
}

static const struct {
	const char *text;
	size_t n;
	uint64_t sum;
} rows[] = {
	/* the same Python */
	{"ab", 9, 1142969},
	{"you 17 !!", 17, 2304285},
	{"aabaabaabaabaabaabaabaabaabaabaabaabaab", 0, 0},
	{"", 0, 0},
};

START_TEST(features_are_words_pairs_and_pieces_each_once)
{
	struct abuse_features f = features(rows[_i].text);

	if (_i == 2) /* its end is not looked at */
		ck_assert_uint_lt(f.n, 30);
	else
		ck_assert_uint_eq(f.n, rows[_i].n);
	if (_i != 2)
		ck_assert_uint_eq(sum(&f), rows[_i].sum);
	for (size_t i = 0; i < f.n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_uint_ne(f.index[i], f.index[k]);
}
END_TEST

START_TEST(score_is_the_sum_over_the_root_of_the_number)
{
	struct abuse_features f = features("fool");

	weights[WORD_FOOL] = 100;
	weights[PAIR_FOOL] = -20;
	weights[PIECE_F] = 3;
	weights[PIECE_OOL] = 4;
	/* w, 2 b, and of "<fool>" 5 + 4 + 3 + 2 pieces, "oo" once */
	ck_assert_uint_eq(f.n, 17);
	ck_assert_double_eq_tol(abuse_score(&model, &f),
	                        .25 * 87 / sqrt(17) - 1.5, 1e-12);
	ck_assert_double_eq_tol(abuse_logit(&model, 3), -.5, 1e-12);
}
END_TEST

START_TEST(score_of_nothing_is_the_bias)
{
	struct abuse_features f = features(" ... ");

	ck_assert_uint_eq(f.n, 0);
	ck_assert_double_eq(abuse_score(&model, &f), -1.5);
	ck_assert_double_eq(abuse_score_text(&arena, &model, str_of("")), -1.5);
}
END_TEST

/* Words of a text longer than what is read at once. */
START_TEST(score_of_a_long_text_is_that_of_its_worst_part)
{
	char *text = arena_alloc(&arena, 9001);
	double before;

	for (size_t i = 0; i < 9000; i++)
		text[i] = "a tide "[i % 7];
	before = abuse_score_text(&arena, &model, str_of(text));
	weights[WORD_FOOL] = 127;
	ck_assert_double_eq(abuse_score_text(&arena, &model, str_of(text)),
	                    before);
	memcpy(text + 8900, " fool ", 6);
	ck_assert_double_gt(abuse_score_text(&arena, &model, str_of(text)),
	                    before);
}
END_TEST

START_TEST(next_part_goes_on_to_the_end)
{
	char *text = arena_alloc(&arena, 2 * ABUSE_MAX + 1);
	struct str rest, part;
	size_t n = 0;

	memset(text, 'x', 2 * ABUSE_MAX);
	rest = str_of(text);
	while (abuse_next_part(&rest, &part)) {
		ck_assert_uint_le(part.len, ABUSE_MAX);
		n++;
	}
	ck_assert_uint_eq(n, 3); /* parts overlap */
	ck_assert_ptr_eq(part.ptr + part.len, text + 2 * ABUSE_MAX);
}
END_TEST

START_TEST(explain_names_the_weightiest_words_as_written)
{
	struct str words[ABUSE_WORDS];
	size_t n;

	weights[WORD_FOOL] = 100;
	n = abuse_explain(&arena, &model,
	                  str_of("Such a F00L, a fool and a f o o l he is"),
	                  words);
	ck_assert_uint_eq(n, 3);
	ck_assert_text(words[0], "F00L");
	ck_assert_text(words[1], "fool");
	ck_assert_text(words[2], "f o o l");
	ck_assert_uint_eq(
		abuse_explain(&arena, &model, str_of("fool Fool FOOL"), words),
		1);
}
END_TEST

START_TEST(explain_names_nothing_where_nothing_weighs)
{
	struct str words[ABUSE_WORDS];

	ck_assert_uint_eq(
		abuse_explain(&arena, &model, str_of("A fool"), words), 0);
	weights[WORD_FOOL] = -100;
	ck_assert_uint_eq(
		abuse_explain(&arena, &model, str_of("A fool"), words), 0);
	ck_assert_uint_eq(abuse_explain(&arena, &model, str_of(""), words), 0);
}
END_TEST

START_TEST(model_parse_reads_what_format_wrote)
{
	struct abuse_model read;
	struct str bytes;

	weights[7] = -128;
	weights[ABUSE_SIZE - 1] = 127;
	bytes = abuse_model_format(&arena, &model);
	ck_assert_uint_eq(bytes.len, 262200);
	ck_assert_int_eq(abuse_model_parse(bytes, &read), OK);
	ck_assert_double_eq(read.scale, .25);
	ck_assert_double_eq(read.bias, -1.5);
	ck_assert_double_eq(read.slope, .5);
	ck_assert_double_eq(read.offset, -2);
	ck_assert_text(read.language, "en");
	ck_assert_int_eq(read.weights[7], -128);
	ck_assert_int_eq(read.weights[ABUSE_SIZE - 1], 127);
	ck_assert_uint_ne(read.id, 0);
}
END_TEST

START_TEST(model_parse_refuses_what_is_damaged)
{
	struct str bytes = abuse_model_format(&arena, &model);
	struct abuse_model read;
	char *copy = arena_copy(&arena, bytes);

	copy[ABUSE_HEAD + 1000] ^= 1;
	ck_assert_int_eq(
		abuse_model_parse((struct str){copy, bytes.len}, &read),
		ERR_INPUT);
	copy = arena_copy(&arena, bytes);
	copy[20] ^= 1; /* the scale */
	ck_assert_int_eq(
		abuse_model_parse((struct str){copy, bytes.len}, &read),
		ERR_INPUT);
	ck_assert_int_eq(
		abuse_model_parse(str_slice(bytes, 0, bytes.len - 1), &read),
		ERR_INPUT);
	ck_assert_int_eq(abuse_model_parse(str_of(""), &read), ERR_INPUT);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("abuse");
	TCase *tc = tcase_create("abuse");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, features_are_words_pairs_and_pieces_each_once,
	                    0, ARRAY_LEN(rows));
	tcase_add_test(tc, score_is_the_sum_over_the_root_of_the_number);
	tcase_add_test(tc, score_of_nothing_is_the_bias);
	tcase_add_test(tc, score_of_a_long_text_is_that_of_its_worst_part);
	tcase_add_test(tc, next_part_goes_on_to_the_end);
	tcase_add_test(tc, explain_names_the_weightiest_words_as_written);
	tcase_add_test(tc, explain_names_nothing_where_nothing_weighs);
	tcase_add_test(tc, model_parse_reads_what_format_wrote);
	tcase_add_test(tc, model_parse_refuses_what_is_damaged);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "digest/calibration.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static struct calibration_case one(enum recommend_level level, int risk,
                                   double abuse,
                                   enum calibration_outcome outcome)
{
	return (struct calibration_case){level, risk, abuse, outcome};
}

static struct calibration some(void)
{
	const struct calibration_case cases[] = {
		one(RECOMMEND_FINE, 2, .01, OUTCOME_APPROVED),
		one(RECOMMEND_FINE, 2, .02, OUTCOME_APPROVED),
		one(RECOMMEND_FINE, 3, .03, OUTCOME_OTHER),
		one(RECOMMEND_PROBLEM, 70, .7, OUTCOME_ABUSE),
		one(RECOMMEND_PROBLEM, 90, .9, OUTCOME_APPROVED),
		one(RECOMMEND_LOOK, 5, -1, OUTCOME_APPROVED),
	};
	struct calibration c = {.n = 0};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		calibration_add(&c, &cases[i]);
	return c;
}

START_TEST(add_counts_by_level_and_by_probability)
{
	struct calibration c = some();

	ck_assert_uint_eq(c.n, 6);
	ck_assert_uint_eq(c.table[RECOMMEND_FINE][OUTCOME_APPROVED], 2);
	ck_assert_uint_eq(c.table[RECOMMEND_FINE][OUTCOME_OTHER], 1);
	ck_assert_uint_eq(c.table[RECOMMEND_LOOK][OUTCOME_APPROVED], 1);
	ck_assert_uint_eq(c.bins[0].n, 1);
	ck_assert_uint_eq(c.bins[1].n, 2); /* .02 is of the second */
	ck_assert_double_eq_tol(c.bins[1].foretold, .05, 1e-9);
	ck_assert_uint_eq(c.bins[9].n, 2);
	ck_assert_uint_eq(c.bins[9].n_abuse, 1);
}
END_TEST

START_TEST(bound_is_wilsons)
{
	/* the same formula in Python */
	ck_assert_double_eq_tol(calibration_bound(0, 300), .01264306, 1e-6);
	ck_assert_double_eq_tol(calibration_bound(5, 100), .1117505, 1e-6);
	ck_assert_double_eq(calibration_bound(0, 0), 1);
}
END_TEST

static struct calibration_offer offer_of(size_t n, size_t n_rejected, int risk)
{
	struct calibration_case *cases =
		arena_array(&arena, struct calibration_case, n);

	for (size_t i = 0; i < n; i++)
		cases[i] =
			one(RECOMMEND_FINE, risk, .01,
		            i < n_rejected ? OUTCOME_OTHER : OUTCOME_APPROVED);
	return calibration_offer(cases, n);
}

START_TEST(offer_takes_300_decisions_with_hardly_a_rejection)
{
	struct calibration_offer offer = offer_of(300, 1, 4);

	ck_assert(offer.is_offered); /* 1 of 300: 1.9 % at most */
	ck_assert_int_eq(offer.below, 12);
	ck_assert_uint_eq(offer.n, 300);
	ck_assert(!offer_of(299, 0, 4).is_offered);
	ck_assert(!offer_of(300, 2, 4).is_offered);
	ck_assert(!offer_of(1000, 0, 12).is_offered);
}
END_TEST

START_TEST(offer_is_the_largest_risk_that_holds)
{
	struct calibration_case *cases =
		arena_array(&arena, struct calibration_case, 700);

	for (size_t i = 0; i < 700; i++)
		cases[i] =
			i < 400 ? one(RECOMMEND_FINE, 3, .03, OUTCOME_APPROVED)
				: one(RECOMMEND_FINE, 9, .09,
		                      i < 430 ? OUTCOME_ABUSE
		                              : OUTCOME_APPROVED);
	ck_assert_int_eq(calibration_offer(cases, 700).below, 8);
	ck_assert(calibration_offer(cases, 700).is_offered);
}
END_TEST

START_TEST(text_fits_80_columns_and_tells_all)
{
	struct calibration c = some();
	struct calibration_offer offer = calibration_offer(NULL, 0);
	struct str text = calibration_text(&arena, &c, &offer), rest = text;
	struct str line;

	while (str_next_line(&rest, &line))
		ck_assert_uint_le(line.len, 80);
	ck_assert_uint_ne(str_find(text,
	                           "likely problem             1         1"
	                           "         0"),
	                  STR_NONE);
	ck_assert_uint_ne(str_find(text, " 50 - 100 %      2   80 %     50 %  |"
	                                 "===============o========"),
	                  STR_NONE);
	ck_assert_uint_ne(str_find(text, "Nothing should be approved unseen"),
	                  STR_NONE);
}
END_TEST

START_TEST(text_tells_what_may_be_approved_unseen)
{
	struct calibration c = some();
	struct calibration_offer offer = offer_of(400, 0, 4);

	ck_assert_uint_ne(str_find(calibration_text(&arena, &c, &offer),
	                           "a risk below 12 % can be answered for: of"
	                           " 400 such"),
	                  STR_NONE);
}
END_TEST

START_TEST(svg_has_a_dot_for_each_bin_and_an_alternative)
{
	struct calibration c = some();
	struct str svg = calibration_svg(&arena, &c), rest = svg;
	size_t dots = 0, at;

	ck_assert(str_starts(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
	ck_assert(str_ends(svg, "</svg>\n"));
	while ((at = str_find(rest, "<circle")) != STR_NONE) {
		dots++;
		rest = str_from(rest, at + 1);
	}
	ck_assert_uint_eq(dots, 3);
	ck_assert_uint_ne(str_find(svg, "Of 2 comments foretold at 80 %, 50 %"
	                                " were abuse."),
	                  STR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("calibration");
	TCase *tc = tcase_create("calibration");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, add_counts_by_level_and_by_probability);
	tcase_add_test(tc, bound_is_wilsons);
	tcase_add_test(tc, offer_takes_300_decisions_with_hardly_a_rejection);
	tcase_add_test(tc, offer_is_the_largest_risk_that_holds);
	tcase_add_test(tc, text_fits_80_columns_and_tells_all);
	tcase_add_test(tc, text_tells_what_may_be_approved_unseen);
	tcase_add_test(tc, svg_has_a_dot_for_each_bin_and_an_alternative);
	suite_add_tcase(s, tc);
	return s;
}

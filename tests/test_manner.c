#include "tests/suite.h"

#include <math.h>

#include "text/manner.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static const struct {
	const char *text;
	size_t n_words, n_links;
	int capitals;
	bool is_shrill;
} rows[] = {
	{"", 0, 0, 0, false},
	{"The tide tables, please - and soon!", 6, 0, 3, false},
	{"see https://example.org/a and (www.example.net)", 4, 2, 0, false},
	{"WHAT A SHAME FOR THE WHOLE TOWN", 7, 0, 100, false},
	{"OK", 1, 0, 0, false},
	{"Really?! No!! Yes", 3, 0, 0, false},
	{"Really?!? - ...", 1, 0, 0, true},
	{"\xe6\xb8\xaf \xe5\x8f\xa3", 2, 0, 0, false},
};

START_TEST(manner_counts)
{
	struct manner m = manner_of(str_of(rows[_i].text));

	ck_assert_uint_eq(m.n_words, rows[_i].n_words);
	ck_assert_uint_eq(m.n_links, rows[_i].n_links);
	ck_assert_int_eq(m.capitals, rows[_i].capitals);
	ck_assert_int_eq(m.is_shrill, rows[_i].is_shrill);
}
END_TEST

START_TEST(constructive_grows_with_length_up_to_a_limit)
{
	struct manner m = {.n_words = 10};

	/* ln 11 / ln 121 = 1/2 */
	ck_assert_double_eq_tol(manner_constructive(&m), .50001, 1e-9);
	m.n_words = 120;
	ck_assert_double_eq_tol(manner_constructive(&m), 1.00012, 1e-9);
	m.n_words = 100000;
	ck_assert_double_eq_tol(manner_constructive(&m), 1.00025, 1e-9);
	m.n_words = 0;
	ck_assert_double_eq(manner_constructive(&m), 0);
}
END_TEST

START_TEST(constructive_is_less_for_who_shouts)
{
	struct manner m = {.n_words = 120, .capitals = 31};

	ck_assert_double_eq_tol(manner_constructive(&m), .70012, 1e-9);
	m.is_shrill = true;
	ck_assert_double_eq_tol(manner_constructive(&m), .50012, 1e-9);
	m.capitals = 30;
	ck_assert_double_eq_tol(manner_constructive(&m), .80012, 1e-9);
}
END_TEST

static double like(const char *a, const char *b)
{
	return manner_likeness(&arena, str_of(a), str_of(b));
}

START_TEST(likeness_is_one_for_the_same_words)
{
	ck_assert_double_eq(like("Buy boats at the old quay!",
	                         "buy  BOATS at the old quay"),
	                    1);
	ck_assert_double_eq(like("No.", "no"), 1);
}
END_TEST

START_TEST(likeness_counts_runs_of_three)
{
	/* a b c, b c d, c d e against b c d, c d e, d e f: 2 of 4 */
	ck_assert_double_eq_tol(like("aa bb cc dd ee", "bb cc dd ee ff"), .5,
	                        1e-9);
	ck_assert_double_eq(like("the roof of the quay", "books for schools"),
	                    0);
}
END_TEST

START_TEST(likeness_of_nothing_is_none)
{
	ck_assert_double_eq(like("", ""), 0);
	ck_assert_double_eq(like("!!", "??"), 0);
	ck_assert_double_eq(like("words here", ""), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("manner");
	TCase *tc = tcase_create("manner");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, manner_counts, 0, ARRAY_LEN(rows));
	tcase_add_test(tc, constructive_grows_with_length_up_to_a_limit);
	tcase_add_test(tc, constructive_is_less_for_who_shouts);
	tcase_add_test(tc, likeness_is_one_for_the_same_words);
	tcase_add_test(tc, likeness_counts_runs_of_three);
	tcase_add_test(tc, likeness_of_nothing_is_none);
	suite_add_tcase(s, tc);
	return s;
}

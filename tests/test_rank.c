#include "tests/suite.h"

#include "digest/rank.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static struct rank_item item(int64_t id, double score)
{
	return (struct rank_item){
		.score = score, .author = id, .thread = id, .id = id};
}

static size_t choose(const struct rank_item *items, size_t n, size_t wanted,
                     size_t *chosen)
{
	return rank_choose(&arena, items, n, wanted, chosen);
}

START_TEST(score_weighs_its_parts)
{
	ck_assert_double_eq_tol(rank_score(1, 1, 0, false, false), 1, 1e-9);
	ck_assert_double_eq_tol(rank_score(.5, .2, .4, true, false),
	                        .225 + .06 + .15 + .05, 1e-9);
	ck_assert_double_eq_tol(rank_score(0, -1, 1, false, true), .15 + .3,
	                        1e-9);
}
END_TEST

START_TEST(choose_takes_the_best_first)
{
	const struct rank_item items[] = {item(1, .2), item(2, .9),
	                                  item(3, .5)};
	size_t chosen[3];

	ck_assert_uint_eq(choose(items, 3, 2, chosen), 2);
	ck_assert_uint_eq(chosen[0], 1);
	ck_assert_uint_eq(chosen[1], 2);
	ck_assert_uint_eq(choose(items, 3, 9, chosen), 3);
	ck_assert_uint_eq(choose(items, 0, 3, chosen), 0);
}
END_TEST

START_TEST(choose_takes_one_of_an_author)
{
	struct rank_item items[] = {item(1, .9), item(2, .8), item(3, .1)};
	size_t chosen[3];

	items[1].author = 1;
	ck_assert_uint_eq(choose(items, 3, 3, chosen), 2);
	ck_assert_uint_eq(chosen[1], 2);
	items[0].author = items[1].author = 0; /* unknown ones are different */
	ck_assert_uint_eq(choose(items, 3, 3, chosen), 3);
}
END_TEST

START_TEST(choose_takes_one_of_a_thread_or_an_answer_too)
{
	struct rank_item items[] = {item(1, .9), item(2, .8), item(3, .7),
	                            item(4, .6)};
	size_t chosen[4];

	items[1].thread = items[2].thread = items[3].thread = 1;
	ck_assert_uint_eq(choose(items, 4, 4, chosen), 1);
	items[2].parent = 1; /* the third answers the first */
	items[3].parent = 1; /* so does the fourth, but there are two */
	ck_assert_uint_eq(choose(items, 4, 4, chosen), 2);
	ck_assert_uint_eq(chosen[1], 2);
}
END_TEST

START_TEST(choose_never_takes_what_may_be_abuse)
{
	struct rank_item items[] = {item(1, .9), item(2, .1)};
	size_t chosen[2];

	items[0].abuse = .31;
	items[1].abuse = .30;
	ck_assert_uint_eq(choose(items, 2, 2, chosen), 1);
	ck_assert_uint_eq(chosen[0], 1);
}
END_TEST

START_TEST(choose_prefers_what_was_not_said)
{
	struct term roof[] = {{1, 1, 1}}, owls[] = {{2, 1, 1}};
	const struct terms about_roof = {roof, 1, 1}, about_owls = {owls, 1, 1};
	struct rank_item items[] = {item(1, .9), item(2, .8), item(3, .5)};
	size_t chosen[3];

	items[0].terms = items[1].terms = &about_roof;
	items[2].terms = &about_owls;
	ck_assert_uint_eq(choose(items, 3, 3, chosen), 3);
	ck_assert_uint_eq(chosen[1], 2); /* .35 against .56 - .3 */
	ck_assert_uint_eq(chosen[2], 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("rank");
	TCase *tc = tcase_create("rank");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, score_weighs_its_parts);
	tcase_add_test(tc, choose_takes_the_best_first);
	tcase_add_test(tc, choose_takes_one_of_an_author);
	tcase_add_test(tc, choose_takes_one_of_a_thread_or_an_answer_too);
	tcase_add_test(tc, choose_never_takes_what_may_be_abuse);
	tcase_add_test(tc, choose_prefers_what_was_not_said);
	suite_add_tcase(s, tc);
	return s;
}

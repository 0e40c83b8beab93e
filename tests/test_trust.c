#include "tests/suite.h"

#include "digest/trust.h"

enum {
	LIFE = 1000,
	NOW = 100000,
};

static int64_t times[4];
static struct standing standing;

static void set_up(void)
{
	standing = (struct standing){.approved_at = times};
}

static void approve(int64_t at)
{
	times[standing.n++] = at;
}

static int64_t points(void)
{
	return trust_points(&standing, NOW, LIFE);
}

START_TEST(a_comment_counts_one_and_half_with_each_half_life)
{
	static const struct {
		int64_t age, points;
	} rows[] = {{0, 1000},           {LIFE - 1, 1000}, {LIFE, 500},
	            {2 * LIFE - 1, 500}, {2 * LIFE, 250},  {9 * LIFE, 1},
	            {10 * LIFE, 0},      {90 * LIFE, 0},   {-5, 1000}};

	approve(0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		times[0] = NOW - rows[i].age;
		ck_assert_int_eq(points(), rows[i].points);
	}
}
END_TEST

START_TEST(comments_add_up)
{
	ck_assert_int_eq(points(), 0);
	approve(NOW);
	approve(NOW - LIFE);
	approve(NOW - 2 * LIFE);
	ck_assert_int_eq(points(), 1750);
}
END_TEST

START_TEST(what_was_approved_before_a_rejection_for_abuse_is_forfeited)
{
	approve(NOW - 30);
	approve(NOW - 20);
	approve(NOW - 10);
	standing.lost_at = NOW - 20;
	ck_assert_int_eq(points(), 1000);
	ck_assert(trust_is_known(&standing));
	standing.lost_at = NOW - 10;
	ck_assert_int_eq(points(), 0);
	ck_assert(!trust_is_known(&standing));
}
END_TEST

START_TEST(a_reader_is_known_by_one_comment_however_old)
{
	ck_assert(!trust_is_known(&standing));
	approve(1);
	ck_assert(trust_is_known(&standing));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("trust");
	TCase *t = tcase_create("trust");

	tcase_add_checked_fixture(t, set_up, NULL);
	tcase_add_test(t, a_comment_counts_one_and_half_with_each_half_life);
	tcase_add_test(t, comments_add_up);
	tcase_add_test(
		t, what_was_approved_before_a_rejection_for_abuse_is_forfeited);
	tcase_add_test(t, a_reader_is_known_by_one_comment_however_old);
	suite_add_tcase(s, t);
	return s;
}

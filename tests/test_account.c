#include "tests/suite.h"

#include "digest/account.h"
#include "tests/paper.h"

static struct arena arena;
static struct statistics statistics;
static struct statistics_share shares[] = {{STR("abuse"), 4, 1},
                                           {STR("spam"), 1, 0}};
static struct statistics_day days[] = {{20416, 3, 2, 1}, {20417, 0, 0, 0}};
static struct account account;

static void set_up(void)
{
	statistics = (struct statistics){
		.from = INT64_C(20416) * 86400,
		.until = INT64_C(20418) * 86400,
		.n_received = 3,
		.n_waiting = 2,
		.oldest_s = 7200,
		.median_s = 600,
		.decided_half_s = 300,
		.decided_most_s = 900,
		.reasons = {shares, 2},
		.rules = {shares, 2},
		.people = {shares, 1},
		.recommended = {{8, 1}, {0, 0}, {0, 1}},
		.days = days,
		.n_days = 2,
	};
	account = (struct account){.name = STR("courier"),
	                           .week = &statistics,
	                           .longer = &statistics,
	                           .chart = STR("cid:days@example.org"),
	                           .record = 12,
	                           .record_hash = STR("feed")};
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct str text_of(const struct value *v, const char *name)
{
	return paper_field(v, name)->text;
}

START_TEST(model_has_each_name_once)
{
	const struct value *v = account_model(&arena, &paper_list, &account);

	paper_check_names(&arena, v, TEMPLATE_WEEKLY_TEXT);
	paper_check_names(&arena, v, TEMPLATE_WEEKLY_HTML);
}
END_TEST

START_TEST(model_tells_numbers_in_words)
{
	const struct value *v = account_model(&arena, &paper_list, &account);
	const struct value *reason = paper_field(v, "reasons")->items[0];

	ck_assert_text(text_of(v, "from"), "24 November");
	ck_assert_text(text_of(v, "until"), "25 November");
	ck_assert_text(text_of(v, "oldest"), "2 h 0 min");
	ck_assert_text(text_of(v, "agreement"), "90 %");
	ck_assert_text(text_of(v, "record"), "12:feed");
	ck_assert_text(text_of(reason, "overturned"), "1 (25 %)");
	ck_assert_text(
		text_of(paper_field(v, "reasons")->items[1], "overturned"), "");
	ck_assert_text(text_of(paper_field(v, "reasons")->items[1], "bar_px"),
	               "55");
	ck_assert_uint_eq(paper_field(v, "levels")->n, 2);
	ck_assert_uint_eq(paper_field(v, "days")->n, 2);
}
END_TEST

START_TEST(model_leaves_out_what_there_is_not)
{
	struct statistics none = {.from = 0, .until = 86400};
	const struct value *v;

	account.week = account.longer = &none;
	account.record = 0;
	v = account_model(&arena, &paper_list, &account);
	ck_assert_text(text_of(v, "oldest"), "");
	ck_assert_text(text_of(v, "agreement"), "");
	ck_assert_text(text_of(v, "record"), "");
	ck_assert_uint_eq(paper_field(v, "reasons")->n, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("account");
	TCase *t = tcase_create("account_model");

	tcase_add_checked_fixture(t, set_up, drop_arena);
	tcase_add_test(t, model_has_each_name_once);
	tcase_add_test(t, model_tells_numbers_in_words);
	tcase_add_test(t, model_leaves_out_what_there_is_not);
	suite_add_tcase(s, t);
	return s;
}

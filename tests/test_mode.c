#include "tests/suite.h"

#include "app/mode.h"

static struct config_list list;
static int64_t times[] = {1000, 1000, 1000};
static struct standing standing;

static void set_up(void)
{
	list = (struct config_list){.trust_comments = 3,
	                            .trust_half_life_s = 100};
	standing = (struct standing){.approved_at = times};
}

START_TEST(an_articles_own_mode_counts)
{
	struct article article = {.is_open = true};

	list.moderation = CONFIG_AFTER;
	ck_assert_int_eq(mode_of(&list, NULL), CONFIG_AFTER);
	ck_assert_int_eq(mode_of(&list, &article), CONFIG_AFTER);
	article.moderation = str_of("first");
	ck_assert_int_eq(mode_of(&list, &article), CONFIG_FIRST);
	/* Of a later program: nothing is printed unseen. */
	article.moderation = str_of("sometimes");
	ck_assert_int_eq(mode_of(&list, &article), CONFIG_BEFORE);
	ck_assert_int_eq(mode_of(NULL, NULL), CONFIG_BEFORE);
}
END_TEST

START_TEST(comments_are_welcome_unless_article_or_mode_is_closed)
{
	struct article article = {.is_open = true};

	ck_assert(mode_is_open(&list, &article));
	list.moderation = CONFIG_CLOSED;
	ck_assert(!mode_is_open(&list, &article));
	article.moderation = str_of("after");
	ck_assert(mode_is_open(&list, &article));
	article.is_open = false;
	ck_assert(!mode_is_open(&list, &article));
}
END_TEST

static const struct {
	enum config_moderation mode;
	const char *name;
	bool passes[4]; /* with 0, 1, 2, 3 approved comments */
} rows[] = {
	{CONFIG_BEFORE, "before", {false, false, false, false}},
	{CONFIG_FIRST, "first", {false, true, true, true}},
	{CONFIG_TRUSTED, "trusted", {false, false, false, true}},
	{CONFIG_AFTER, "after", {true, true, true, true}},
	{CONFIG_CLOSED, "closed", {false, false, false, false}},
};

START_TEST(a_mode_lets_readers_pass_by_their_standing)
{
	ck_assert_str_eq(mode_name(rows[_i].mode), rows[_i].name);
	for (size_t n = 0; n <= 3; n++) {
		standing.n = n;
		ck_assert_msg(mode_passes(&list, rows[_i].mode, &standing,
		                          1000) == rows[_i].passes[n],
		              "%zu", n);
	}
}
END_TEST

START_TEST(trust_decays_and_is_lost)
{
	standing.n = 3;
	ck_assert(mode_trusts(&list, &standing, 1099));
	ck_assert(!mode_trusts(&list, &standing, 1100));
	list.trust_comments = 1;
	ck_assert(mode_trusts(&list, &standing, 1100));
	standing.lost_at = 1001;
	ck_assert(!mode_trusts(&list, &standing, 1099));
	ck_assert(!mode_passes(&list, CONFIG_FIRST, &standing, 1099));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mode");
	TCase *t = tcase_create("mode");

	tcase_add_checked_fixture(t, set_up, NULL);
	tcase_add_test(t, an_articles_own_mode_counts);
	tcase_add_test(t,
	               comments_are_welcome_unless_article_or_mode_is_closed);
	tcase_add_loop_test(t, a_mode_lets_readers_pass_by_their_standing, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(t, trust_decays_and_is_lost);
	suite_add_tcase(s, t);
	return s;
}

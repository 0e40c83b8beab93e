#include "tests/suite.h"

#include "app/judges.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

static const char *two[] = {"desk@x.example", "night@x.example"};
static const char *one[] = {"desk@x.example"};
static const char *bosses[] = {"boss@x.example", "desk@x.example"};

static struct config_list list_of(const char **moderators, int64_t n_moderators,
                                  const char **admins, int64_t n_admins)
{
	return (struct config_list){.name = "news",
	                            .moderators = moderators,
	                            .n_moderators = n_moderators,
	                            .admins = admins,
	                            .n_admins = n_admins};
}

static const struct {
	int64_t n_moderators, n_admins;
	const char *first, *who;
	bool may;
} pairs[] = {
	{2, 0, "desk@x.example", "night@x.example", true},
	{2, 0, "desk@x.example", "desk@x.example", false},
	{2, 0, "desk@x.example", "DESK@X.example", false},
	{2, 2, "desk@x.example", "boss@x.example", false},
	{1, 2, "desk@x.example", "boss@x.example", true},
	{1, 2, "desk@x.example", "desk@x.example", false},
	{1, 2, "boss@x.example", "desk@x.example", true},
	{1, 0, "desk@x.example", "eve@x.example", false},
	/* a rule's decision is for any moderator, an appeal for no rule */
	{1, 0, "rule links", "desk@x.example", true},
	{2, 2, "desk@x.example", "rule links", false},
	/* who sits at the keyboard, unless it is the same one */
	{1, 0, "desk@x.example", "ida (command line)", true},
	{1, 0, "ida (command line)", "ida (command line)", false},
	{1, 0, "ida (command line)", "desk@x.example", true},
};

START_TEST(may_is_for_another_than_the_first)
{
	struct config_list list = list_of(two, pairs[_i].n_moderators, bosses,
	                                  pairs[_i].n_admins);

	ck_assert_int_eq(judges_may(&list, str_of(pairs[_i].first),
	                            str_of(pairs[_i].who)),
	                 pairs[_i].may);
}
END_TEST

START_TEST(any_is_there_when_somebody_else_is)
{
	struct config_list list = list_of(one, 1, NULL, 0);

	ck_assert(!judges_any(&list, str_of("desk@x.example")));
	ck_assert(judges_any(&list, str_of("rule links")));
	list = list_of(one, 1, one, 1);
	ck_assert(!judges_any(&list, str_of("desk@x.example")));
	list = list_of(one, 1, bosses, 2);
	ck_assert(judges_any(&list, str_of("desk@x.example")));
	list = list_of(two, 2, NULL, 0);
	ck_assert(judges_any(&list, str_of("desk@x.example")));
	list = list_of(NULL, 0, NULL, 0);
	ck_assert(!judges_any(&list, str_of("rule links")));
}
END_TEST

static struct site site;
static struct arena arena;
static int64_t comment;

static void open_site(void)
{
	struct why why;

	site_in_memory(&site);
	site.config.lists[0].moderators = one;
	site.config.lists[0].n_moderators = 1;
	site.config.lists[0].n_admins = 0;
	comment = store_add_comment(
		site.db, store_add_article(site.db, "news", "bridge"),
		COMMENT_APPEALED);
	store_begin(site.db);
	ck_assert_int_eq(
		appeal_add(site.db,
	                   &(struct appeal){.comment = comment,
	                                    .list = STR("news"),
	                                    .actor = STR("desk@x.example"),
	                                    .reason = STR("abuse"),
	                                    .words = STR(""),
	                                    .at = 1000},
	                   &why),
		OK);
	store_commit(site.db);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

START_TEST(hold_due_waits_until_there_is_somebody)
{
	judges_hold_due(&site, 2000);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_APPEALED);
	site.config.lists[0].moderators = two;
	site.config.lists[0].n_moderators = 2;
	judges_hold_due(&site, 3000);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_HELD);
	judges_hold_due(&site, 4000);
	ck_assert_int_eq(
		store_number(site.db, "SELECT COUNT(*) FROM decisions"), 1);
}
END_TEST

static bool may(const char *who, int64_t *id)
{
	struct appeal appeal;
	struct why why;
	bool is_so = false;

	ck_assert_int_eq(judges_check(&site, &arena, comment, str_of(who),
	                              &is_so, &appeal, &why),
	                 OK);
	*id = appeal.id;
	return is_so;
}

START_TEST(check_asks_the_open_appeal_alone)
{
	int64_t id = 0;
	struct why why;

	ck_assert(!may("desk@x.example", &id));
	ck_assert_int_ne(id, 0);
	ck_assert_int_eq(
		appeal_end(site.db, comment, APPEAL_UPHELD, 2000, &why), OK);
	ck_assert(may("desk@x.example", &id));
	ck_assert_int_eq(id, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("judges");
	TCase *who = tcase_create("judges_may");
	TCase *hold = tcase_create("judges_hold");

	tcase_add_loop_test(who, may_is_for_another_than_the_first, 0,
	                    ARRAY_LEN(pairs));
	tcase_add_test(who, any_is_there_when_somebody_else_is);
	suite_add_tcase(s, who);
	tcase_add_checked_fixture(hold, open_site, close_site);
	tcase_add_test(hold, hold_due_waits_until_there_is_somebody);
	tcase_add_test(hold, check_asks_the_open_appeal_alone);
	suite_add_tcase(s, hold);
	return s;
}

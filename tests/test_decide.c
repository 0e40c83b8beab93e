#include "app/act.h"

#include <string.h>

#include "base/log.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
	DAY_S = 86400,
};

static struct site site;
static struct arena arena;
static int64_t comment;
static struct judgement judgement;

/* A queue mail about one held comment went to desk@example.org now. */
static void set_up(void)
{
	static const char *moderators[] = {"desk@example.org",
	                                   "other@example.org"};
	struct queue queue = {.list = STR("news"),
	                      .moderator = STR("desk@example.org"),
	                      .token_hash = STR("feed"),
	                      .sent_at = NOW,
	                      .expires_at = NOW + 7 * DAY_S};
	struct why why;

	site_in_memory(&site);
	site.config.lists[0].moderators = moderators;
	site.config.lists[0].n_moderators = 2;
	comment = store_add_comment(site.db,
	                            store_add_article(site.db, "news", "ferry"),
	                            COMMENT_HELD);
	store_begin(site.db);
	ck_assert_int_eq(
		queue_add(site.db, &queue, &comment, 1, &queue.id, &why), OK);
	store_commit(site.db);
	judgement = (struct judgement){.class = CLASS_DECISION,
	                               .list = &site.config.lists[0],
	                               .has_token = true,
	                               .queue = queue,
	                               .story = {.arena = &arena}};
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* `from` answers "a 1" at `now`: the comment's state then. */
static int64_t answer(const char *from, int64_t now)
{
	const struct mail mail = {
		.from_addr = str_of(from), .n_from = 1, .text = STR("a 1\n")};
	const struct letter letter = {
		.id = store_add_letter(site.db, "1/1", "x")};
	struct act act = {&site, &arena, &letter, &mail, &judgement, now};
	struct why why = {""};

	store_begin(site.db);
	ck_assert_msg(act_decide(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return store_number(site.db, "SELECT state FROM comments");
}

START_TEST(the_moderator_whom_the_queue_went_to_decides)
{
	ck_assert_int_eq(answer("Desk@example.org", NOW + 7 * DAY_S),
	                 COMMENT_APPROVED);
}
END_TEST

START_TEST(another_moderator_does_not)
{
	ck_assert_int_eq(answer("other@example.org", NOW), COMMENT_HELD);
}
END_TEST

START_TEST(a_moderator_who_is_none_any_more_does_not)
{
	site.config.lists[0].moderators++;
	site.config.lists[0].n_moderators--;
	ck_assert_int_eq(answer("desk@example.org", NOW), COMMENT_HELD);
}
END_TEST

START_TEST(a_queue_is_too_old_after_a_week)
{
	ck_assert_int_eq(answer("desk@example.org", NOW + 7 * DAY_S + 1),
	                 COMMENT_HELD);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("decide");
	TCase *decide = tcase_create("act_decide");

	tcase_add_checked_fixture(decide, set_up, tear_down);
	tcase_add_test(decide, the_moderator_whom_the_queue_went_to_decides);
	tcase_add_test(decide, another_moderator_does_not);
	tcase_add_test(decide, a_moderator_who_is_none_any_more_does_not);
	tcase_add_test(decide, a_queue_is_too_old_after_a_week);
	suite_add_tcase(s, decide);
	return s;
}

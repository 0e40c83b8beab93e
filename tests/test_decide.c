#include "app/decide.h"

#include "store/appeals.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800, /* 06:30 UTC */
	DAY_S = 86400,
};

static struct site site;
static struct arena arena;
static int64_t comment;
static bool is_done;

static void set_up(void)
{
	site_in_memory(&site);
	comment = store_add_comment(site.db,
	                            store_add_article(site.db, "news", "ferry"),
	                            COMMENT_HELD);
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

static struct str decide(enum comment_event event, const char *actor,
                         int64_t now)
{
	struct str text = {"", 0};
	struct why why = {""};

	store_begin(site.db);
	ck_assert_msg(decide_comment(&site, &arena, comment, event,
	                             str_of(actor), str_of("spam"), now,
	                             &is_done, &text, &why) == OK,
	              "%s", why.text);
	store_commit(site.db);
	return text;
}

START_TEST(a_decision_is_told_with_its_reason)
{
	ck_assert_text(decide(EVENT_REJECT, "a@b", NOW), "rejected: spam");
	ck_assert(is_done);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_REJECTED);
}
END_TEST

START_TEST(the_second_is_told_who_was_first_and_when)
{
	decide(EVENT_APPROVE, "desk@example.org", NOW);
	ck_assert_text(decide(EVENT_REJECT, "a@b", NOW + 60),
	               "already approved by desk@example.org at 06:30");
	ck_assert(!is_done);
	ck_assert_text(decide(EVENT_REJECT, "a@b", NOW + DAY_S),
	               "already approved by desk@example.org at 06:30 on 24"
	               " November");
}
END_TEST

START_TEST(without_an_article_nothing_is_approved)
{
	store_run(site.db, "UPDATE comments SET article = NULL");
	ck_assert(str_starts(decide(EVENT_APPROVE, "a@b", NOW),
	                     "not approved: it is not known which article"));
	ck_assert(!is_done);
}
END_TEST

START_TEST(what_is_not_there_is_not_decided)
{
	comment = 99;
	ck_assert_text(decide(EVENT_APPROVE, "a@b", NOW),
	               "there is no such comment");
	ck_assert(!is_done);
}
END_TEST

/* Comment 1, which nothing tells the article of, was asked about. */
static void ask_about_it(void)
{
	store_run(site.db, "UPDATE comments SET article = NULL, state = 5");
}

START_TEST(an_asked_comment_is_approved_with_its_article)
{
	ask_about_it();
	decide(EVENT_APPROVE, "ida", NOW);
	ck_assert(!is_done);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_ASKED);
	store_run(site.db, "UPDATE comments SET article = 1");
	decide(EVENT_APPROVE, "ida", NOW);
	ck_assert(is_done);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_APPROVED);
}
END_TEST

START_TEST(an_asked_comment_is_rejected_without_an_article)
{
	ask_about_it();
	decide(EVENT_REJECT, "ida", NOW);
	ck_assert(is_done);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_REJECTED);
}
END_TEST

/* The comment was rejected by `first`, and its reader appealed. */
static void appeal_against(const char *first)
{
	const struct appeal appeal = {
		.comment = comment,
		.list = STR("news"),
		.actor = str_of(first),
		.reason = STR("abuse"),
		.words = STR("No."),
		.at = NOW,
	};
	struct why why;

	store_begin(site.db);
	ck_assert_int_eq(appeal_add(site.db, &appeal, &why), OK);
	store_commit(site.db);
}

START_TEST(an_appeal_is_not_for_who_rejected_T_42)
{
	appeal_against("DESK@example.org");
	ck_assert_text(decide(EVENT_APPROVE, "desk@example.org", NOW),
	               "not decided: it is an appeal, and somebody else decides"
	               " those");
	ck_assert(!is_done);
	(void)decide(EVENT_REJECT, "rule links", NOW);
	ck_assert(!is_done);
}
END_TEST

START_TEST(an_appeal_is_for_another_moderator)
{
	static const char *moderators[] = {"desk@example.org",
	                                   "other@example.org"};

	site.config.lists[0].moderators = moderators;
	site.config.lists[0].n_moderators = 2;
	appeal_against("desk@example.org");
	(void)decide(EVENT_APPROVE, "other@example.org", NOW);
	ck_assert(is_done);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("decide");
	TCase *t = tcase_create("decide_comment");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_decision_is_told_with_its_reason);
	tcase_add_test(t, the_second_is_told_who_was_first_and_when);
	tcase_add_test(t, without_an_article_nothing_is_approved);
	tcase_add_test(t, what_is_not_there_is_not_decided);
	tcase_add_test(t, an_asked_comment_is_approved_with_its_article);
	tcase_add_test(t, an_asked_comment_is_rejected_without_an_article);
	tcase_add_test(t, an_appeal_is_not_for_who_rejected_T_42);
	tcase_add_test(t, an_appeal_is_for_another_moderator);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "app/assess.h"
#include "base/log.h"
#include "digest/recommend.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1800000000,
	DAY_S = 86400,
};

static struct site site;
static struct arena arena;
static struct assessor *assessor;
static struct why why;
static struct buf lines = BUF_INIT(65536);
static int64_t article;

static void open_all(void)
{
	site_in_memory(&site);
	log_to(&lines);
	site.config.models = "models";
	site.config.learn = 1;
	assessor = assess_open(&site);
	article = store_add_article(site.db, "news", "harbour");
	store_run(site.db, "UPDATE articles SET title = 'A roof for the quay',"
	                   " text = 'The harbour board voted for a steel roof"
	                   " over the old quay. Fishermen had asked for shelter"
	                   " against the western gales.'");
}

static void close_all(void)
{
	assess_close(&assessor);
	site_close(&site);
	log_to(NULL);
	buf_free(&lines);
	arena_free(&arena);
}

static int64_t add(const char *text)
{
	int64_t id = store_add_comment(site.db, article, COMMENT_HELD);

	store_run(site.db, arena_printf(&arena,
	                                "UPDATE comments SET text = '%s'"
	                                " WHERE id = %lld",
	                                text, (long long)id));
	return id;
}

static struct scores scores_of(int64_t id)
{
	struct scores s = {.comment = 0};

	ck_assert_int_eq(scores_get(site.db, &arena, id, &s, &why), OK);
	return s;
}

START_TEST(due_scores_what_is_held)
{
	int64_t good = add("A steel roof over the quay is what the fishermen"
	                   " need, and the gales will not wait for the board");
	int64_t bad = add("You are a stupid idiot and a fucking moron");
	struct scores s;

	assess_due(assessor, NOW);
	s = scores_of(good);
	ck_assert_int_eq(s.abuse_state, SCORE_OK);
	ck_assert_int_eq(s.topic_state, SCORE_OK);
	ck_assert_int_lt(s.abuse_logit, -2000);
	ck_assert_int_gt(s.topic_logit, 1000);
	ck_assert_int_eq(s.at, NOW);
	ck_assert_int_eq(s.n_words, 20);
	ck_assert_uint_eq(s.model.len, 50);
	ck_assert_text(s.failure, "");
	s = scores_of(bad);
	ck_assert_int_gt(s.abuse_logit, 1000);
	ck_assert_uint_ne(str_find(s.abuse_words, "moron"), STR_NONE);
	ck_assert_int_eq(s.topic_state, SCORE_TOO_SHORT);
}
END_TEST

START_TEST(due_finds_what_came_before)
{
	int64_t first = add("Buy my boats at the old quay, best prices");
	int64_t again = add("buy my BOATS at the old quay - best prices!");

	assess_due(assessor, NOW);
	ck_assert_int_eq(scores_of(first).duplicate, 0);
	ck_assert_int_eq(scores_of(again).duplicate, first);
}
END_TEST

START_TEST(due_says_so_where_the_language_has_no_model)
{
	struct config_list *list = &site.config.lists[0];
	int64_t id;

	assess_close(&assessor);
	list->language = "nb-NO";
	assessor = assess_open(&site);
	id = add("Dette er en fin ting for alle oss som bor ved havna her");
	assess_due(assessor, NOW);
	ck_assert_int_eq(scores_of(id).abuse_state, SCORE_NO_MODEL);
	ck_assert_int_eq(scores_of(id).topic_state, SCORE_NO_MODEL);
}
END_TEST

START_TEST(due_says_what_failed_and_scores_it_later)
{
	int64_t id = add("The gales will not wait");

	site.config.models = "no/such/folder";
	assess_due(assessor, NOW);
	ck_assert_int_eq(scores_of(id).abuse_state, SCORE_FAILED);
	ck_assert_uint_ne(str_find(scores_of(id).failure, "abuse.model"),
	                  STR_NONE);
	ck_assert_uint_ne(str_find(buf_str(&lines), "models_failed"), STR_NONE);
	site.config.models = "models";
	assess_due(assessor, NOW + 60); /* not yet */
	ck_assert_int_eq(scores_of(id).abuse_state, SCORE_FAILED);
	assess_due(assessor, NOW + 600);
	ck_assert_int_eq(scores_of(id).abuse_state, SCORE_OK);
	ck_assert_text(scores_of(id).failure, "");
}
END_TEST

START_TEST(due_knows_an_article_that_came_since)
{
	int64_t id;

	add("The gales will not wait");
	assess_due(assessor, NOW);
	article = store_add_article(site.db, "news", "owls");
	store_run(site.db, "UPDATE articles SET title = 'Owls', text = 'Owls"
	                   " nest in the church tower again, three young ones'"
	                   " WHERE key = 'owls'");
	id = add("I saw the young owls in their nest in the church tower, and"
	         " what a noise they made at night");
	assess_due(assessor, NOW);
	ck_assert_int_gt(scores_of(id).topic_logit, 1000);
}
END_TEST

static void decide(int64_t id, enum comment_state to, const char *reason)
{
	store_begin(site.db);
	ck_assert_int_eq(comment_decide(site.db, id, COMMENT_HELD, to,
	                                str_of("x"), str_of("ida"),
	                                str_of(reason), NOW, &why),
	                 OK);
	store_commit(site.db);
}

START_TEST(due_learns_from_decisions_about_abuse)
{
	const char *gulls = "Seagulls again and again";
	int64_t before, after;

	for (int i = 0; i < 60; i++) {
		decide(add("The tide tables are late"), COMMENT_APPROVED, "");
		decide(add(gulls), COMMENT_REJECTED, "abuse");
		decide(add("Books for schools"), COMMENT_REJECTED, "off-topic");
	}
	site.config.learn = 0;
	before = add(gulls);
	assess_due(assessor, NOW);
	site.config.learn = 1;
	after = add(gulls);
	assess_due(assessor, NOW);
	ck_assert_int_gt(scores_of(after).abuse_logit,
	                 scores_of(before).abuse_logit + 1000);
	ck_assert_uint_ne(str_find(buf_str(&lines),
	                           "scores_learnt decisions=120 abuse=60"),
	                  STR_NONE);
	ck_assert(!str_eq(scores_of(after).model, scores_of(before).model));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("assess");
	TCase *tc = tcase_create("due");

	tcase_add_checked_fixture(tc, open_all, close_all);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, due_scores_what_is_held);
	tcase_add_test(tc, due_finds_what_came_before);
	tcase_add_test(tc, due_says_so_where_the_language_has_no_model);
	tcase_add_test(tc, due_says_what_failed_and_scores_it_later);
	tcase_add_test(tc, due_knows_an_article_that_came_since);
	tcase_add_test(tc, due_learns_from_decisions_about_abuse);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include "store/scores.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static struct scores sample;

static void open_store(void)
{
	int64_t article;

	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "a");
	sample = (struct scores){
		.comment = store_add_comment(db, article, COMMENT_HELD),
		.model = STR("0123abcd"),
		.language = STR("en"),
		.at = 1000,
		.abuse_state = SCORE_OK,
		.topic_state = SCORE_TOO_SHORT,
		.abuse_logit = -2850,
		.constructive = 312,
		.print = 570,
		.n_words = 12,
		.n_stems = 7,
		.n_links = 1,
		.capitals = 4,
		.duplicate = store_add_comment(db, article, COMMENT_HELD),
		.abuse_words = STR("fool, liar"),
		.topic_words = STR("harbour"),
		.failure = STR(""),
	};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static struct scores get(void)
{
	struct scores scores = {0};

	ck_assert_int_eq(scores_get(db, &arena, sample.comment, &scores, &why),
	                 OK);
	return scores;
}

START_TEST(set_keeps_every_field)
{
	struct scores s;

	ck_assert_int_eq(scores_set(db, &sample, &why), OK);
	s = get();
	ck_assert_int_eq(s.comment, sample.comment);
	ck_assert_text(s.model, "0123abcd");
	ck_assert_text(s.language, "en");
	ck_assert_int_eq(s.at, 1000);
	ck_assert_int_eq(s.abuse_state, SCORE_OK);
	ck_assert_int_eq(s.topic_state, SCORE_TOO_SHORT);
	ck_assert_int_eq(s.abuse_logit, -2850);
	ck_assert_int_eq(s.topic_logit, 0);
	ck_assert_int_eq(s.constructive, 312);
	ck_assert_int_eq(s.print, 570);
	ck_assert_int_eq(s.n_words, 12);
	ck_assert_int_eq(s.n_stems, 7);
	ck_assert_int_eq(s.n_links, 1);
	ck_assert_int_eq(s.capitals, 4);
	ck_assert_int_eq(s.duplicate, sample.duplicate);
	ck_assert_text(s.abuse_words, "fool, liar");
	ck_assert_text(s.topic_words, "harbour");
	ck_assert_text(s.failure, "");
}
END_TEST

START_TEST(set_again_takes_the_place_of_the_first)
{
	ck_assert_int_eq(scores_set(db, &sample, &why), OK);
	sample.abuse_logit = 1250;
	sample.duplicate = 0;
	sample.model = str_of("another");
	ck_assert_int_eq(scores_set(db, &sample, &why), OK);
	ck_assert_int_eq(get().abuse_logit, 1250);
	ck_assert_int_eq(get().duplicate, 0);
	ck_assert_text(get().model, "another");
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM scores"), 1);
}
END_TEST

START_TEST(set_refuses_scores_of_no_comment)
{
	sample.comment = 999;
	ck_assert_int_eq(scores_set(db, &sample, &why), ERR_INPUT);
}
END_TEST

START_TEST(get_says_absent_for_a_comment_without)
{
	struct scores scores;

	ck_assert_int_eq(scores_get(db, &arena, sample.comment, &scores, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(state_has_a_name_each)
{
	ck_assert_str_eq(score_state_name(SCORE_NO_MODEL), "no model");
	ck_assert_str_eq(score_state_name(SCORE_FAILED), "failed");
	ck_assert_str_eq(score_state_name((enum score_state)77), "unknown");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("scores");
	TCase *tc = tcase_create("scores");

	tcase_add_checked_fixture(tc, open_store, close_store);
	tcase_add_test(tc, set_keeps_every_field);
	tcase_add_test(tc, set_again_takes_the_place_of_the_first);
	tcase_add_test(tc, set_refuses_scores_of_no_comment);
	tcase_add_test(tc, get_says_absent_for_a_comment_without);
	tcase_add_test(tc, state_has_a_name_each);
	suite_add_tcase(s, tc);
	return s;
}

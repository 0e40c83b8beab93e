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

START_TEST(due_are_held_ones_without_scores)
{
	int64_t *ids;
	size_t n = 0;

	store_add_comment(db, 1, COMMENT_APPROVED);
	ck_assert_int_eq(scores_due(db, &arena, false, 9, &ids, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(ids[0], sample.comment);
	ck_assert_int_eq(scores_due(db, &arena, false, 1, &ids, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(scores_set(db, &sample, &why), OK);
	ck_assert_int_eq(scores_due(db, &arena, true, 9, &ids, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	sample.failure = str_of("no model");
	ck_assert_int_eq(scores_set(db, &sample, &why), OK);
	ck_assert_int_eq(scores_due(db, &arena, false, 9, &ids, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(scores_due(db, &arena, true, 9, &ids, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
}
END_TEST

START_TEST(earlier_ones_are_by_the_reader_or_on_the_article)
{
	int64_t other = store_add_article(db, "news", "b");
	int64_t reader = store_add_subscriber(db, "news", "ann@x.example",
	                                      SUBSCRIBER_ACTIVE);
	struct scores_earlier *earlier;
	struct comment about = {.article = other};
	size_t n = 0;

	store_add_comment(db, other, COMMENT_HELD);
	about.id = store_add_comment(db, other, COMMENT_HELD);
	store_add_comment(db, other, COMMENT_HELD); /* a later one */
	ck_assert_int_eq(
		scores_earlier_ones(db, &arena, &about, 9, &earlier, &n, &why),
		OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_text(earlier[0].text, "I agree.");
	store_run(db,
	          arena_printf(&arena,
	                       "UPDATE comments SET reader = %lld"
	                       " WHERE id = %lld",
	                       (long long)reader, (long long)sample.comment));
	about.reader = reader;
	ck_assert_int_eq(
		scores_earlier_ones(db, &arena, &about, 9, &earlier, &n, &why),
		OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(earlier[1].id, sample.comment);
}
END_TEST

static void decide(int64_t comment, enum comment_state from,
                   enum comment_state to, const char *actor, const char *reason,
                   int64_t at)
{
	store_begin(db);
	ck_assert_int_eq(comment_decide(db, comment, from, to, str_of("x"),
	                                str_of(actor), str_of(reason), at,
	                                &why),
	                 OK);
	store_commit(db);
}

static struct scores_lesson *lessons(size_t *n)
{
	struct scores_lesson *found = NULL;

	ck_assert_int_eq(
		scores_lessons(db, &arena, str_of(""), 9, &found, n, &why), OK);
	return found;
}

START_TEST(lessons_are_what_persons_decided_in_the_end)
{
	struct scores_lesson *l;
	int64_t one = sample.comment, two = sample.duplicate;
	size_t n;

	decide(two, COMMENT_HELD, COMMENT_REJECTED, "ida", "abuse", 5);
	decide(one, COMMENT_HELD, COMMENT_APPROVED, "ida", "", 6);
	l = lessons(&n);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(l[0].comment, two);
	ck_assert(!l[0].is_approved);
	ck_assert_text(l[0].reason, "abuse");
	ck_assert_int_eq(l[1].comment, one);
	ck_assert(l[1].is_approved);
	ck_assert_text(l[1].list, "news");
	ck_assert_text(l[1].text, "I agree.");
	ck_assert_int_eq(l[1].at, 6);
}
END_TEST

START_TEST(lessons_forget_what_was_undone_and_ignore_rules)
{
	size_t n;

	decide(sample.comment, COMMENT_HELD, COMMENT_REJECTED, "ida", "abuse",
	       5);
	decide(sample.comment, COMMENT_REJECTED, COMMENT_HELD, "ida", "", 6);
	decide(sample.duplicate, COMMENT_HELD, COMMENT_APPROVED, "rule short",
	       "", 7);
	lessons(&n);
	ck_assert_uint_eq(n, 0);
	decide(sample.duplicate, COMMENT_APPROVED, COMMENT_PUBLISHED, "edition",
	       "", 8);
	lessons(&n);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(lessons_see_through_an_edition)
{
	struct scores_lesson *l;
	size_t n;

	decide(sample.comment, COMMENT_HELD, COMMENT_APPROVED, "ida", "", 5);
	decide(sample.comment, COMMENT_APPROVED, COMMENT_PUBLISHED, "edition",
	       "", 6);
	l = lessons(&n);
	ck_assert_uint_eq(n, 1);
	ck_assert(l[0].is_approved);
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
	tcase_add_test(tc, due_are_held_ones_without_scores);
	tcase_add_test(tc, earlier_ones_are_by_the_reader_or_on_the_article);
	tcase_add_test(tc, lessons_are_what_persons_decided_in_the_end);
	tcase_add_test(tc, lessons_forget_what_was_undone_and_ignore_rules);
	tcase_add_test(tc, lessons_see_through_an_edition);
	tcase_add_test(tc, state_has_a_name_each);
	suite_add_tcase(s, tc);
	return s;
}

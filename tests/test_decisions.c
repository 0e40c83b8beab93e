#include "tests/suite.h"

#include "store/chain.h"
#include "store/decisions.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t comment;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	comment = store_add_comment(db, store_add_article(db, "news", "a"),
	                            COMMENT_HELD);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static enum err add(const char *event, const char *actor, int64_t at)
{
	const struct decision decision = {.comment = comment,
	                                  .event = str_of(event),
	                                  .state = COMMENT_HELD,
	                                  .actor = str_of(actor),
	                                  .reason = str_of("why"),
	                                  .at = at};
	enum err err;

	store_begin(db);
	err = decision_add(db, &decision, &why);
	if (err)
		db_rollback(db);
	else
		store_commit(db);
	return err;
}

static struct decision *all(size_t wanted)
{
	struct decision *rows;
	size_t n = 0;

	ck_assert_int_eq(decision_list(db, &arena, 0, 100, &rows, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, wanted);
	return rows;
}

START_TEST(add_numbers_rows_and_binds_each_to_the_one_before)
{
	struct decision *d;
	struct str hash;
	int64_t number = 0;

	ck_assert_int_eq(decision_head(db, &arena, &number, &hash, &why), OK);
	ck_assert_int_eq(number, 0);
	ck_assert_text(hash, "");
	ck_assert_int_eq(add("hold", "ida@example.org", 1000), OK);
	ck_assert_int_eq(add("hold", "rule links", 1001), OK);
	d = all(2);
	ck_assert_int_eq(d[0].number, 1);
	ck_assert_int_eq(d[1].number, 2);
	ck_assert_text(d[0].previous, "");
	ck_assert(str_eq(d[1].previous, d[0].hash));
	ck_assert_uint_eq(d[0].hash.len, 64);
	ck_assert_int_eq(decision_head(db, &arena, &number, &hash, &why), OK);
	ck_assert_int_eq(number, 2);
	ck_assert(str_eq(hash, d[1].hash));
}
END_TEST

START_TEST(add_keeps_who_what_when_why_and_the_text)
{
	struct decision d;

	store_run(db, "UPDATE comments SET text = 'abc'");
	ck_assert_int_eq(add("hold", "ida@example.org", 1000), OK);
	d = all(1)[0];
	ck_assert_int_eq(d.comment, comment);
	ck_assert_text(d.event, "hold");
	ck_assert_text(d.actor, "ida@example.org");
	ck_assert_text(d.reason, "why");
	ck_assert_text(d.rule, "");
	ck_assert_int_eq(d.state, COMMENT_HELD);
	ck_assert_int_eq(d.at, 1000);
	/* FIPS 180-2, B.1 */
	ck_assert_text(d.text_hash, "ba7816bf8f01cfea414140de5dae2223"
	                            "b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(add_tells_a_rule_from_a_person)
{
	struct decision *d;

	ck_assert_int_eq(add("hold", "rule too many links", 1), OK);
	ck_assert_int_eq(add("hold", "ruler@example.org", 2), OK);
	ck_assert_int_eq(add("publish", "edition", 3), OK);
	d = all(3);
	ck_assert_text(d[0].rule, "too many links");
	ck_assert_text(d[1].rule, "");
	ck_assert(!decision_is_persons(&d[0]));
	ck_assert(decision_is_persons(&d[1]));
	ck_assert(!decision_is_persons(&d[2]));
}
END_TEST

START_TEST(add_wants_somebody_who_decides)
{
	ck_assert_int_eq(add("approve", "", 1), ERR_INPUT);
	all(0);
}
END_TEST

START_TEST(add_keeps_the_scores_and_the_model_of_then)
{
	struct scores scores = {.comment = comment,
	                        .model = STR("abuse-1/feed"),
	                        .language = STR("en"),
	                        .at = 900,
	                        .abuse_state = SCORE_OK,
	                        .abuse_logit = -1234,
	                        .topic_state = SCORE_TOO_SHORT,
	                        .constructive = 700,
	                        .print = 500,
	                        .n_words = 12,
	                        .n_stems = 7,
	                        .n_links = 2,
	                        .capitals = 30};
	struct scores got;
	int64_t approved = 0, rejected = 0;
	struct decision *d;

	store_begin(db);
	ck_assert_int_eq(scores_set(db, &scores, &why), OK);
	store_commit(db);
	ck_assert_int_eq(add("hold", "ida", 1), OK);
	scores.abuse_logit = 99;
	store_begin(db);
	ck_assert_int_eq(scores_set(db, &scores, &why), OK);
	store_commit(db);
	d = all(1);
	ck_assert_text(d[0].model, "abuse-1/feed");
	ck_assert(decision_scores(&d[0], &got, &approved, &rejected));
	ck_assert_int_eq(got.abuse_state, SCORE_OK);
	ck_assert_int_eq(got.abuse_logit, -1234);
	ck_assert_int_eq(got.topic_state, SCORE_TOO_SHORT);
	ck_assert_int_eq(got.constructive, 700);
	ck_assert_int_eq(got.print, 500);
	ck_assert_int_eq(got.n_words, 12);
	ck_assert_int_eq(got.n_stems, 7);
	ck_assert_int_eq(got.n_links, 2);
	ck_assert_int_eq(got.capitals, 30);
	ck_assert_int_eq(approved, 0);
	ck_assert_int_eq(rejected, 0);
}
END_TEST

START_TEST(scores_are_read_whole_or_not_at_all)
{
	static const char *const texts[] = {"", "1 2 3",
	                                    "1 2 3 4 5 6 7 8 9 10 11 12 13 14",
	                                    "1 2 3 4 5 6 7 8 9 10 11 12 x"};
	struct decision d = {0};
	struct scores scores;
	int64_t a, b;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		d.scores = str_of(texts[i]);
		ck_assert_msg(!decision_scores(&d, &scores, &a, &b), "%s",
		              texts[i]);
	}
}
END_TEST

START_TEST(add_numbers_what_was_decided_before_there_were_numbers)
{
	struct chain_report report;
	struct decision *d;

	for (int i = 0; i < 3; i++)
		store_run(db, "INSERT INTO decisions (comment, event, state,"
		              " actor, reason, at) VALUES (1, 'hold', 1,"
		              " 'ida', '', 7)");
	ck_assert_int_eq(chain_verify(db, &arena, &report, &why), OK);
	ck_assert_uint_eq(report.n_findings, 0);
	ck_assert_int_eq(report.n_loose, 3);
	ck_assert_int_eq(add("hold", "ida", 8), OK);
	d = all(4);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(d[i].number, i + 1);
	ck_assert_int_eq(chain_verify(db, &arena, &report, &why), OK);
	ck_assert_uint_eq(report.n_findings, 0);
	ck_assert_int_eq(report.n_loose, 0);
	ck_assert_int_eq(report.n, 4);
}
END_TEST

START_TEST(a_decision_that_is_rolled_back_leaves_no_gap)
{
	const struct decision decision = {.comment = comment,
	                                  .event = STR("hold"),
	                                  .state = COMMENT_HELD,
	                                  .actor = STR("ida"),
	                                  .at = 1};

	ck_assert_int_eq(add("hold", "ida", 1), OK);
	store_begin(db);
	ck_assert_int_eq(decision_add(db, &decision, &why), OK);
	db_rollback(db);
	ck_assert_int_eq(add("hold", "ida", 2), OK);
	ck_assert_int_eq(all(2)[1].number, 2);
}
END_TEST

START_TEST(list_goes_on_behind_a_row)
{
	struct decision *rows;
	size_t n = 0;

	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(add("hold", "ida", i), OK);
	ck_assert_int_eq(
		decision_list(db, &arena, all(5)[1].id, 2, &rows, &n, &why),
		OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(rows[0].number, 3);
	ck_assert_int_eq(rows[1].number, 4);
	ck_assert_int_eq(
		decision_list_of(db, &arena, comment + 1, &rows, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(list_final_is_the_last_that_decided_about_each)
{
	int64_t other = store_add_comment(db, 1, COMMENT_HELD);
	struct decision *rows;
	size_t n = 0;

	store_decide(db, comment, COMMENT_HELD, COMMENT_APPROVED);
	store_decide(db, comment, COMMENT_APPROVED, COMMENT_HELD);
	ck_assert_int_eq(
		decision_list_final(db, &arena, 0, 0, 10, &rows, &n, &why), OK);
	ck_assert_uint_eq(n, 0); /* it was undone */
	store_decide(db, comment, COMMENT_HELD, COMMENT_REJECTED);
	store_decide(db, other, COMMENT_HELD, COMMENT_APPROVED);
	store_begin(db);
	ck_assert_int_eq(comment_publish(db, other,
	                                 store_add_edition(db, "news", 1), 300,
	                                 &why),
	                 OK);
	store_commit(db);
	ck_assert_int_eq(
		decision_list_final(db, &arena, 0, 0, 10, &rows, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(rows[0].state, COMMENT_REJECTED);
	ck_assert_int_eq(rows[1].comment, other);
	ck_assert_int_eq(rows[1].state, COMMENT_APPROVED);
	ck_assert_int_eq(decision_list_final(db, &arena, 0, rows[0].id, 10,
	                                     &rows, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(
		decision_list_final(db, &arena, 201, 0, 10, &rows, &n, &why),
		OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("decisions");
	TCase *t = tcase_create("decisions");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_numbers_rows_and_binds_each_to_the_one_before);
	tcase_add_test(t, add_keeps_who_what_when_why_and_the_text);
	tcase_add_test(t, add_tells_a_rule_from_a_person);
	tcase_add_test(t, add_wants_somebody_who_decides);
	tcase_add_test(t, add_keeps_the_scores_and_the_model_of_then);
	tcase_add_test(t, scores_are_read_whole_or_not_at_all);
	tcase_add_test(t,
	               add_numbers_what_was_decided_before_there_were_numbers);
	tcase_add_test(t, a_decision_that_is_rolled_back_leaves_no_gap);
	tcase_add_test(t, list_goes_on_behind_a_row);
	tcase_add_test(t, list_final_is_the_last_that_decided_about_each);
	suite_add_tcase(s, t);
	return s;
}

#include "store/answers.h"

#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
	HOUR = 3600,
};

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t comment, queue;

static void set_up(void)
{
	db = store_in_memory();
	comment = store_add_comment(db, store_add_article(db, "news", "ferry"),
	                            COMMENT_HELD);
	store_run(db,
	          "INSERT INTO queues (list, moderator, token_hash, sent_at,"
	          " expires_at) VALUES ('news', 'a@b', 'feed', 1, 2)");
	queue = store_number(db, "SELECT id FROM queues");
	store_begin(db);
}

static void tear_down(void)
{
	db_rollback(db);
	db_close(&db);
	arena_free(&arena);
}

static int64_t add(const char *actor)
{
	int64_t id = 0;

	ck_assert_int_eq(answer_add(db, str_of("news"), str_of(actor), queue, 0,
	                            NOW, &id, &why),
	                 OK);
	return id;
}

static void add_effect(int64_t answer, enum answer_effect effect, int64_t what)
{
	const struct answer_row row = {effect, comment, what};

	ck_assert_int_eq(answer_add_effect(db, answer, &row, &why), OK);
}

START_TEST(last_is_the_actors_with_its_effects_from_the_last_one)
{
	struct answer_row *rows;
	int64_t first = add("a@b"), id = 0, at = 0;
	size_t n = 0;

	add("other@b");
	add_effect(first, EFFECT_APPROVE, 0);
	add_effect(first, EFFECT_BLOCK, 7);
	ck_assert_int_eq(answer_last(db, &arena, str_of("news"), str_of("a@b"),
	                             0, &id, &at, &rows, &n, &why),
	                 OK);
	ck_assert_int_eq(id, first);
	ck_assert_int_eq(at, NOW);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(rows[0].effect, EFFECT_BLOCK);
	ck_assert_int_eq(rows[0].what, 7);
	ck_assert_int_eq(rows[1].effect, EFFECT_APPROVE);
	ck_assert_int_eq(rows[1].comment, comment);
}
END_TEST

START_TEST(last_is_before_the_one_that_asks_and_none_of_another_list)
{
	struct answer_row *rows;
	int64_t first = add("a@b"), second = add("a@b"), id = 0, at;
	size_t n;

	ck_assert_int_eq(answer_last(db, &arena, str_of("news"), str_of("a@b"),
	                             second, &id, &at, &rows, &n, &why),
	                 OK);
	ck_assert_int_eq(id, first);
	ck_assert_int_eq(answer_last(db, &arena, str_of("other"), str_of("a@b"),
	                             0, &id, &at, &rows, &n, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(an_answer_is_undone_once)
{
	struct answer_row *rows;
	int64_t first = add("a@b"), id, at;
	size_t n;

	ck_assert_int_eq(answer_set_undone(db, first, NOW, &why), OK);
	ck_assert_int_eq(answer_set_undone(db, first, NOW, &why), ERR_EXPIRED);
	ck_assert_int_eq(answer_last(db, &arena, str_of("news"), str_of("a@b"),
	                             0, &id, &at, &rows, &n, &why),
	                 ERR_ABSENT);
}
END_TEST

static void wait_for(const char *hash)
{
	ck_assert_int_eq(answer_wait(db, queue, 0, str_of("a 1"), str_of(hash),
	                             NOW, NOW + HOUR, &why),
	                 OK);
}

static enum err confirm(const char *hash, int64_t at)
{
	struct str text = {"", 0};
	int64_t letter;
	enum err err = answer_confirm(db, &arena, queue, str_of(hash), at,
	                              &text, &letter, &why);

	if (err == OK)
		ck_assert_text(text, "a 1");
	return err;
}

START_TEST(t04_a_code_counts_once)
{
	wait_for("c0de");
	ck_assert_int_eq(confirm("c0de", NOW), OK);
	ck_assert_int_eq(confirm("c0de", NOW), ERR_EXPIRED);
}
END_TEST

START_TEST(t04_a_code_is_of_its_time)
{
	wait_for("c0de");
	ck_assert_int_eq(confirm("c0de", NOW + HOUR + 1), ERR_EXPIRED);
	ck_assert_int_eq(confirm("c0de", NOW + HOUR), OK);
}
END_TEST

START_TEST(t04_codes_cannot_be_tried_out)
{
	wait_for("c0de");
	wait_for("c1de");
	for (int i = 0; i < ANSWER_TRIES_MAX; i++)
		ck_assert_int_eq(confirm("bad", NOW), ERR_ABSENT);
	ck_assert_int_eq(confirm("c0de", NOW), ERR_EXPIRED);
	ck_assert_int_eq(confirm("c1de", NOW), ERR_EXPIRED);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("answers");
	TCase *last = tcase_create("answer_last");
	TCase *undone = tcase_create("answer_set_undone");
	TCase *code = tcase_create("answer_confirm");

	tcase_add_checked_fixture(last, set_up, tear_down);
	tcase_add_test(last,
	               last_is_the_actors_with_its_effects_from_the_last_one);
	tcase_add_test(
		last,
		last_is_before_the_one_that_asks_and_none_of_another_list);
	suite_add_tcase(s, last);
	tcase_add_checked_fixture(undone, set_up, tear_down);
	tcase_add_test(undone, an_answer_is_undone_once);
	suite_add_tcase(s, undone);
	tcase_add_checked_fixture(code, set_up, tear_down);
	tcase_add_test(code, t04_a_code_counts_once);
	tcase_add_test(code, t04_a_code_is_of_its_time);
	tcase_add_test(code, t04_codes_cannot_be_tried_out);
	suite_add_tcase(s, code);
	return s;
}

#include "tests/suite.h"

#include "store/questions.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static struct question sample;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	sample = (struct question){
		.list = STR("news"),
		.letter = store_add_letter(db, "1", "raw"),
		.subscriber = store_add_subscriber(db, "news", "one@x",
	                                           SUBSCRIBER_ACTIVE),
		.edition = store_add_edition(db, "news", 1),
		.token_hash = STR("feed"),
		.asked_at = 1000,
		.expires_at = 9000,
	};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static enum err add(int64_t *id)
{
	enum err err;

	store_begin(db);
	err = question_add(db, &sample, id, &why);
	store_commit(db);
	return err;
}

static struct question get(const char *hash)
{
	struct question question = {0};

	ck_assert_int_eq(
		question_by_token(db, &arena, str_of(hash), &question, &why),
		OK);
	return question;
}

START_TEST(add_keeps_it_open)
{
	struct question question;
	int64_t id = 0;

	ck_assert_int_eq(add(&id), OK);
	question = get("feed");
	ck_assert_int_eq(question.id, id);
	ck_assert_text(question.list, "news");
	ck_assert_int_eq(question.letter, sample.letter);
	ck_assert_int_eq(question.subscriber, sample.subscriber);
	ck_assert_int_eq(question.edition, sample.edition);
	ck_assert_text(question.token_hash, "feed");
	ck_assert_int_eq(question.asked_at, 1000);
	ck_assert_int_eq(question.expires_at, 9000);
	ck_assert_int_eq(question.closed_at, 0);
}
END_TEST

START_TEST(add_asks_about_a_letter_once)
{
	int64_t id = 0, other = 77;

	ck_assert_int_eq(add(&id), OK);
	sample.token_hash = str_of("beef");
	ck_assert_int_eq(add(&other), ERR_INPUT);
	ck_assert_int_eq(other, 77);
}
END_TEST

START_TEST(by_token_of_another_hash_is_absent)
{
	struct question question;
	int64_t id;

	ck_assert_int_eq(add(&id), OK);
	ck_assert_int_eq(
		question_by_token(db, &arena, str_of("fee"), &question, &why),
		ERR_ABSENT);
}
END_TEST

START_TEST(close_is_for_the_first)
{
	int64_t id = 0;

	ck_assert_int_eq(add(&id), OK);
	ck_assert_int_eq(question_close(db, id, 2000, &why), OK);
	ck_assert_int_eq(question_close(db, id, 3000, &why), ERR_EXPIRED);
	ck_assert_int_eq(get("feed").closed_at, 2000);
}
END_TEST

START_TEST(expired_are_the_open_ones_whose_time_has_come)
{
	struct question *list;
	size_t n = 7;
	int64_t id = 0;

	ck_assert_int_eq(add(&id), OK);
	ck_assert_int_eq(
		question_list_expired(db, &arena, 8999, &list, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(
		question_list_expired(db, &arena, 9000, &list, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(list[0].id, id);
	ck_assert_int_eq(question_close(db, id, 9000, &why), OK);
	ck_assert_int_eq(
		question_list_expired(db, &arena, 9001, &list, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("questions");
	TCase *t = tcase_create("questions");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_keeps_it_open);
	tcase_add_test(t, add_asks_about_a_letter_once);
	tcase_add_test(t, by_token_of_another_hash_is_absent);
	tcase_add_test(t, close_is_for_the_first);
	tcase_add_test(t, expired_are_the_open_ones_whose_time_has_come);
	suite_add_tcase(s, t);
	return s;
}

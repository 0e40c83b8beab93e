#include "tests/suite.h"

#include "store/acks.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static struct ack sample;
static int64_t comments[2];

static void open_store(void)
{
	int64_t article;

	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "bridge");
	comments[0] = store_add_comment(db, article, COMMENT_HELD);
	comments[1] = store_add_comment(db, article, COMMENT_HELD);
	sample = (struct ack){
		.list = STR("news"),
		.subscriber = store_add_subscriber(db, "news", "one@x",
	                                           SUBSCRIBER_ACTIVE),
		.letter = store_add_letter(db, "1", "raw"),
		.token_hash = STR("feed"),
		.sent_at = 1000,
		.expires_at = 9000,
	};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static int64_t add(void)
{
	int64_t id = 0;

	store_begin(db);
	ck_assert_int_eq(ack_add(db, &sample, comments, 2, &id, &why), OK);
	store_commit(db);
	return id;
}

START_TEST(by_token_finds_what_was_added)
{
	struct ack ack;
	int64_t id = add();

	ck_assert_int_eq(ack_by_token(db, &arena, str_of("feed"), &ack, &why),
	                 OK);
	ck_assert_int_eq(ack.id, id);
	ck_assert_text(ack.list, "news");
	ck_assert_int_eq(ack.subscriber, sample.subscriber);
	ck_assert_int_eq(ack.letter, sample.letter);
	ck_assert_int_eq(ack.sent_at, 1000);
	ck_assert_int_eq(ack.expires_at, 9000);
	ck_assert_int_eq(ack_by_token(db, &arena, str_of("beef"), &ack, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(comments_come_by_their_numbers)
{
	int64_t *found;
	size_t n = 0;

	ck_assert_int_eq(ack_comments(db, &arena, add(), &found, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(found[0], comments[0]);
	ck_assert_int_eq(found[1], comments[1]);
}
END_TEST

START_TEST(was_sent_tells_of_each_comment)
{
	bool was_sent = true;

	ck_assert_int_eq(ack_was_sent(db, comments[1], &was_sent, &why), OK);
	ck_assert(!was_sent);
	add();
	ck_assert_int_eq(ack_was_sent(db, comments[1], &was_sent, &why), OK);
	ck_assert(was_sent);
}
END_TEST

START_TEST(puzzled_is_the_first_once)
{
	int64_t id = add();
	bool is_first = false;

	ck_assert_int_eq(ack_puzzled(db, id, 2000, &is_first, &why), OK);
	ck_assert(is_first);
	ck_assert_int_eq(ack_puzzled(db, id, 2001, &is_first, &why), OK);
	ck_assert(!is_first);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("acks");
	TCase *t = tcase_create("ack_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, by_token_finds_what_was_added);
	tcase_add_test(t, comments_come_by_their_numbers);
	tcase_add_test(t, was_sent_tells_of_each_comment);
	tcase_add_test(t, puzzled_is_the_first_once);
	suite_add_tcase(s, t);
	return s;
}

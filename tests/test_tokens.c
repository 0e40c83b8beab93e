#include "tests/suite.h"

#include <signal.h>

#include "store/tokens.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static const struct str confirm = STR("confirm"), hash = STR("0123abcd");

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	store_add_subscriber(db, "news", "one@x", SUBSCRIBER_PENDING);
	store_add_subscriber(db, "news", "two@x", SUBSCRIBER_PENDING);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static void store_token(void)
{
	ck_assert_int_eq(token_store(db, hash, confirm, 2, 1000, 2000, &why),
	                 OK);
}

START_TEST(token_is_used_once)
{
	int64_t subscriber = 77;

	store_token();
	ck_assert_int_eq(token_use(db, hash, confirm, 1500, &subscriber, &why),
	                 OK);
	ck_assert_int_eq(subscriber, 2);
	subscriber = 77;
	ck_assert_int_eq(token_use(db, hash, confirm, 1500, &subscriber, &why),
	                 ERR_EXPIRED);
	ck_assert_int_eq(subscriber, 2);
}
END_TEST

START_TEST(token_works_until_it_expires)
{
	int64_t subscriber = 77;

	store_token();
	ck_assert_int_eq(token_use(db, hash, confirm, 2000, &subscriber, &why),
	                 ERR_EXPIRED);
	ck_assert_int_eq(subscriber, 2);
	ck_assert_int_eq(token_use(db, hash, confirm, 1999, &subscriber, &why),
	                 OK);
}
END_TEST

START_TEST(token_of_another_hash_or_purpose_is_absent)
{
	int64_t subscriber = 77;

	store_token();
	ck_assert_int_eq(
		token_use(db, str_of("0123"), confirm, 1500, &subscriber, &why),
		ERR_ABSENT);
	ck_assert_int_eq(
		token_use(db, hash, str_of("leave"), 1500, &subscriber, &why),
		ERR_ABSENT);
	ck_assert_int_eq(subscriber, 77);
	ck_assert_int_eq(token_use(db, hash, confirm, 1500, &subscriber, &why),
	                 OK);
}
END_TEST

START_TEST(token_tells_its_purpose_used_or_not)
{
	struct str purpose = {"", 0};
	int64_t subscriber;

	store_token();
	ck_assert_int_eq(token_purpose(db, &arena, hash, &purpose, &why), OK);
	ck_assert_text(purpose, "confirm");
	ck_assert_int_eq(token_use(db, hash, confirm, 1500, &subscriber, &why),
	                 OK);
	ck_assert_int_eq(token_purpose(db, &arena, hash, &purpose, &why), OK);
	ck_assert_int_eq(
		token_purpose(db, &arena, str_of("00"), &purpose, &why),
		ERR_ABSENT);
}
END_TEST

START_TEST(token_is_open_until_it_is_used_or_too_old)
{
	int64_t subscriber = 77, whose = 0;

	store_token();
	ck_assert_int_eq(token_open(db, hash, 9000000, &subscriber, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(token_open(db, str_of("00"), 1500, &subscriber, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(subscriber, 77);
	ck_assert_int_eq(token_open(db, hash, 1500, &subscriber, &why), OK);
	ck_assert_int_eq(token_use(db, hash, confirm, 1500, &whose, &why), OK);
	ck_assert_int_eq(subscriber, whose);
	ck_assert_int_eq(token_open(db, hash, 1500, &subscriber, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(token_is_found_by_the_mail_that_it_stands_in)
{
	struct str found = {"", 0};
	int64_t subscriber = 77;

	store_token();
	ck_assert_int_eq(token_by_mail(db, &arena, str_of("n.1@x"), &found,
	                               &subscriber, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(token_set_mail(db, hash, str_of("n.1@x"), &why), OK);
	ck_assert_int_eq(token_by_mail(db, &arena, str_of("n.1@x"), &found,
	                               &subscriber, &why),
	                 OK);
	ck_assert_text(found, "0123abcd");
	ck_assert_int_eq(subscriber, 2);
	ck_assert_int_eq(token_by_mail(db, &arena, str_of(""), &found,
	                               &subscriber, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(token_is_kept_once_and_for_a_subscriber)
{
	store_token();
	ck_assert_int_eq(token_store(db, hash, confirm, 1, 1000, 2000, &why),
	                 ERR_INPUT);
	ck_assert_int_eq(
		token_store(db, str_of("other"), confirm, 77, 1000, 2000, &why),
		ERR_INPUT);
}
END_TEST

/* Another uses the token up just before we do. */
static void use_it(void *context, const char *sql)
{
	int64_t subscriber;

	if (str_starts(str_of(sql), "UPDATE tokens"))
		ck_assert_int_eq(token_use(context, hash, confirm, 1500,
		                           &subscriber, &why),
		                 OK);
}

START_TEST(token_of_two_users_one_wins)
{
	int64_t subscriber = 77;
	struct store_watched watched;

	store_token();
	store_watch(&watched, db, use_it, db);
	ck_assert_int_eq(
		token_use(&watched.db, hash, confirm, 1500, &subscriber, &why),
		ERR_EXPIRED);
}
END_TEST

static const struct queue sample = {
	.list = STR("news"),
	.moderator = STR("mod@x"),
	.token_hash = STR("feed"),
	.sent_at = 1000,
	.expires_at = 9000,
};

START_TEST(queue_numbers_its_comments_from_1)
{
	int64_t comments[3], *found, id = 0;
	struct queue queue;
	size_t n;

	for (size_t i = 0; i < 3; i++)
		comments[i] = store_add_comment(db, 0, COMMENT_HELD);
	comments[0] = 3;
	comments[2] = 1;
	store_begin(db);
	ck_assert_int_eq(queue_add(db, &sample, comments, 3, &id, &why), OK);
	store_commit(db);
	ck_assert_int_eq(
		queue_by_token(db, &arena, str_of("feed"), &queue, &why), OK);
	ck_assert_int_eq(queue.id, id);
	ck_assert_text(queue.list, "news");
	ck_assert_text(queue.moderator, "mod@x");
	ck_assert_text(queue.token_hash, "feed");
	ck_assert_int_eq(queue.sent_at, 1000);
	ck_assert_int_eq(queue.expires_at, 9000);
	ck_assert_int_eq(queue_comments(db, &arena, id, &found, &n, &why), OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(found[0], 3);
	ck_assert_int_eq(found[1], 2);
	ck_assert_int_eq(found[2], 1);
	ck_assert_int_eq(store_number(db, "SELECT comment FROM queue_items"
	                                  " WHERE number = 1"),
	                 3);
	ck_assert_int_eq(
		queue_by_token(db, &arena, str_of("FEED"), &queue, &why),
		ERR_ABSENT);
}
END_TEST

START_TEST(queue_refuses_a_token_that_is_there)
{
	int64_t id = 0, again = 77;

	store_begin(db);
	ck_assert_int_eq(queue_add(db, &sample, NULL, 0, &id, &why), OK);
	ck_assert_int_eq(queue_add(db, &sample, NULL, 0, &again, &why),
	                 ERR_INPUT);
	db_rollback(db);
	ck_assert_int_eq(again, 77);
}
END_TEST

START_TEST(queue_add_aborts_without_a_transaction)
{
	int64_t id;

	if (queue_add(db, &sample, NULL, 0, &id, &why) != OK)
		return;
}
END_TEST

static int64_t last(const char *list, const char *moderator)
{
	int64_t at = 77;

	ck_assert_int_eq(
		queue_last(db, str_of(list), str_of(moderator), &at, &why), OK);
	return at;
}

START_TEST(queue_last_is_the_newest_of_list_and_moderator_or_0)
{
	struct queue second = sample;
	int64_t id;

	ck_assert_int_eq(last("news", "mod@x"), 0);
	store_begin(db);
	second.sent_at = 3000;
	second.token_hash = str_of("beef");
	ck_assert_int_eq(queue_add(db, &second, NULL, 0, &id, &why), OK);
	ck_assert_int_eq(queue_add(db, &sample, NULL, 0, &id, &why), OK);
	store_commit(db);
	ck_assert_int_eq(last("news", "mod@x"), 3000);
	ck_assert_int_eq(last("news", "mod@y"), 0);
	ck_assert_int_eq(last("sports", "mod@x"), 0);
}
END_TEST

static bool take(const char *name, const char *owner, int64_t now,
                 int64_t until)
{
	bool is_ours = false;

	ck_assert_int_eq(lease_take(db, str_of(name), str_of(owner), now, until,
	                            &is_ours, &why),
	                 OK);
	return is_ours;
}

START_TEST(lease_is_for_one_until_it_ends)
{
	ck_assert(take("mailbox a", "one", 1000, 2000));
	ck_assert(!take("mailbox a", "two", 1999, 3000));
	ck_assert(take("mailbox b", "two", 1999, 3000));
	ck_assert(take("mailbox a", "two", 2000, 3000));
	ck_assert(!take("mailbox a", "one", 2500, 3500));
}
END_TEST

START_TEST(lease_is_prolonged_by_its_owner)
{
	ck_assert(take("mailbox", "one", 1000, 2000));
	ck_assert(take("mailbox", "one", 1500, 2500));
	ck_assert(!take("mailbox", "two", 2000, 3000));
	ck_assert(take("mailbox", "one", 9000, 9900));
}
END_TEST

START_TEST(lease_owner_is_who_took_it_last_or_absent)
{
	struct str owner = str_of("untouched");

	ck_assert_int_eq(
		lease_owner(db, &arena, str_of("mailbox"), &owner, &why),
		ERR_ABSENT);
	ck_assert_text(owner, "untouched");
	ck_assert(take("mailbox", "one", 1000, 2000));
	ck_assert(take("other", "three", 1000, 2000));
	ck_assert(take("mailbox", "two", 2000, 3000));
	ck_assert_int_eq(
		lease_owner(db, &arena, str_of("mailbox"), &owner, &why), OK);
	ck_assert_text(owner, "two");
	ck_assert_int_eq(lease_give(db, str_of("mailbox"), str_of("two"), &why),
	                 OK);
	ck_assert_int_eq(
		lease_owner(db, &arena, str_of("mailbox"), &owner, &why),
		ERR_ABSENT);
}
END_TEST

START_TEST(lease_is_given_back_by_its_owner_only)
{
	ck_assert(take("mailbox", "one", 1000, 2000));
	ck_assert_int_eq(lease_give(db, str_of("mailbox"), str_of("two"), &why),
	                 OK);
	ck_assert(!take("mailbox", "two", 1000, 2000));
	ck_assert_int_eq(lease_give(db, str_of("mailbox"), str_of("one"), &why),
	                 OK);
	ck_assert(take("mailbox", "two", 1000, 2000));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("tokens");
	TCase *t = tcase_create("token_use");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, token_is_used_once);
	tcase_add_test(t, token_works_until_it_expires);
	tcase_add_test(t, token_of_another_hash_or_purpose_is_absent);
	tcase_add_test(t, token_is_found_by_the_mail_that_it_stands_in);
	tcase_add_test(t, token_tells_its_purpose_used_or_not);
	tcase_add_test(t, token_is_open_until_it_is_used_or_too_old);
	tcase_add_test(t, token_is_kept_once_and_for_a_subscriber);
	tcase_add_test(t, token_of_two_users_one_wins);
	suite_add_tcase(s, t);

	t = tcase_create("queue_add");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, queue_numbers_its_comments_from_1);
	tcase_add_test(t, queue_refuses_a_token_that_is_there);
	tcase_add_test(t, queue_last_is_the_newest_of_list_and_moderator_or_0);
	suite_add_tcase(s, t);

	t = tcase_create("lease_take");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, lease_is_for_one_until_it_ends);
	tcase_add_test(t, lease_is_prolonged_by_its_owner);
	tcase_add_test(t, lease_is_given_back_by_its_owner_only);
	tcase_add_test(t, lease_owner_is_who_took_it_last_or_absent);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, queue_add_aborts_without_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "store/tellings.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t comment, subscriber;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	comment = store_add_comment(db, store_add_article(db, "news", "bridge"),
	                            COMMENT_HELD);
	subscriber =
		store_add_subscriber(db, "news", "one@x", SUBSCRIBER_ACTIVE);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static size_t due(const char *list, int64_t until)
{
	int64_t *comments;
	size_t n = 99;

	ck_assert_int_eq(telling_list_due(db, &arena, str_of(list), until, 100,
	                                  &comments, &n, &why),
	                 OK);
	if (n > 0)
		ck_assert_int_eq(comments[0], comment);
	return n;
}

START_TEST(list_due_waits_for_its_time_and_list)
{
	ck_assert_int_eq(telling_plan(db, comment, 1000, &why), OK);
	ck_assert_uint_eq(due("news", 999), 0);
	ck_assert_uint_eq(due("news", 1000), 1);
	ck_assert_uint_eq(due("sports", 1000), 0);
	/* a later decision waits anew */
	ck_assert_int_eq(telling_plan(db, comment, 2000, &why), OK);
	ck_assert_uint_eq(due("news", 1999), 0);
	ck_assert_uint_eq(due("news", 2000), 1);
}
END_TEST

START_TEST(done_is_ours_once)
{
	bool is_ours = false;

	ck_assert_int_eq(telling_plan(db, comment, 1000, &why), OK);
	ck_assert_int_eq(telling_done(db, comment, &is_ours, &why), OK);
	ck_assert(is_ours);
	ck_assert_int_eq(telling_done(db, comment, &is_ours, &why), OK);
	ck_assert(!is_ours);
	ck_assert_uint_eq(due("news", 5000), 0);
}
END_TEST

static void decide(enum comment_state from, enum comment_state to)
{
	store_begin(db);
	store_decide(db, comment, from, to);
	store_commit(db);
}

START_TEST(each_approval_and_rejection_is_planned_wherever_it_comes_from)
{
	decide(COMMENT_HELD, COMMENT_WITHDRAWN);
	ck_assert_uint_eq(due("news", INT64_MAX), 0);
	store_run(db, "UPDATE comments SET state = 1");
	decide(COMMENT_HELD, COMMENT_REJECTED);
	ck_assert_uint_eq(due("news", INT64_MAX), 1);
	store_run(db, "UPDATE comments SET state = 1");
	store_run(db, "UPDATE tellings SET waits_since = NULL");
	decide(COMMENT_HELD, COMMENT_APPROVED);
	ck_assert_uint_eq(due("news", INT64_MAX), 1);
}
END_TEST

static bool is_wanted(int64_t of)
{
	bool is_so = false;

	ck_assert_int_eq(telling_is_wanted(db, of, subscriber, &is_so, &why),
	                 OK);
	return is_so;
}

START_TEST(wanted_is_one_comment_or_all)
{
	int64_t other = store_add_comment(
		db, store_add_article(db, "news", "ferry"), COMMENT_HELD);

	ck_assert(!is_wanted(comment));
	ck_assert_int_eq(telling_want(db, comment, &why), OK);
	ck_assert(is_wanted(comment));
	ck_assert(!is_wanted(other));
	/* planning it keeps the wish, and wishing the plan */
	ck_assert_int_eq(telling_plan(db, comment, 1000, &why), OK);
	ck_assert(is_wanted(comment));
	ck_assert_int_eq(telling_want(db, comment, &why), OK);
	ck_assert_uint_eq(due("news", 1000), 1);
	ck_assert_int_eq(telling_set_always(db, subscriber, true, &why), OK);
	ck_assert(is_wanted(other));
	ck_assert_int_eq(telling_set_always(db, subscriber, false, &why), OK);
	ck_assert(!is_wanted(other));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("tellings");
	TCase *t = tcase_create("telling_plan");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, list_due_waits_for_its_time_and_list);
	tcase_add_test(t, done_is_ours_once);
	tcase_add_test(
		t,
		each_approval_and_rejection_is_planned_wherever_it_comes_from);
	tcase_add_test(t, wanted_is_one_comment_or_all);
	suite_add_tcase(s, t);
	return s;
}

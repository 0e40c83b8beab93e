#include "tests/suite.h"

#include "store/amends.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t first, second, third;

static void open_store(void)
{
	int64_t article;

	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "bridge");
	first = store_add_comment(db, article, COMMENT_HELD);
	second = store_add_comment(db, article, COMMENT_HELD);
	third = store_add_comment(db, article, COMMENT_HELD);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static int64_t next_of(int64_t comment)
{
	int64_t id = -1;

	ck_assert_int_eq(amend_next(db, comment, &id, &why), OK);
	return id;
}

static int64_t original_of(int64_t comment)
{
	int64_t id = -1;

	ck_assert_int_eq(amend_original(db, comment, &id, &why), OK);
	return id;
}

START_TEST(add_links_both_ways)
{
	ck_assert_int_eq(next_of(first), 0);
	ck_assert_int_eq(original_of(second), 0);
	ck_assert_int_eq(amend_add(db, second, first, &why), OK);
	ck_assert_int_eq(next_of(first), second);
	ck_assert_int_eq(original_of(second), first);
	ck_assert_int_eq(next_of(second), 0);
}
END_TEST

START_TEST(add_lets_a_comment_be_corrected_once)
{
	ck_assert_int_eq(amend_add(db, second, first, &why), OK);
	ck_assert_int_eq(amend_add(db, third, first, &why), ERR_INPUT);
	ck_assert_int_eq(next_of(first), second);
	ck_assert_int_eq(amend_add(db, third, second, &why), OK);
}
END_TEST

static size_t untold(const char *list)
{
	int64_t *comments;
	size_t n = 99;

	ck_assert_int_eq(
		withdrawal_list(db, &arena, str_of(list), &comments, &n, &why),
		OK);
	return n;
}

START_TEST(a_withdrawal_is_told_by_one_edition_of_its_list)
{
	int64_t edition = store_add_edition(db, "news", 1);

	ck_assert_int_eq(withdrawal_add(db, str_of("news"), first, 1000, &why),
	                 OK);
	ck_assert_int_eq(withdrawal_add(db, str_of("news"), first, 2000, &why),
	                 OK);
	ck_assert_uint_eq(untold("news"), 1);
	ck_assert_uint_eq(untold("sports"), 0);
	ck_assert_int_eq(withdrawal_told(db, first, edition, &why), OK);
	ck_assert_uint_eq(untold("news"), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("amends");
	TCase *t = tcase_create("amend_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_links_both_ways);
	tcase_add_test(t, add_lets_a_comment_be_corrected_once);
	tcase_add_test(t, a_withdrawal_is_told_by_one_edition_of_its_list);
	suite_add_tcase(s, t);
	return s;
}

/*
 * What only PostgreSQL does.  Most of it wants a server: PGURL in the
 * environment names one (tests/day/check_postgres.py starts it).
 */
#include "tests/suite.h"

#include <stdlib.h>

#include "tests/store_fixture.h"

static struct db *db, *other;
static struct arena arena;
static struct why why;

/* Two connections to one schema. */
static void open_two(void)
{
	const char *url = getenv("PGURL");
	struct db_row row;

	db = store_in_memory();
	ck_assert_int_eq(db_one(db, &arena,
	                        "SELECT CAST(current_schema() AS TEXT)", NULL,
	                        0, &row, &why),
	                 OK);
	other = store_open(
		arena_printf(&arena, "%s?options=-csearch_path%%3D%.*s", url,
	                     (int)db_text(&row, 0).len, db_text(&row, 0).ptr));
}

static void close_two(void)
{
	db_close(&db);
	db_close(&other);
	arena_free(&arena);
}

/* End the connection of `victim` from the other one's. */
static void cut_off(struct db *victim, struct db *by)
{
	int64_t pid = store_number(victim, "SELECT pg_backend_pid()");

	store_run(by, arena_printf(&arena,
	                           "SELECT pg_terminate_backend(%lld, 5000)",
	                           (long long)pid));
}

START_TEST(open_without_a_server_is_for_later)
{
	struct db *none = NULL;

	ck_assert_int_eq(db_open("postgresql://127.0.0.1:1/none", &none, &why),
	                 ERR_TEMP);
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(open_refuses_what_is_no_uri)
{
	struct db *none = NULL;

	ck_assert_int_ne(db_open("postgresql://h:port/x", &none, &why), OK);
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(run_connects_again_after_a_failure)
{
	int64_t number = 0;

	cut_off(db, other);
	ck_assert_int_eq(db_number(db, "SELECT 7", NULL, 0, &number, &why),
	                 ERR_TEMP);
	ck_assert_int_eq(db_number(db, "SELECT 7", NULL, 0, &number, &why), OK);
	ck_assert_int_eq(number, 7);
}
END_TEST

START_TEST(a_transaction_that_lost_its_connection_does_nothing_more)
{
	store_begin(db);
	store_add_article(db, "news", "a");
	cut_off(db, other);
	ck_assert_int_eq(db_run(db, "DELETE FROM articles", NULL, 0, &why),
	                 ERR_TEMP);
	ck_assert_int_eq(db_run(db, "DELETE FROM articles", NULL, 0, &why),
	                 ERR_TEMP);
	ck_assert_int_eq(db_commit(db, &why), ERR_TEMP);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM articles"), 0);
	store_add_article(db, "news", "b");
	ck_assert_int_eq(store_number(other, "SELECT COUNT(*) FROM articles"),
	                 1);
}
END_TEST

START_TEST(commit_of_a_transaction_with_a_failure_fails)
{
	store_begin(db);
	store_add_article(db, "news", "a");
	ck_assert_int_eq(db_run(db, "SELECT nonsense", NULL, 0, &why),
	                 ERR_FATAL);
	ck_assert_int_eq(db_commit(db, &why), ERR_TEMP);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM articles"), 0);
}
END_TEST

START_TEST(begin_waits_for_the_other_writer_and_gives_up)
{
	store_run(other, "SET lock_timeout = '100ms'");
	store_begin(db);
	ck_assert_int_eq(db_begin(other, DB_DURABLE, &why), ERR_TEMP);
	ck_assert(!db_is_begun(other));
	store_commit(db);
	ck_assert_int_eq(db_begin(other, DB_DURABLE, &why), OK);
	db_rollback(other);
}
END_TEST

START_TEST(results_are_written_beside_a_writer)
{
	store_begin(db);
	ck_assert_int_eq(db_begin(other, DB_KILLED, &why), OK);
	store_add_article(other, "news", "a");
	ck_assert_int_eq(db_commit(other, &why), OK);
	store_commit(db);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM articles"), 1);
}
END_TEST

START_TEST(version_tells_what_others_committed_and_not_what_we_did)
{
	int64_t version = db_version(db);

	store_add_article(db, "news", "mine");
	ck_assert_int_eq(db_version(db), version);
	store_add_article(other, "news", "theirs");
	for (int i = 0; i < 100 && db_version(db) == version; i++)
		store_run(db, "SELECT pg_sleep(0.02)");
	ck_assert_int_ne(db_version(db), version);
	version = db_version(db);
	store_run(other, "SELECT 1");
	store_run(other, "DELETE FROM articles WHERE key = 'nobody'");
	store_run(db, "SELECT pg_sleep(0.1)");
	ck_assert_int_eq(db_version(db), version);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("pgsql");
	TCase *t = tcase_create("db_open");

	tcase_add_test(t, open_without_a_server_is_for_later);
	tcase_add_test(t, open_refuses_what_is_no_uri);
	suite_add_tcase(s, t);
	if (!store_is_postgres())
		return s;
	t = tcase_create("db_run");
	tcase_add_checked_fixture(t, open_two, close_two);
	tcase_add_test(t, run_connects_again_after_a_failure);
	tcase_add_test(
		t, a_transaction_that_lost_its_connection_does_nothing_more);
	suite_add_tcase(s, t);
	t = tcase_create("db_begin");
	tcase_add_checked_fixture(t, open_two, close_two);
	tcase_add_test(t, commit_of_a_transaction_with_a_failure_fails);
	tcase_add_test(t, begin_waits_for_the_other_writer_and_gives_up);
	tcase_add_test(t, results_are_written_beside_a_writer);
	suite_add_tcase(s, t);
	t = tcase_create("db_version");
	tcase_add_checked_fixture(t, open_two, close_two);
	tcase_add_test(t,
	               version_tells_what_others_committed_and_not_what_we_did);
	suite_add_tcase(s, t);
	return s;
}

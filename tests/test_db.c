#include "tests/suite.h"

#include <signal.h>

#include "base/err.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static void open_store(void)
{
	db = store_open(":memory:");
	store_run(db, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT,"
	              " bytes BLOB)");
	store_run(db, "CREATE UNIQUE INDEX t_names ON t (name)");
	why = (struct why){""};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static enum err add(const char *name)
{
	return db_run(db, "INSERT INTO t (name) VALUES ($1)",
	              DB_ARGS(DB_TEXT(str_of(name))), &why);
}

static int64_t count(void)
{
	return store_number(db, "SELECT COUNT(*) FROM t");
}

START_TEST(id_is_null_for_0_and_a_number_else)
{
	ck_assert_int_eq(db_id(0).kind, DB_IS_NULL);
	ck_assert_int_eq(db_id(7).kind, DB_IS_INT);
	ck_assert_int_eq(db_id(7).number, 7);
}
END_TEST

START_TEST(open_refuses_postgresql_without_telling_its_password)
{
	struct db *other = NULL;

	ck_assert_int_eq(db_open("postgresql://u:secret@host/db", &other, &why),
	                 ERR_FATAL);
	ck_assert_ptr_null(other);
	ck_assert_ptr_null(strstr(why.text, "secret"));
	ck_assert_ptr_nonnull(strstr(why.text, "SQLite only"));
}
END_TEST

START_TEST(close_takes_null_and_leaves_null)
{
	struct db *other = NULL;

	db_close(&other);
	ck_assert_ptr_null(other);
	other = store_open(":memory:");
	db_close(&other);
	ck_assert_ptr_null(other);
}
END_TEST

START_TEST(run_tells_a_refused_constraint_from_a_mistake)
{
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("one"), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(why.text, "UNIQUE"));
	ck_assert_int_eq(
		db_run(db, "SELECT nonsense FROM nowhere", NULL, 0, &why),
		ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "nowhere"));
	ck_assert_int_eq(count(), 1);
}
END_TEST

START_TEST(run_answers_without_why_too)
{
	ck_assert_int_eq(db_run(db, "SELECT nonsense", NULL, 0, NULL),
	                 ERR_FATAL);
}
END_TEST

START_TEST(run_takes_parameters_by_number_wherever_they_stand)
{
	struct db_row row;

	ck_assert_int_eq(db_one(db, &arena, "SELECT $2, $1, $2",
	                        DB_ARGS(DB_INT(1), DB_INT(2)), &row, &why),
	                 OK);
	ck_assert_int_eq(db_int(&row, 0), 2);
	ck_assert_int_eq(db_int(&row, 1), 1);
	ck_assert_int_eq(db_int(&row, 2), 2);
}
END_TEST

START_TEST(run_forgets_the_parameters_of_the_call_before)
{
	static const char sql[] = "INSERT INTO t (name, id) VALUES ($1, $2)";
	struct db_row row;

	ck_assert_int_eq(
		db_run(db, sql, DB_ARGS(DB_TEXT(str_of("x")), DB_INT(5)), &why),
		OK);
	ck_assert_int_eq(db_run(db, sql, DB_ARGS(DB_NULL, DB_INT(6)), &why),
	                 OK);
	ck_assert_int_eq(db_one(db, &arena, "SELECT name FROM t WHERE id = 6",
	                        NULL, 0, &row, &why),
	                 OK);
	ck_assert_int_eq(row.values[0].kind, DB_IS_NULL);
}
END_TEST

START_TEST(run_aborts_when_a_parameter_has_no_value)
{
	if (db_run(db, "INSERT INTO t (id, name) VALUES ($1, $2)",
	           DB_ARGS(DB_INT(1)), &why) != OK)
		return;
}
END_TEST

START_TEST(run_believes_the_text_of_a_statement_not_its_place)
{
	char sql[] = "SELECT 1";
	int64_t number = 0;

	ck_assert_int_eq(db_number(db, sql, NULL, 0, &number, &why), OK);
	sql[sizeof(sql) - 2] = '2';
	ck_assert_int_eq(db_number(db, sql, NULL, 0, &number, &why), OK);
	ck_assert_int_eq(number, 2);
}
END_TEST

START_TEST(run_works_with_more_statements_than_it_keeps)
{
	const char *sql[300];
	int64_t number = 0;

	for (size_t i = 0; i < ARRAY_LEN(sql); i++)
		sql[i] = arena_printf(&arena, "SELECT %zu", i);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
			ck_assert_int_eq(
				db_number(db, sql[i], NULL, 0, &number, &why),
				OK);
			ck_assert_int_eq(number, (int64_t)i);
		}
}
END_TEST

/* What strangers may write, in a text and in a blob. */
static const struct str texts[] = {
	STR(""),
	STR("'; DROP TABLE t; --"),
	STR("\"t\" OR 1=1 /* ? $1 $2 :name @name"),
	STR("%_*[a-z]\\"),
	STR("a\0b"),
	STR("Zo\xc3\xab \xf0\x9f\x93\xae"),
	STR("\r\n\t\x7f"),
};

START_TEST(query_gives_back_what_run_was_given)
{
	struct str text = texts[_i];
	struct db_row row;

	ck_assert_int_eq(db_run(db,
	                        "INSERT INTO t (name, bytes) VALUES ($1, $2)",
	                        DB_ARGS(DB_TEXT(text), DB_BLOB(text)), &why),
	                 OK);
	ck_assert_int_eq(db_one(db, &arena,
	                        "SELECT name, bytes, id FROM t WHERE name = $1"
	                        " AND bytes = $2",
	                        DB_ARGS(DB_TEXT(text), DB_BLOB(text)), &row,
	                        &why),
	                 OK);
	ck_assert_uint_eq(row.n, 3);
	ck_assert_int_eq(row.values[0].kind, DB_IS_TEXT);
	ck_assert(str_eq(db_text(&row, 0), text));
	ck_assert_int_eq(row.values[1].kind, DB_IS_BLOB);
	ck_assert(str_eq(db_text(&row, 1), text));
	ck_assert_int_eq(row.values[2].kind, DB_IS_INT);
	ck_assert_int_eq(count(), 1);
}
END_TEST

START_TEST(text_without_bytes_is_no_null)
{
	const struct str none = {NULL, 0};
	struct db_row row;

	ck_assert_int_eq(db_one(db, &arena, "SELECT $1, $2",
	                        DB_ARGS(DB_TEXT(none), DB_BLOB(none)), &row,
	                        &why),
	                 OK);
	ck_assert_int_eq(row.values[0].kind, DB_IS_TEXT);
	ck_assert_int_eq(row.values[1].kind, DB_IS_BLOB);
	ck_assert_text(db_text(&row, 0), "");
}
END_TEST

START_TEST(query_keeps_the_largest_numbers)
{
	struct db_row row;

	ck_assert_int_eq(db_one(db, &arena, "SELECT $1, $2",
	                        DB_ARGS(DB_INT(INT64_MAX), DB_INT(INT64_MIN)),
	                        &row, &why),
	                 OK);
	ck_assert_int_eq(db_int(&row, 0), INT64_MAX);
	ck_assert_int_eq(db_int(&row, 1), INT64_MIN);
}
END_TEST

START_TEST(query_copies_all_rows_into_the_arena)
{
	struct db_rows rows;

	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("two"), OK);
	ck_assert_int_eq(add("three"), OK);
	ck_assert_int_eq(db_query(db, &arena, "SELECT name FROM t ORDER BY id",
	                          NULL, 0, &rows, &why),
	                 OK);
	store_run(db, "DELETE FROM t");
	db_close(&db);
	ck_assert_uint_eq(rows.n, 3);
	ck_assert_text(db_text(&rows.rows[0], 0), "one");
	ck_assert_text(db_text(&rows.rows[1], 0), "two");
	ck_assert_text(db_text(&rows.rows[2], 0), "three");
}
END_TEST

START_TEST(query_gives_no_rows_when_there_are_none)
{
	struct db_rows rows = {NULL, 9};

	ck_assert_int_eq(db_query(db, &arena, "SELECT name FROM t", NULL, 0,
	                          &rows, &why),
	                 OK);
	ck_assert_uint_eq(rows.n, 0);
}
END_TEST

START_TEST(results_are_untouched_on_failure)
{
	struct db_rows rows = {NULL, 9};
	struct db_row row = {NULL, 9};
	int64_t number = 9;

	ck_assert_int_eq(db_query(db, &arena, "SELECT x", NULL, 0, &rows, &why),
	                 ERR_FATAL);
	ck_assert_int_eq(db_one(db, &arena, "SELECT x", NULL, 0, &row, &why),
	                 ERR_FATAL);
	ck_assert_int_eq(db_number(db, "SELECT x", NULL, 0, &number, &why),
	                 ERR_FATAL);
	ck_assert_uint_eq(rows.n, 9);
	ck_assert_uint_eq(row.n, 9);
	ck_assert_int_eq(number, 9);
}
END_TEST

START_TEST(one_gives_the_first_row_or_absent)
{
	struct db_row row = {NULL, 9};

	ck_assert_int_eq(
		db_one(db, &arena, "SELECT name FROM t", NULL, 0, &row, &why),
		ERR_ABSENT);
	ck_assert_uint_eq(row.n, 9);
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("two"), OK);
	ck_assert_int_eq(db_one(db, &arena, "SELECT name FROM t ORDER BY id",
	                        NULL, 0, &row, &why),
	                 OK);
	ck_assert_text(db_text(&row, 0), "one");
}
END_TEST

START_TEST(number_counts_null_as_0_and_no_row_as_absent)
{
	int64_t number = 9;

	ck_assert_int_eq(
		db_number(db, "SELECT MAX(id) FROM t", NULL, 0, &number, &why),
		OK);
	ck_assert_int_eq(number, 0);
	number = 9;
	ck_assert_int_eq(
		db_number(db, "SELECT id FROM t", NULL, 0, &number, &why),
		ERR_ABSENT);
	ck_assert_int_eq(number, 9);
}
END_TEST

START_TEST(changes_counts_the_rows_of_the_last_run)
{
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("two"), OK);
	store_run(db, "UPDATE t SET bytes = x'00'");
	ck_assert_int_eq(db_changes(db), 2);
	store_run(db, "UPDATE t SET bytes = NULL WHERE name = 'nobody'");
	ck_assert_int_eq(db_changes(db), 0);
	store_run(db, "INSERT INTO t (name) VALUES ('one')"
	              " ON CONFLICT (name) DO NOTHING");
	ck_assert_int_eq(db_changes(db), 0);
}
END_TEST

START_TEST(a_statement_outside_is_a_transaction_of_its_own)
{
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("two"), OK);
	/* The second row is refused, so the first is not changed either. */
	ck_assert_int_eq(
		db_run(db, "UPDATE t SET name = 'three'", NULL, 0, &why),
		ERR_INPUT);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM t"
	                                  " WHERE name = 'three'"),
	                 0);
	db_rollback(db);
	ck_assert_int_eq(count(), 2);
}
END_TEST

START_TEST(rollback_takes_everything_back)
{
	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert(db_is_begun(db));
	ck_assert_int_eq(add("one"), OK);
	db_rollback(db);
	ck_assert(!db_is_begun(db));
	ck_assert_int_eq(count(), 0);
}
END_TEST

START_TEST(rollback_is_fine_when_nothing_is_open)
{
	ck_assert_int_eq(add("one"), OK);
	db_rollback(db);
	ck_assert_int_eq(count(), 1);
}
END_TEST

START_TEST(commit_keeps_everything)
{
	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(db_commit(db, &why), OK);
	ck_assert(!db_is_begun(db));
	db_rollback(db);
	ck_assert_int_eq(count(), 1);
}
END_TEST

START_TEST(commit_that_fails_has_rolled_back)
{
	store_run(db, "CREATE TABLE child (t INT REFERENCES t (id)"
	              " DEFERRABLE INITIALLY DEFERRED)");
	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(add("one"), OK);
	store_run(db, "INSERT INTO child VALUES (77)");
	ck_assert_int_eq(db_commit(db, &why), ERR_INPUT);
	ck_assert(!db_is_begun(db));
	ck_assert_int_eq(count(), 0);
	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(db_commit(db, &why), OK);
}
END_TEST

START_TEST(a_refused_statement_leaves_the_transaction_open)
{
	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(add("one"), OK);
	ck_assert_int_eq(add("one"), ERR_INPUT);
	ck_assert_int_eq(add("two"), OK);
	ck_assert_int_eq(db_commit(db, &why), OK);
	ck_assert_int_eq(count(), 2);
}
END_TEST

START_TEST(begin_aborts_within_a_transaction)
{
	store_begin(db);
	store_begin(db);
}
END_TEST

START_TEST(columns_of_null_or_past_the_end_are_0_and_empty)
{
	struct db_row row;

	ck_assert_int_eq(db_one(db, &arena, "SELECT NULL", NULL, 0, &row, &why),
	                 OK);
	for (size_t column = 0; column < 3; column++) {
		ck_assert_int_eq(db_int(&row, column), 0);
		ck_assert_text(db_text(&row, column), "");
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("db");
	TCase *t = tcase_create("db_id");

	tcase_add_test(t, id_is_null_for_0_and_a_number_else);
	suite_add_tcase(s, t);

	t = tcase_create("db_open");
	tcase_add_test(t, open_refuses_postgresql_without_telling_its_password);
	tcase_add_test(t, close_takes_null_and_leaves_null);
	suite_add_tcase(s, t);

	t = tcase_create("db_run");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, run_tells_a_refused_constraint_from_a_mistake);
	tcase_add_test(t, run_answers_without_why_too);
	tcase_add_test(t, run_takes_parameters_by_number_wherever_they_stand);
	tcase_add_test(t, run_forgets_the_parameters_of_the_call_before);
	tcase_add_test(t, run_believes_the_text_of_a_statement_not_its_place);
	tcase_add_test(t, run_works_with_more_statements_than_it_keeps);
	tcase_add_test(t, changes_counts_the_rows_of_the_last_run);
	suite_add_tcase(s, t);

	t = tcase_create("db_query");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_loop_test(t, query_gives_back_what_run_was_given, 0,
	                    ARRAY_LEN(texts));
	tcase_add_test(t, text_without_bytes_is_no_null);
	tcase_add_test(t, query_keeps_the_largest_numbers);
	tcase_add_test(t, query_copies_all_rows_into_the_arena);
	tcase_add_test(t, query_gives_no_rows_when_there_are_none);
	tcase_add_test(t, results_are_untouched_on_failure);
	tcase_add_test(t, one_gives_the_first_row_or_absent);
	tcase_add_test(t, number_counts_null_as_0_and_no_row_as_absent);
	tcase_add_test(t, columns_of_null_or_past_the_end_are_0_and_empty);
	suite_add_tcase(s, t);

	t = tcase_create("db_begin");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, a_statement_outside_is_a_transaction_of_its_own);
	tcase_add_test(t, rollback_takes_everything_back);
	tcase_add_test(t, rollback_is_fine_when_nothing_is_open);
	tcase_add_test(t, commit_keeps_everything);
	tcase_add_test(t, commit_that_fails_has_rolled_back);
	tcase_add_test(t, a_refused_statement_leaves_the_transaction_open);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, run_aborts_when_a_parameter_has_no_value,
	                            SIGABRT);
	tcase_add_test_raise_signal(t, begin_aborts_within_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "store/schema.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static void open_empty(void)
{
	db = store_open(":memory:");
	why = (struct why){""};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

/* Those that schema.c tells of, and meta. */
static int64_t all_tables(void)
{
	struct schema_table table;
	int64_t n = 0;

	while (schema_table((size_t)n, &table))
		n++;
	ck_assert_int_gt(n, 20);
	return n + 1;
}

static int64_t count_tables(void)
{
	if (store_is_postgres())
		return store_number(db, "SELECT COUNT(*) FROM pg_tables"
		                        " WHERE schemaname = current_schema()");
	return store_number(db, "SELECT COUNT(*) FROM sqlite_schema"
	                        " WHERE type = 'table'"
	                        " AND name NOT LIKE 'sqlite%'");
}

static void pretend_version(const char *version)
{
	store_run(db, arena_printf(&arena,
	                           "UPDATE meta SET value = '%s'"
	                           " WHERE name = 'schema'",
	                           version));
}

START_TEST(upgrade_makes_the_tables_of_an_empty_store)
{
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	ck_assert_int_eq(count_tables(), all_tables());
	ck_assert_int_eq(schema_check(db, &why), OK);
	ck_assert_int_eq(store_number(db, "SELECT CAST(value AS INT) FROM meta"
	                                  " WHERE name = 'schema'"),
	                 schema_version());
}
END_TEST

START_TEST(upgrade_changes_nothing_the_second_time)
{
	int64_t changes;

	ONLY_SQLITE();
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	store_add_article(db, "news", "a");
	changes = store_number(db, "PRAGMA schema_version");
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	ck_assert_int_eq(store_number(db, "PRAGMA schema_version"), changes);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM articles"), 1);
}
END_TEST

START_TEST(upgrade_of_a_file_lasts)
{
	const char *folder = store_folder(&arena);
	const char *path = store_path(&arena, folder, "store.db");
	struct db *file = store_upgraded(path);

	store_add_article(file, "news", "a");
	db_close(&file);
	file = store_open(path);
	ck_assert_int_eq(schema_check(file, &why), OK);
	ck_assert_int_eq(schema_upgrade(file, &why), OK);
	ck_assert_int_eq(store_number(file, "SELECT COUNT(*) FROM articles"),
	                 1);
	db_close(&file);
	store_remove_folder(folder);
}
END_TEST

START_TEST(upgrade_refuses_a_later_store_and_leaves_it)
{
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	pretend_version("99");
	store_run(db, "DROP TABLE leases");
	ck_assert_int_eq(schema_upgrade(db, &why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "99"));
	ck_assert(!db_is_begun(db));
	ck_assert_int_eq(count_tables(), all_tables() - 1);
	ck_assert_int_eq(schema_check(db, &why), ERR_FATAL);
}
END_TEST

START_TEST(upgrade_is_whole_or_not_at_all)
{
	store_run(db, "CREATE TABLE leases (another_programs TEXT)");
	ck_assert_int_eq(schema_upgrade(db, &why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "leases"));
	ck_assert_int_eq(count_tables(), 1);
	store_run(db, "DROP TABLE leases");
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
}
END_TEST

START_TEST(upgrade_says_temp_when_the_store_is_full)
{
	ONLY_SQLITE();
	store_run(db, "PRAGMA max_page_count=10");
	ck_assert_int_eq(schema_upgrade(db, &why), ERR_TEMP);
	ck_assert_int_eq(count_tables(), 0);
	ck_assert(!db_is_begun(db));
}
END_TEST

START_TEST(check_of_an_empty_store_is_absent_and_writes_nothing)
{
	ck_assert_int_eq(schema_check(db, &why), ERR_ABSENT);
	ck_assert_ptr_nonnull(strstr(why.text, "postbag store upgrade"));
	ck_assert_int_eq(count_tables(), 0);
	ck_assert(!db_is_begun(db));
}
END_TEST

START_TEST(check_of_an_earlier_store_is_absent)
{
	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	pretend_version("0");
	ck_assert_int_eq(schema_check(db, &why), ERR_ABSENT);
}
END_TEST

START_TEST(ids_are_never_used_twice)
{
	int64_t first;

	ck_assert_int_eq(schema_upgrade(db, &why), OK);
	first = store_add_article(db, "news", "a");
	store_run(db, "DELETE FROM articles");
	ck_assert_int_gt(store_add_article(db, "news", "b"), first);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("schema");
	TCase *t = tcase_create("schema_upgrade");

	tcase_add_checked_fixture(t, open_empty, close_store);
	tcase_add_test(t, upgrade_makes_the_tables_of_an_empty_store);
	tcase_add_test(t, upgrade_changes_nothing_the_second_time);
	tcase_add_test(t, upgrade_of_a_file_lasts);
	tcase_add_test(t, upgrade_refuses_a_later_store_and_leaves_it);
	tcase_add_test(t, upgrade_is_whole_or_not_at_all);
	tcase_add_test(t, upgrade_says_temp_when_the_store_is_full);
	tcase_add_test(t, ids_are_never_used_twice);
	suite_add_tcase(s, t);

	t = tcase_create("schema_check");
	tcase_add_checked_fixture(t, open_empty, close_store);
	tcase_add_test(t, check_of_an_empty_store_is_absent_and_writes_nothing);
	tcase_add_test(t, check_of_an_earlier_store_is_absent);
	suite_add_tcase(s, t);
	return s;
}

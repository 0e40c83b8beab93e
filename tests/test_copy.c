#include "tests/suite.h"

#include "store/copy.h"
#include "store/schema.h"
#include "tests/store_fixture.h"

static struct db *from, *to;
static struct arena arena;
static struct why why;

static void open_stores(void)
{
	from = store_in_memory();
	to = store_in_memory();
	why = (struct why){""};
}

static void close_stores(void)
{
	db_close(&from);
	db_close(&to);
	arena_free(&arena);
}

/* More than a page of one table, and something in those that refer to it. */
static void fill(void)
{
	store_begin(from);
	for (int i = 0; i < 450; i++)
		store_add_subscriber(from, "news",
		                     arena_printf(&arena, "r%d@example.org", i),
		                     SUBSCRIBER_ACTIVE);
	store_commit(from);
	store_add_letter(from, "1/1", "raw \xff\x01 bytes");
	store_add_comment(from, store_add_article(from, "news", "a"),
	                  COMMENT_HELD);
	store_add_edition(from, "news", 1);
	/* Keys of two columns, of a text, of none that counts up. */
	for (int i = 0; i < 450; i++) {
		store_run(from, arena_printf(&arena,
		                             "INSERT INTO cuts (comment,"
		                             " position, kind, text) VALUES (1,"
		                             " %d, 'quote', 'x')",
		                             i));
		store_run(from, arena_printf(&arena,
		                             "INSERT INTO leases (name, owner,"
		                             " until) VALUES ('n%d', 'o', 1)",
		                             i));
	}
}

START_TEST(copy_brings_every_row_over)
{
	int64_t rows = 0;

	fill();
	ck_assert_int_eq(store_copy(from, to, NULL, NULL, &rows, &why), OK);
	ck_assert_int_ge(rows, 450 * 5 + 4);
	ck_assert_int_eq(store_number(to, "SELECT COUNT(*) FROM subscribers"),
	                 450);
	ck_assert_int_eq(store_number(to, "SELECT COUNT(*) FROM letters"), 1);
	ck_assert_int_eq(store_number(to, "SELECT COUNT(*) FROM cuts"), 450);
	ck_assert_int_eq(store_number(to, "SELECT COUNT(*) FROM leases"), 450);
	ck_assert_int_eq(store_number(to, "SELECT reader FROM comments"),
	                 store_number(from, "SELECT reader FROM comments"));
}
END_TEST

START_TEST(copy_keeps_bytes)
{
	struct db_row row;
	int64_t rows = 0;

	fill();
	ck_assert_int_eq(store_copy(from, to, NULL, NULL, &rows, &why), OK);
	ck_assert_int_eq(db_one(to, &arena, "SELECT raw FROM letters", NULL, 0,
	                        &row, &why),
	                 OK);
	ck_assert_text(db_text(&row, 0), "raw \xff\x01 bytes");
}
END_TEST

START_TEST(ids_go_on_behind_those_that_were_copied)
{
	int64_t rows = 0, last;

	fill();
	ck_assert_int_eq(store_copy(from, to, NULL, NULL, &rows, &why), OK);
	last = store_number(to, "SELECT MAX(id) FROM articles");
	ck_assert_int_gt(store_add_article(to, "news", "b"), last);
}
END_TEST

START_TEST(copy_refuses_a_store_with_rows_and_leaves_it)
{
	int64_t rows = 7;

	fill();
	store_add_article(to, "other", "x");
	ck_assert_int_eq(store_copy(from, to, NULL, NULL, &rows, &why),
	                 ERR_DENIED);
	ck_assert_ptr_nonnull(strstr(why.text, "articles"));
	ck_assert_int_eq(rows, 7);
	ck_assert_int_eq(store_number(to, "SELECT COUNT(*) FROM subscribers"),
	                 0);
	ck_assert(!db_is_begun(from));
}
END_TEST

static void count_table(void *context, struct str table, int64_t rows)
{
	ck_assert_int_ge(rows, 0);
	ck_assert_uint_gt(table.len, 0);
	++*(int *)context;
}

START_TEST(copy_knows_every_table)
{
	int n = 0;
	int64_t rows;
	const char *count = store_is_postgres()
	                            ? "SELECT COUNT(*) FROM pg_tables WHERE"
	                              " schemaname = current_schema()"
	                            : "SELECT COUNT(*) FROM sqlite_schema WHERE"
	                              " type = 'table' AND name NOT LIKE"
	                              " 'sqlite%'";

	ck_assert_int_eq(store_copy(from, to, count_table, &n, &rows, &why),
	                 OK);
	ck_assert_int_eq(n + 1, store_number(from, count)); /* and meta */
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("copy");
	TCase *t = tcase_create("store_copy");

	tcase_add_checked_fixture(t, open_stores, close_stores);
	tcase_add_test(t, copy_brings_every_row_over);
	tcase_add_test(t, copy_keeps_bytes);
	tcase_add_test(t, ids_go_on_behind_those_that_were_copied);
	tcase_add_test(t, copy_refuses_a_store_with_rows_and_leaves_it);
	tcase_add_test(t, copy_knows_every_table);
	suite_add_tcase(s, t);
	return s;
}

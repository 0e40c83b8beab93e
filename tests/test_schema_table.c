#include "tests/suite.h"

#include "store/schema.h"

static bool find(const char *name, struct schema_table *table)
{
	for (size_t i = 0; schema_table(i, table); i++)
		if (str_is(table->name, name))
			return true;
	return false;
}

static const struct {
	const char *name, *key;
	bool has_id;
} rows[] = {
	{"letters", "id", true},
	{"cuts", "comment, position", false},
	{"periods", "list, period", false},
	{"proofs", "token_hash", false},
	{"reports", "letter", false},
};

START_TEST(a_table_tells_its_key_and_whether_it_counts_up)
{
	struct schema_table table;

	ck_assert_msg(find(rows[_i].name, &table), "%s", rows[_i].name);
	ck_assert_text(table.key, rows[_i].key);
	ck_assert_int_eq(table.has_id, rows[_i].has_id);
}
END_TEST

START_TEST(behind_the_last_there_is_none)
{
	struct schema_table table;
	size_t n = 0;

	while (schema_table(n, &table))
		n++;
	ck_assert_uint_gt(n, ARRAY_LEN(rows));
	ck_assert(!schema_table(n + 1, &table));
	ck_assert(!find("no_such_table", &table));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("schema_table");
	TCase *tables = tcase_create("schema_table");

	tcase_add_loop_test(tables,
	                    a_table_tells_its_key_and_whether_it_counts_up, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(tables, behind_the_last_there_is_none);
	suite_add_tcase(s, tables);
	return s;
}

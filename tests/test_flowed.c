#include "tests/suite.h"

#include "text/flowed.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct row {
	const char *in, *out;
	bool delsp;
} rows[] = {
	{"", "", false},
	{"one \r\ntwo\r\nthree\r\n", "one two\nthree\n", false},
	{"one \ntwo", "onetwo\n", true},
	{"> a \n> b\n>> c \n> d\n", "> a b\n>> c\n> d\n", false},
	{">a\n>\n>b\n", "> a\n>\n> b\n", false},
	{"a \n> b\n", "a\n> b\n", false},
	{" From here\n  two\n", "From here\n two\n", false},
	{" > no quote\n", " > no quote\n", false},
	{"bye \n-- \nAnn \nLee\n", "bye\n-- \nAnn Lee\n", false},
	{"> -- \n> Ann\n", "> -- \n> Ann\n", false},
	{"-- \nx", "-- \nx\n", true},
	{"a\n\nb\n", "a\n\nb\n", false},
	{"last \n", "last\n", false},
};

START_TEST(to_text_joins_what_flows)
{
	struct str got =
		flowed_to_text(&arena, str_of(rows[_i].in), rows[_i].delsp);

	ck_assert_text(got, rows[_i].out);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("flowed");
	TCase *to_text = tcase_create("flowed_to_text");

	tcase_add_checked_fixture(to_text, NULL, teardown);
	tcase_add_loop_test(to_text, to_text_joins_what_flows, 0,
	                    (int)ARRAY_LEN(rows));
	suite_add_tcase(s, to_text);
	return s;
}

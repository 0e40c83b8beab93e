#include "tests/suite.h"

#include "digest/leak.h"

#define REPLY "r718djrfae00000ag9trk55edae0jzp0jthd" /* of STANDARDS 5.1 */

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *text, *marked;
} rows[] = {
	{"", ""},
	{"no token", "no token"},
	{REPLY, "\x01"},
	{"a " REPLY " b " REPLY, "a \x01 b \x01"},
	{REPLY REPLY, "\x01\x01"},
	{"%2B" REPLY "%40", "%2B\x01%40"},
	{"r718djrfae00000ag9trk55edae0jzp0j\nthd@x", "\x01@x"},
};

START_TEST(a_token_becomes_a_mark)
{
	ck_assert_text(leak_mark(&arena, str_of(rows[_i].text)),
	               rows[_i].marked);
}
END_TEST

/* A long run of what could begin a token is looked at once for each letter. */
START_TEST(a_run_without_end_is_left)
{
	static char run[300001];
	struct str text = {run, sizeof(run) - 1};

	memset(run, 'r', sizeof(run) - 1);
	for (size_t i = 0; i < text.len; i += 3)
		run[i] = i % 2 ? '0' : 'R';
	ck_assert(str_eq(leak_mark(&arena, text), text));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("leak");
	TCase *t = tcase_create("leak_mark");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_loop_test(t, a_token_becomes_a_mark, 0, ARRAY_LEN(rows));
	tcase_add_test(t, a_run_without_end_is_left);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include <string.h>

#include "text/inside.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct edition_piece pieces[] = {{STR("e"), 7}, {STR("f"), 0}};

/* Kinds, before and after: q quoted, e quoted and of an item of the edition, f
 * quoted and of its frame, o own. */
static const struct {
	const char *body, *before, *after;
} bodies[] = {
	{"> Edition.\n> Mine.\n", "ee", "ee"},
	{"> Edition.\n> Mine.\n", "eq", "eo"},
	{"> Edition.\n>\n> One.\n>\n> Two.\n>\n> Edition.\n", "eqqqqqe",
         "eqoooqe"},
	/* a shallower line is the writer's, a deeper one is older */
	{">> Edition.\n> Mine.\n", "eq", "eo"},
	{"> Edition.\n>> Theirs.\n", "eq", "eq"},
	/* heads stand above the edition */
	{"> From: Gazette\n> Edition.\n", "qe", "qe"},
	/* links, addresses and rules are changed on the way */
	{"> Edition.\n> bridge <https://safe.example/x>\n> a@b.example\n> --\n",
         "eqqq", "eqqq"},
	/* whoever has own words elsewhere has more of them between its lines */
	{"Mine.\n> Edition.\n> More.\n> Edition.\n> Theirs.\n", "oeqeq",
         "oeoeq"},
	{"Mine.\n> Edition.\n> Theirs.\n", "oeq", "oeq"},
	{"Mine.\n> Frame.\n> Banner.\n> Edition.\n", "ofqe", "ofqe"},
	{"Mine.\n>> Edition.\n> Theirs.\n>> Edition.\n", "oeqe", "oeqe"},
	/* nothing is known of quotes without the edition, or without marks */
	{"> Theirs.\n> Theirs.\n", "qq", "qq"},
	{"Edition.\nTheirs.\n", "eq", "eq"},
	{"", "", ""},
};

START_TEST(what_is_not_of_the_edition_is_own)
{
	const char *before = bodies[_i].before, *after = bodies[_i].after;
	struct lines lines;

	lines_split(&arena, str_of(bodies[_i].body), &lines);
	for (size_t i = 0; i < lines.n; i++) {
		if (before[i] != 'o')
			lines.line[i].kind = LINE_QUOTE;
		if (before[i] == 'e' || before[i] == 'f')
			lines.line[i].piece = before[i] == 'f';
	}
	ck_assert_int_eq(inside_mark(&lines, pieces),
	                 strcmp(before, after) != 0);
	for (size_t i = 0; i < lines.n; i++)
		ck_assert_int_eq(lines.line[i].kind,
		                 after[i] == 'o' ? LINE_OWN : LINE_QUOTE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("inside");
	TCase *t = tcase_create("inside_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, what_is_not_of_the_edition_is_own, 0,
	                    (int)ARRAY_LEN(bodies));
	suite_add_tcase(s, t);
	return s;
}

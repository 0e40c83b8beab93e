#include "tests/suite.h"

#include "text/context.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

/* A letter for each line: q quoted, e quoted and of the edition, o own. */
static void set(const char *body, const char *kinds)
{
	lines_split(&arena, str_of(body), &lines);
	for (size_t i = 0; i < lines.n && kinds[i]; i++) {
		if (kinds[i] != 'o')
			lines.line[i].kind = LINE_QUOTE;
		if (kinds[i] == 'e')
			lines.line[i].piece = 0;
	}
}

static const struct {
	const char *body, *kinds, *context;
	bool is_next;
} above[] = {
	{"", "", "", false},
	{"> One.", "q", "One.", true},
	{"> One.\n\n", "qo", "One.", true},
	{"> One.\n>\n> Two.\n", "qqq", "Two.", true},
	/* what a program wrapped is one paragraph */
	{"> The ferry leaves from the fish market\n> until the quay is done.\n",
         "ee", "The ferry leaves from the fish market until the quay is done.",
         true},
	{"> Short.\n> The ferry leaves.\n", "ee", "The ferry leaves.", true},
	/* whose words they are is none of them */
	{"> Ann Lund, who lives by the harbour, said:\n> The ferry leaves.\n",
         "ee", "The ferry leaves.", true},
	/* links and rules are passed, words of the edition part */
	{"> One.\n> https://g.example/1\n> ----\n", "eee", "One.", true},
	{"> One.\n> Comment on this article <a@g.example>\n", "ee", "One.",
         false},
	{"> One.\n> Sent by ann@g.example\n", "eq", "One.", true},
	{"> a@b.example\n", "q", "", false},
};

START_TEST(above_is_the_paragraph_right_above)
{
	bool is_next;
	struct str context;

	set(above[_i].body, above[_i].kinds);
	context = context_above(&arena, &lines, 0, lines.n, &is_next);
	ck_assert_text(context, above[_i].context);
	ck_assert_int_eq(is_next, above[_i].is_next);
}
END_TEST

START_TEST(a_long_paragraph_is_known_by_its_end)
{
	char body[1002];
	struct str context;
	bool is_next;

	for (size_t i = 0; i < 1000; i++)
		body[i] = i % 10 == 9 ? ' ' : 'w';
	body[998] = 'z';
	body[1000] = '\0';
	set(body, "q");
	context = context_above(&arena, &lines, 0, 1, &is_next);
	ck_assert_uint_le(context.len, 304);
	ck_assert(str_starts(context, "... w"));
	ck_assert(str_ends(context, "z"));
}
END_TEST

static const struct {
	const char *body, *kinds, *context;
} alone[] = {
	{"Mine.\n\n> One, and\n> no more.\n", "ooee", "One, and no more."},
	{"Mine.\n\nAnn wrote:\n> One.\n", "ooqe", "One."},
	{"> One.\n>\n> Two.\n", "eqe", ""},
	{"> One.\nMine.\n> Two.\n", "eoe", ""},
	{"Mine.\n> Not of the edition.\n", "oq", ""},
	{"", "", ""},
};

START_TEST(alone_is_the_only_paragraph_of_the_edition)
{
	set(alone[_i].body, alone[_i].kinds);
	ck_assert_text(context_alone(&arena, &lines), alone[_i].context);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("context");
	TCase *t = tcase_create("context_above");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, above_is_the_paragraph_right_above, 0,
	                    (int)ARRAY_LEN(above));
	tcase_add_test(t, a_long_paragraph_is_known_by_its_end);
	suite_add_tcase(s, t);

	t = tcase_create("context_alone");
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, alone_is_the_only_paragraph_of_the_edition, 0,
	                    (int)ARRAY_LEN(alone));
	suite_add_tcase(s, t);
	return s;
}

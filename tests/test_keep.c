#include "tests/suite.h"

#include "text/keep.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *body, *kinds; /* o, q of each line */
} rows[] = {
	{"> a\nown\n> b\nown\n> c\n", "ooooq"},
	{"own\n> a\n", "oq"},
	{"> a\n> b\n", "oo"},
	{"own\n> a\nown\n", "ooo"},
	{"> a\nown\n\n> b\n> c\nown\n> d\n", "ooooooq"},
	{"", ""},
};

START_TEST(what_a_writer_goes_on_from_stays)
{
	const char *kinds = rows[_i].kinds;
	struct lines lines;

	lines_split(&arena, str_of(rows[_i].body), &lines);
	for (size_t i = 0; i < lines.n; i++)
		if (lines.line[i].depth > 0)
			lines_mark(&lines, i, i + 1, LINE_QUOTE);
	keep_quotes(&lines);
	for (size_t i = 0; i < lines.n; i++)
		ck_assert_msg("oq"[lines.line[i].kind] == kinds[i],
		              "line %zu of:\n%s", i, rows[_i].body);
}
END_TEST

START_TEST(a_mail_of_nothing_else_is_unsure)
{
	struct lines lines;

	lines_split(&arena, str_of("> a\n"), &lines);
	lines_mark(&lines, 0, 1, LINE_QUOTE);
	keep_quotes(&lines);
	ck_assert(lines.is_unsure);
}
END_TEST

static const struct {
	const char *body, *kinds; /* lines with "news" are the edition's */
	bool is_unsure;
} cited[] = {
	{"You say:\n\nnews\n\nNo.\n", "ooooo", true},
	{"You say\nnews\nbut no.\n", "ooo", true},
	{"You say:\nnews\n", "oq", true},
	{"news\nbut no.\n", "qo", true},
	{"No.\nnews\nNo!\n", "oqo", false},
	{"You say:\n> news\nNo.\n", "oqo", false},
};

START_TEST(what_a_sentence_goes_on_from_stays)
{
	struct lines lines;

	lines_split(&arena, str_of(cited[_i].body), &lines);
	for (size_t i = 0; i < lines.n; i++)
		if (str_is(lines.line[i].text, "news")) {
			lines.line[i].piece = 0;
			lines_mark(&lines, i, i + 1, LINE_QUOTE);
		}
	keep_cited(&lines);
	for (size_t i = 0; i < lines.n; i++)
		ck_assert_msg("oq"[lines.line[i].kind] == cited[_i].kinds[i],
		              "line %zu of:\n%s", i, cited[_i].body);
	ck_assert_int_eq(lines.is_unsure, cited[_i].is_unsure);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("keep");
	TCase *t = tcase_create("keep_quotes");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, what_a_writer_goes_on_from_stays, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_loop_test(t, what_a_sentence_goes_on_from_stays, 0,
	                    (int)ARRAY_LEN(cited));
	tcase_add_test(t, a_mail_of_nothing_else_is_unsure);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "text/signature.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

/* The kinds of lines that are not blank, a letter each: o, q, s, d. */
static const char *mark(const char *body, bool is_aligned)
{
	char *text;
	size_t n = 0;

	lines_split(&arena, str_of(body), &lines);
	for (size_t i = 0; i < lines.n; i++)
		if (lines.line[i].depth > 0)
			lines_mark(&lines, i, i + 1, LINE_QUOTE);
	signature_mark(&lines, is_aligned);
	text = arena_alloc(&arena, lines.n + 1);
	for (size_t i = 0; i < lines.n; i++)
		if (!line_is_blank(&lines.line[i]))
			text[n++] = "oqsfd"[lines.line[i].kind];
	return text;
}

static const struct {
	const char *body, *kinds;
} bodies[] = {
	{"own\n-- \nAnn\nGazette\n", "osss"},
	{"own\n--\nAnn\n> quoted\nown\n", "ossqo"},
	{"own\n\xe2\x80\x94\nAnn\n", "oss"},
	{"own\n---\nAnn\n", "oss"},
	{"own\n\n_________________\nlist@mail.example\n", "oss"},
	{"own\n* * *\nAnn\n", "oss"},
	{"-- \n", "s"},
	{"a -- b\n", "o"},
	{"-- first point\n-- second point\n", "oo"},
	{"```\n--\n```\nown\n", "oooo"},
	{"own\n\nSent from my iPhone\n", "os"},
	{"own\n\nSent from my iPhone\n\nwhat was answered\n", "osq"},
	{"Gesendet mit iPhone\n\nown\n", "so"},
	{"own\n\nKind regards,\nAnn Lee\n", "oss"},
	{"own\n\nMit freundlichen Grüßen\n\nAnn\n", "oss"},
	{"own\n\nThanks,\nAnn\n", "ooo"},
	{"own\n\nKind regards\n", "oo"},
	{"own\n\n-Ann\n", "os"},
	{"own words.\n\nAnn\n", "os"},
	{"own words.\n\nÉmile O'Neill\n", "os"},
	{"own words.\n\nDiane\nx-37059\n", "oss"},
	{"own words.\n\nJ. B. McKay\n713-345-7667\n", "oss"},
	/* right above a quote a name may tell whose it is */
	{"own words.\n\nAnn\n\n> quoted\n", "ooq"},
	{"own words.\n\nKind regards\n", "oo"},
	/* what the writer says below a name */
	{"own\n\nKind regards,\nAnn\n\nPS: more\n", "osso"},
	{"own [1]\n\nKind regards,\nAnn\n\n[1] this\n", "osso"},
	{"own\n\nKind regards,\nAnn\n\nTo be read by:\nall\n", "ossoo"},
	/* tables */
	{"Day Place\n---------\nMonday Mill\nFriday Ford\n", "oooo"},
	{"own\n\nDay      Place\n----     ----\nMonday   Mill\n", "oooo"},
	{"own\n\n=====\n", "oo"},
	{"own\n\nhttp://mail.example\nThe Gazette\n", "ooo"},
	/* what may be an answer, a list or a line of a text */
	{"Who did it?\n\nAnn\n", "oo"},
	{"Buy this:\n\nMilk\n", "oo"},
	{"own words.\nAnn\n", "oo"},
	{"own words.\n\nYes\n", "oo"},
	{"own words.\n\nNever!\n", "oo"},
	{"own words.\n\nNo to the Bridge\n", "oo"},
	{"Ann\n\nBob\n", "oo"},
	{"Ann\n", "o"},
	{"- milk\n\n- eggs\n", "oo"},
	{"own\n\nAnn Lee\nThe Gazette\n+49 30 1234567\nann@mail.example\n",
         "ossss"},
	{"own\n\nCall 030 1234567 or write to the town hall, please.\n", "oo"},
	{"own\n\nDisclaimer\n\nThis is secret.\n", "odd"},
	{"own\n\nThis email is confidential and may be privileged. If you are\n"
         "not the intended recipient, delete it.\n",
         "odd"},
	{"I call this confidential paper a scandal.\n", "o"},
	{"own\n\n=====\n#####\n> quoted\n", "ossq"},
	{"own\n==========\nmore of it, and longer than any line of a signature "
         "ever could be, so "
         "it stays\nand more of it, and longer than any line of a signature "
         "ever could be, so "
         "it stays\nand a third line of it, so that it is plain, to all of us, "
         "that it "
         "stays here\n",
         "ooooo"},
};

START_TEST(signatures_are_told_from_text)
{
	ck_assert_str_eq(mark(bodies[_i].body, false), bodies[_i].kinds);
}
END_TEST

START_TEST(where_the_edition_is_known_a_device_cuts_its_line_only)
{
	ck_assert_str_eq(mark("own\n\nSent from my iPhone\n\nown\n", true),
	                 "oso");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("signature");
	TCase *t = tcase_create("signature_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, signatures_are_told_from_text, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_test(t,
	               where_the_edition_is_known_a_device_cuts_its_line_only);
	suite_add_tcase(s, t);
	return s;
}

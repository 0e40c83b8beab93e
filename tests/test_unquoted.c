#include "tests/suite.h"

#include "text/unquoted.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static struct str unquoted(const char *body)
{
	struct reply reply;

	reply_split(&arena, str_of(body), str_of(""), NULL, 0, &reply);
	return unquoted_text(&arena, &reply);
}

static const struct {
	const char *body, *text;
} rows[] = {
	{"own\n", "own"},
	{"", ""},
	/* what the writer quoted by hand is own */
	{"> quoted\n\nown\n", "> quoted\n\nown"},
	{"own\n-- \nAnn\n", "own\n-- \nAnn"},
	{"own\n\nSent from my iPhone\n\nOn 3 May 2016 Ann <a@b> wrote:\n"
         "> quoted\n",
         "own\n\nSent from my iPhone"},
	{"On 3 May 2016 Ann <a@b> wrote:\n> one\n\nown\n\n> two\n\nmore\n"
         "-- \nAnn\n",
         "own\n\nmore\n-- \nAnn"},
	{"own\n\nOn 3 May 2016 Ann <a@b> wrote:\n> one\n\n-- \nAnn\n", "own"},
	{"own\n\n---------- Forwarded message ---------\nFrom: a@b\n"
         "Subject: c\n\npassed on\n",
         "own"},
};

START_TEST(text_has_the_signature_in_its_place_and_no_quote)
{
	ck_assert_text(unquoted(rows[_i].body), rows[_i].text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("unquoted");
	TCase *t = tcase_create("unquoted_text");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, text_has_the_signature_in_its_place_and_no_quote,
	                    0, (int)ARRAY_LEN(rows));
	suite_add_tcase(s, t);
	return s;
}

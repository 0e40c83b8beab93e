#include "tests/suite.h"

#include "text/copies.h"

static struct arena arena;
static struct lines lines;
static struct copies copies;

static const struct edition_piece pieces[] = {
	{STR("Gazette no. 7\n"), 0},
	{STR("1. Bridge falls\n"
             "The old bridge over the river fell on Monday night after "
             "weeks of\nrain, and nobody was hurt.\n----\n"
             "https://g.example/1\n"),
         1},
	{STR("2. Library opens\nThe public library opens on Sundays.\n"
             "It was time.\n"),
         2},
};

static void teardown(void)
{
	arena_free(&arena);
}

static void find(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
	copies_find(&arena, &lines, pieces, ARRAY_LEN(pieces), &copies);
}

/* The words of the mail: the digit of their item, or o for no copy. */
static const char *words(void)
{
	char *text = arena_alloc(&arena, copies.mail.n + 1);

	for (size_t i = 0; i < copies.mail.n; i++) {
		size_t at = copies.mail.word[i].at;

		text[i] = at == PLACE_NONE
		                  ? 'o'
		                  : (char)('0' + copies_item(&copies, at));
	}
	return text;
}

START_TEST(runs_of_three_words_are_copies)
{
	find("They say THE OLD\nbridge, over all\n");
	ck_assert_str_eq(words(), "oo1111o");
	find("old bridge public library\n");
	ck_assert_str_eq(words(), "oooo");
	find("public library opens: the old bridge\n");
	ck_assert_str_eq(words(), "222111");
	find("");
	ck_assert_uint_eq(copies.mail.n, 0);
}
END_TEST

START_TEST(near_is_a_few_words_behind)
{
	ck_assert(copies_is_near(3, 4));
	ck_assert(copies_is_near(3, 15));
	ck_assert(!copies_is_near(3, 16));
	ck_assert(!copies_is_near(3, 3));
	ck_assert(!copies_is_near(PLACE_NONE, 3));
}
END_TEST

START_TEST(a_whole_line_is_found_by_its_words)
{
	find("It was time\nIt was\n");
	ck_assert_uint_ne(copies_of_line(&copies, 0), PLACE_NONE);
	ck_assert_int_eq(copies_item(&copies, copies_of_line(&copies, 0)), 2);
	ck_assert_uint_eq(copies_of_line(&copies, 1), PLACE_NONE);
}
END_TEST

START_TEST(rules_and_links_are_signs)
{
	find("");
	ck_assert(copies_is_sign(&copies, str_of("----")));
	ck_assert(copies_is_sign(&copies, str_of("https://g.example/1")));
	ck_assert(!copies_is_sign(&copies, str_of("https://h.example/1")));
}
END_TEST

static const struct {
	const char *line;
	bool has_own;
} owns[] = {
	{"The public library opens on Sundays", false},
	{"The public library opens on Sundays. Never!", true},
	{"Never: the public library opens on Sundays", true},
	{"The public library, alas, opens on Sundays", true},
	/* words that were lost or broken leave too few for a run */
	{"public library opens on Sundays", false},
	{"The public library opens Sundays", false},
	{"bridge over the river on Monday night after weeks of", false},
	{"rain, and nobody hurt", false},
};

START_TEST(words_that_the_edition_has_not_there_are_own)
{
	find(owns[_i].line);
	ck_assert_int_eq(copies_has_own(&copies, 0), owns[_i].has_own);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("copies");
	TCase *t = tcase_create("copies_find");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, runs_of_three_words_are_copies);
	tcase_add_test(t, near_is_a_few_words_behind);
	tcase_add_test(t, a_whole_line_is_found_by_its_words);
	tcase_add_test(t, rules_and_links_are_signs);
	tcase_add_loop_test(t, words_that_the_edition_has_not_there_are_own, 0,
	                    (int)ARRAY_LEN(owns));
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "text/enriched.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *in, *out;
	bool is_old;
} rows[] = {
	{"<bold>Now</bold> is the time\nfor <italic>all</italic>.\n\nNext.\n",
         "Now is the time for all.\nNext.\n", false},
	{"<color><param>red</param>Red</color> words", "Red words", false},
	{"a\n\n\nb", "a\n\nb", false},
	{"<nofill>x\ny\n</nofill>z", "x\ny\nz", false},
	{"1 << 2 <bold>", "1 < 2 ", false},
	{"2 > 1 and a <b c> d", "2 > 1 and a <b c> d", false},
	{"an <end", "an <end", false},
	{"<param>never closed", "", false},
	{"<bold>One</bold><nl>two\nthree<lt>x><comment>no</comment>",
         "One\ntwo three<x>", true},
	{"", "", false},
};

START_TEST(text_is_what_stands_between_the_tags)
{
	ck_assert_text(
		enriched_to_text(&arena, str_of(rows[_i].in), rows[_i].is_old),
		rows[_i].out);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("enriched");
	TCase *text = tcase_create("enriched_to_text");

	tcase_add_checked_fixture(text, NULL, free_arena);
	tcase_add_loop_test(text, text_is_what_stands_between_the_tags, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, text);
	return s;
}

#include "tests/suite.h"

#include "text/unwrap.h"

static const struct {
	const char *from, *to;
} rows[] = {
	/* what a program broke at its width */
	{"I have waited on that quay for twenty years. A roof now is worth "
         "more\n"
         "than a hall in three years, the majority is right about that.",
         "I have waited on that quay for twenty years. A roof now is worth "
         "more "
         "than a hall in three years, the majority is right about that.\n"},
	{"Eleven libraries do this and nothing is stolen. Why do we need a "
         "trial\n"
         "of a whole year?\n\nAnd who counts the visits?",
         "Eleven libraries do this and nothing is stolen. Why do we need a "
         "trial "
         "of a whole year?\n\nAnd who counts the visits?\n"},
	/* what a person broke stays */
	{"Roses are red,\nviolets are blue,\nthe ferry is late\n",
         "Roses are red,\nviolets are blue,\nthe ferry is late\n"},
	{"- one thing that is long enough to have been broken by some program\n"
         "- another thing\n",
         "- one thing that is long enough to have been broken by some program\n"
         "- another thing\n"},
	{"1. first thing that is long enough to have been broken by a program\n"
         "2. second\n",
         "1. first thing that is long enough to have been broken by a program\n"
         "2. second\n"},
	{"    if (a very long line of code stands here and goes on and on) {\n"
         "    }\n",
         "    if (a very long line of code stands here and goes on and on) {\n"
         "    }\n"},
	{"A line that is far longer than any mail program would ever have left "
         "it, "
         "since it goes on.\nAnd another one.\n",
         "A line that is far longer than any mail program would ever have left "
         "it, "
         "since it goes on.\nAnd another one.\n"},
	{"Dear editors,\nthis is what I think about the ferry quay and its new "
         "roof\n",
         "Dear editors,\nthis is what I think about the ferry quay and its new "
         "roof\n"},
	{"", ""},
};

START_TEST(text_is_joined_only_where_a_program_broke_it)
{
	struct arena arena = {0};
	struct str got = unwrap_text(&arena, str_of(rows[_i].from));

	if (rows[_i].to[0] != '\0' && !str_ends(got, "\n"))
		got = str_of(
			arena_printf(&arena, "%.*s\n", (int)got.len, got.ptr));
	ck_assert_text(got, rows[_i].to);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("unwrap");
	TCase *c = tcase_create("unwrap_text");

	tcase_add_loop_test(c, text_is_joined_only_where_a_program_broke_it, 0,
	                    (int)ARRAY_LEN(rows));
	suite_add_tcase(s, c);
	return s;
}

#include "tests/suite.h"

#include "text/above.h"
#include "text/align.h"

static const struct edition_piece edition[] = {
	{STR("The Valley Gazette\nMorning edition no. 12, Tuesday 3 May\n\n"),
         0},
	{STR("1. Council votes on the new bridge\nBy Ann Lee\n\n"
             "The town council decides on Thursday whether the old bridge over"
             " the river is repaired or torn down.\n\n"
             "Repairs would cost two million, and traffic would have to use"
             " the ford until autumn.\n\n"),
         71},
	{STR("COMMENTS (2)\n\nBert wrote:\n"
             "The ford floods every August, so there is no way to school.\n\n"
             "Carla wrote:\n"
             "Two million is what the new town hall carpet cost.\n\n"),
         71},
	{STR("Answer this article:\n\n"), 71},
	{STR("2. Library opens on Sundays\nBy Dora Fox\n\n"
             "From June the public library will be open on Sunday afternoons"
             " as well.\n\n"
             "Volunteers keep the desk, and the cafe sells cake and tea to"
             " everybody who reads.\n\n"
             "Answer this article:\n\n"),
         72},
};

#define COUNCIL                                                                \
	"> The town council decides on Thursday whether the old bridge over"   \
	" the river\n> is repaired or torn down.\n"
#define REPAIRS                                                                \
	"> Repairs would cost two million, and traffic would have to use the"  \
	" ford\n> until autumn.\n"
#define BERT                                                                   \
	"> Bert wrote:\n> The ford floods every August, so there is no way to" \
	" school.\n"
#define CARLA                                                                  \
	"> Carla wrote:\n> Two million is what the new town hall carpet"       \
	" cost.\n"
#define LIBRARY                                                                \
	"> From June the public library will be open on Sunday afternoons as"  \
	" well.\n"
#define CAKE                                                                   \
	"> Volunteers keep the desk, and the cafe sells cake and tea to"       \
	" everybody\n> who reads.\n"
#define FIRST  "> 1. Council votes on the new bridge\n> By Ann Lee\n>\n"
#define SECOND "> 2. Library opens on Sundays\n> By Dora Fox\n>\n"
#define OWN    "\nBoth are wrong.\n"

static const struct {
	const char *text;
	bool is_picked, is_whole;
} mails[] = {
	/* one item */
	{COUNCIL OWN, false, false},
	{COUNCIL REPAIRS OWN, false, false},
	{BERT OWN, false, false},
	/* parts of two */
	{COUNCIL LIBRARY OWN, true, false},
	{COUNCIL ">\n" SECOND LIBRARY OWN, true, false},
	{FIRST COUNCIL "> [...]\n" CAKE OWN, true, false},
	{LIBRARY COUNCIL OWN, true, false},
	{BERT CAKE OWN, true, false},
	/* a program quotes all down to the answer */
	{FIRST COUNCIL REPAIRS BERT CARLA SECOND LIBRARY OWN, false, false},
	{FIRST COUNCIL REPAIRS
         "> COMMENTS (2)\n" BERT CARLA
         "> Answer this article:\n" SECOND LIBRARY OWN CAKE,
         false, false},
	/* all of an item */
	{FIRST COUNCIL REPAIRS "> COMMENTS (2)\n" BERT CARLA OWN, false, true},
	{COUNCIL REPAIRS BERT CARLA "> Answer this article:\n" OWN, false,
         true},
	{SECOND LIBRARY CAKE OWN, false, true},
	/* without its last letter, without its beginning, with more below */
	{FIRST COUNCIL REPAIRS BERT OWN, false, false},
	{REPAIRS BERT CARLA OWN, false, false},
	{FIRST COUNCIL REPAIRS BERT CARLA OWN SECOND LIBRARY, false, false},
	/* nothing */
	{OWN COUNCIL LIBRARY, false, false},
	{"", false, false},
};

START_TEST(what_stands_above_an_answer_is_known)
{
	struct arena arena = {0};
	struct lines lines;
	struct above above;
	size_t to = 0, end;

	lines_split(&arena, str_of(mails[_i].text), &lines);
	ck_assert_int_eq(
		align_mark(&arena, &lines, edition, ARRAY_LEN(edition)),
		*mails[_i].text != '\0');
	while (to < lines.n &&
	       (lines.line[to].depth > 0 || line_is_blank(&lines.line[to])) &&
	       !str_is(lines.line[to].text, "Both are wrong."))
		to++;
	end = to < lines.n ? to + 1 : to;
	above = above_find(&arena, &lines, edition, ARRAY_LEN(edition), 0, to,
	                   end);
	ck_assert_int_eq(above.is_picked, mails[_i].is_picked);
	ck_assert_int_eq(above.is_whole, mails[_i].is_whole);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("above");
	TCase *t = tcase_create("above_find");

	tcase_add_loop_test(t, what_stands_above_an_answer_is_known, 0,
	                    ARRAY_LEN(mails));
	suite_add_tcase(s, t);
	return s;
}

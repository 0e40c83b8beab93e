#include "tests/suite.h"

#include "text/about.h"
#include "text/align.h"

static const struct edition_piece edition[] = {
	{STR("The Valley Gazette, morning edition no. 12\n"), 0},
	{STR("1. Council votes on the new bridge\n"
             "The town council decides on Thursday whether it is torn down.\n"),
         71},
	{STR("Bert wrote:\nThe ford floods every August.\n"), 71},
	{STR("2. Library opens on Sundays\n"
             "From June the public library will be open on Sundays.\n"),
         72},
	{STR("To end it, write \"unsubscribe\" to us.\n"), 0},
};

#define FRONT "> The Valley Gazette, morning edition no. 12\n"
#define COUNCIL                                                                \
	"> The town council decides on Thursday whether it is torn down.\n"
#define BERT    "> Bert wrote:\n> The ford floods every August.\n"
#define LIBRARY "> From June the public library will be open on Sundays.\n"

#define HEADLINE "> 1. Council votes on the new bridge\n"
#define HEAD     "> 2. Library opens on Sundays\n"

static struct arena arena;
static struct lines lines;
static struct about_view view;

static void teardown(void)
{
	arena_free(&arena);
}

static void look_at(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
	ck_assert(align_mark(&arena, &lines, edition, ARRAY_LEN(edition)));
	about_pass_headers(&lines);
	about_open(&view, &arena, &lines, edition, ARRAY_LEN(edition));
}

/* The number of the line "a", "b", ... */
static size_t line(const char *name)
{
	size_t i = 0;

	while (i < lines.n && !str_is(lines.line[i].text, name))
		i++;
	ck_assert_uint_lt(i, lines.n);
	return i;
}

static const struct {
	const char *body;
	int64_t item;
	int least, most; /* percent */
} places[] = {
	{COUNCIL "a\n" LIBRARY, 71, 95, 95},
	{COUNCIL BERT LIBRARY "a\n" COUNCIL, 72, 95, 95},
	{"a\n" LIBRARY, 72, 90, 90},
	{"a\n" COUNCIL LIBRARY, 0, 50, 50},
	{COUNCIL BERT LIBRARY "a\n", 0, 50, 50},
	{FRONT "a\n" COUNCIL LIBRARY, 0, 50, 50},
	/* what a program may have left of the whole edition */
	{"a\n" FRONT COUNCIL, 0, 50, 50},
	/* a head's subject is no headline */
	{"From: Gazette\nSubject: Library opens on Sundays\n" COUNCIL "a\n", 71,
         90, 95},
};

START_TEST(the_nearest_line_above_tells_the_item)
{
	struct about about;
	size_t own, above = 0;

	look_at(places[_i].body);
	own = line("a");
	about_find(&view, above, own, own + 1, &about);
	ck_assert_int_eq(about.item, places[_i].item);
	ck_assert_int_ge(about.confidence, places[_i].least);
	ck_assert_int_le(about.confidence, places[_i].most);
}
END_TEST

static const struct {
	const char *body;
	bool is_turned;
} turns[] = {
	{"a\n" COUNCIL "b\n" LIBRARY, true},
	{"a\n" COUNCIL "b\n" BERT, true},
	{"a\n" COUNCIL "b\n" COUNCIL, false},
	{COUNCIL "a\n" LIBRARY "b\n" COUNCIL, false},
	{"a\n" COUNCIL LIBRARY "b\n", false},
	{"a\n" FRONT COUNCIL "b\n" LIBRARY, false},
	{FRONT "a\n" COUNCIL "b\n" LIBRARY, true},
};

START_TEST(answers_above_each_quote_may_be_turned)
{
	size_t a, b;

	look_at(turns[_i].body);
	a = line("a");
	b = line("b");
	ck_assert_int_eq(about_is_turned(&view, a, a + 1, b + 1),
	                 turns[_i].is_turned);
}
END_TEST

static const struct {
	const char *body;
	bool is_picked;
} picks[] = {
	{COUNCIL BERT HEAD LIBRARY "a\n" COUNCIL, true},
	{COUNCIL BERT "a\n" LIBRARY, false},
	{FRONT HEADLINE COUNCIL BERT HEAD LIBRARY "a\n" COUNCIL, false},
};

START_TEST(below_two_items_that_were_left_none_is_sure)
{
	struct about about;
	size_t own;

	look_at(picks[_i].body);
	own = line("a");
	about_find(&view, 0, own, own + 1, &about);
	ck_assert_int_eq(about.seen.is_picked, picks[_i].is_picked);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("about");
	TCase *t = tcase_create("about_find");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, the_nearest_line_above_tells_the_item, 0,
	                    (int)ARRAY_LEN(places));
	tcase_add_loop_test(t, answers_above_each_quote_may_be_turned, 0,
	                    (int)ARRAY_LEN(turns));
	tcase_add_loop_test(t, below_two_items_that_were_left_none_is_sure, 0,
	                    (int)ARRAY_LEN(picks));
	suite_add_tcase(s, t);
	return s;
}

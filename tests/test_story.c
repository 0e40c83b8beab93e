#include "tests/suite.h"

#include "digest/story.h"
#include "text/utf8.h"

static struct arena arena;
static struct story story;

static void fresh_story(void)
{
	story = (struct story){.arena = &arena};
}

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(a_story_without_lines_is_empty)
{
	ck_assert_uint_eq(story_text(&story).len, 0);
}
END_TEST

START_TEST(lines_come_in_order_each_with_its_lf)
{
	story_add(&story, "it is for list %s", "courier");
	story_add(&story, "%d answers", 2);
	ck_assert_text(story_text(&story),
	               "it is for list courier\n2 answers\n");
}
END_TEST

START_TEST(an_added_line_stays_one_line)
{
	story_add(&story, "%s",
	          "one\r\ntwo\nthree\xe2\x80\xa8"
	          "four");
	ck_assert_uint_eq(story.n, 1);
	ck_assert_text(story_text(&story), "one two three four\n");
}
END_TEST

START_TEST(what_would_steer_a_terminal_is_not_kept)
{
	story_add(&story, "%s",
	          "a\033[2Jb\xe2\x80\xae"
	          "c\xff");
	ck_assert_text(story_text(&story), "a[2Jbc\xef\xbf\xbd\n");
}
END_TEST

START_TEST(a_long_line_is_cut_at_its_characters)
{
	char *text = arena_alloc(&arena, 2 * STORY_LINE_MAX + 1);

	for (size_t i = 0; i < STORY_LINE_MAX; i++)
		memcpy(text + 2 * i, "\xc3\xa5", 2);
	story_add(&story, "%s", text);
	ck_assert(str_is(story.lines[0], text));
	story_add(&story, "%sx", text);
	ck_assert_uint_eq(utf8_length(story.lines[1]), STORY_LINE_MAX);
	ck_assert(str_ends(story.lines[1], "\xe2\x80\xa6"));
}
END_TEST

START_TEST(all_that_may_be_added_is_told)
{
	char *text = arena_alloc(&arena, 4 * STORY_LINE_MAX + 1);

	for (size_t i = 0; i < STORY_LINE_MAX; i++)
		memcpy(text + 4 * i, "\xf0\x9f\x90\x91", 4);
	for (size_t i = 0; i < STORY_LINES_MAX + 5; i++)
		story_add(&story, "%s", text);
	ck_assert_uint_eq(story.n, STORY_LINES_MAX);
	ck_assert_uint_eq(story_text(&story).len,
	                  (4 * STORY_LINE_MAX + 1) * STORY_LINES_MAX);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("story");
	TCase *add = tcase_create("story_add");
	TCase *text = tcase_create("story_text");

	tcase_add_checked_fixture(add, fresh_story, drop_arena);
	tcase_add_test(add, an_added_line_stays_one_line);
	tcase_add_test(add, what_would_steer_a_terminal_is_not_kept);
	tcase_add_test(add, a_long_line_is_cut_at_its_characters);
	suite_add_tcase(s, add);

	tcase_add_checked_fixture(text, fresh_story, drop_arena);
	tcase_add_test(text, a_story_without_lines_is_empty);
	tcase_add_test(text, lines_come_in_order_each_with_its_lf);
	tcase_add_test(text, all_that_may_be_added_is_told);
	suite_add_tcase(s, text);
	return s;
}

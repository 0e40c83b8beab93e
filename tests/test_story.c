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
	ck_assert(str_is(story.steps[0].text, text));
	story_add(&story, "%sx", text);
	ck_assert_uint_eq(utf8_length(story.steps[1].text), STORY_LINE_MAX);
	ck_assert(str_ends(story.steps[1].text, "\xe2\x80\xa6"));
}
END_TEST

START_TEST(all_that_may_be_added_is_told)
{
	char *text = arena_alloc(&arena, 4 * STORY_LINE_MAX + 1);

	for (size_t i = 0; i < STORY_LINE_MAX; i++)
		memcpy(text + 4 * i, "\xf0\x9f\x90\x91", 4);
	for (size_t i = 0; i < STORY_STEPS_MAX + 5; i++)
		story_add(&story, "%s", text);
	ck_assert_uint_eq(story.n, STORY_STEPS_MAX);
	ck_assert_uint_eq(story_text(&story).len,
	                  (4 * STORY_LINE_MAX + 1) * STORY_STEPS_MAX);
}
END_TEST

/* What is kept of `story`, read again into a story of the same arena. */
static struct story again(void)
{
	struct story copy = {.arena = &arena};

	story_read(&copy, story_kept(&story));
	return copy;
}

START_TEST(a_step_says_what_it_rests_on_and_how_sure_it_is)
{
	story_step(&story, STEP_TARGET, 95, "the quoted lines", "article %d",
	           7);
	ck_assert_int_eq(story.steps[0].kind, STEP_TARGET);
	ck_assert_int_eq(story.steps[0].confidence, 95);
	ck_assert_text(story.steps[0].evidence, "the quoted lines");
	ck_assert_text(story.steps[0].text, "article 7");
}
END_TEST

START_TEST(a_confidence_that_is_none_counts_as_unknown)
{
	story_step(&story, STEP_WORDS, 101, "", "a");
	story_step(&story, STEP_WORDS, -1, "", "b");
	story_step(&story, STEP_WORDS, 100, "", "c");
	ck_assert_int_eq(story.steps[0].confidence, 0);
	ck_assert_int_eq(story.steps[1].confidence, 0);
	ck_assert_int_eq(story.steps[2].confidence, 100);
}
END_TEST

START_TEST(evidence_stays_short_and_on_its_line)
{
	char *text = arena_alloc(&arena, STORY_EVIDENCE_MAX + 3);

	memset(text, 'x', STORY_EVIDENCE_MAX + 2);
	story_step(&story, STEP_KIND, 1, text, "a");
	story_step(&story, STEP_KIND, 1, "a\tb\nc", "a");
	ck_assert_uint_eq(utf8_length(story.steps[0].evidence),
	                  STORY_EVIDENCE_MAX);
	ck_assert_text(story.steps[1].evidence, "a b c");
}
END_TEST

START_TEST(what_is_kept_is_a_line_of_four_for_each_step)
{
	story_step(&story, STEP_AUTHOR, 80, "From", "it is %s", "Ann");
	story_add(&story, "and more");
	ck_assert_text(story_kept(&story), "author\t80\tFrom\tit is Ann\n"
	                                   "note\t0\t\tand more\n");
}
END_TEST

START_TEST(what_was_kept_reads_as_what_it_was)
{
	struct story copy;

	for (int kind = STEP_NOTE; kind < STORY_KINDS; kind++)
		story_step(&story, (enum story_kind)kind, kind, "x\ty",
		           "a\tb %d", kind);
	copy = again();
	ck_assert_uint_eq(copy.n, STORY_KINDS);
	for (size_t i = 0; i < copy.n; i++) {
		ck_assert_int_eq(copy.steps[i].kind, story.steps[i].kind);
		ck_assert_int_eq(copy.steps[i].confidence,
		                 story.steps[i].confidence);
		ck_assert(str_eq(copy.steps[i].evidence,
		                 story.steps[i].evidence));
		ck_assert(str_eq(copy.steps[i].text, story.steps[i].text));
	}
}
END_TEST

START_TEST(the_longest_story_is_kept_whole)
{
	char *text = arena_alloc(&arena, 4 * STORY_LINE_MAX + 1);

	for (size_t i = 0; i < STORY_LINE_MAX; i++)
		memcpy(text + 4 * i, "\xf0\x9f\x90\x91", 4);
	for (size_t i = 0; i < STORY_STEPS_MAX; i++)
		story_step(&story, STEP_EFFECT, 100, text, "%s", text);
	ck_assert_uint_eq(again().n, STORY_STEPS_MAX);
	ck_assert_text(again().steps[STORY_STEPS_MAX - 1].text, text);
}
END_TEST

START_TEST(a_line_without_tabs_is_a_note)
{
	story_read(&story, str_of("it is too large\nkind\t9\n"));
	ck_assert_uint_eq(story.n, 2);
	ck_assert_int_eq(story.steps[0].kind, STEP_NOTE);
	ck_assert_text(story.steps[0].text, "it is too large");
	ck_assert_text(story.steps[1].text, "kind 9");
}
END_TEST

START_TEST(a_kind_that_is_not_known_is_a_note)
{
	story_read(&story, str_of("smell\t200\tnose\tof fish\n"));
	ck_assert_int_eq(story.steps[0].kind, STEP_NOTE);
	ck_assert_int_eq(story.steps[0].confidence, 0);
	ck_assert_text(story.steps[0].evidence, "nose");
	ck_assert_text(story.steps[0].text, "of fish");
}
END_TEST

START_TEST(kinds_have_names)
{
	ck_assert_str_eq(story_kind_name(STEP_NOTE), "note");
	ck_assert_str_eq(story_kind_name(STEP_EFFECT), "effect");
	ck_assert_str_eq(story_kind_name((enum story_kind)99), "note");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("story");
	TCase *add = tcase_create("story_add");
	TCase *text = tcase_create("story_text");
	TCase *step = tcase_create("story_step");
	TCase *kept = tcase_create("story_read");

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

	tcase_add_checked_fixture(step, fresh_story, drop_arena);
	tcase_add_test(step, kinds_have_names);
	tcase_add_test(step, a_step_says_what_it_rests_on_and_how_sure_it_is);
	tcase_add_test(step, a_confidence_that_is_none_counts_as_unknown);
	tcase_add_test(step, evidence_stays_short_and_on_its_line);
	suite_add_tcase(s, step);

	tcase_add_checked_fixture(kept, fresh_story, drop_arena);
	tcase_add_test(kept, what_is_kept_is_a_line_of_four_for_each_step);
	tcase_add_test(kept, what_was_kept_reads_as_what_it_was);
	tcase_add_test(kept, the_longest_story_is_kept_whole);
	tcase_add_test(kept, a_line_without_tabs_is_a_note);
	tcase_add_test(kept, a_kind_that_is_not_known_is_a_note);
	suite_add_tcase(s, kept);
	return s;
}

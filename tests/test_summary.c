#include "tests/suite.h"

#include "text/summary.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

/* The summary of `text`, with '|' between its sentences. */
static struct str choose(const char *title, const char *text, size_t wanted)
{
	struct str *sentences, source = str_of(text);
	const char *all = "", *end = source.ptr;
	size_t n = summary_choose(&arena, str_of(title), source, str_of("en"),
	                          wanted, &sentences);

	for (size_t i = 0; i < n; i++) {
		struct str s = sentences[i];

		ck_assert(s.ptr >= end); /* in order, and a slice of it */
		end = s.ptr + s.len;
		ck_assert(end <= source.ptr + source.len);
		all = arena_printf(&arena, "%s%s%.*s", all, i > 0 ? "|" : "",
		                   (int)s.len, s.ptr);
	}
	return str_of(all);
}

#define LEAD                                                                   \
	"The harbour crane of Vik will be mended this winter, the board said."
#define AGAIN                                                                  \
	"The board said the harbour crane of Vik will be mended this winter."
#define COST   "The work on the crane is to cost two million."
#define COFFEE "Coffee and cake were served to everybody who came."
#define FISH   "Herring has been scarce since the storms of autumn."
#define LAST   "The mended crane will lift boats of twelve tons in the harbour."
#define SHORT  "Nobody laughed."

START_TEST(choose_takes_the_lead_and_what_others_share)
{
	ck_assert_text(
		choose("", LEAD " " COFFEE " " FISH " " SHORT " " LAST " " COST,
	               2),
		LEAD "|" LAST);
}
END_TEST

START_TEST(choose_does_not_say_the_same_again)
{
	struct str text =
		choose("", LEAD " " COFFEE " " COST " " FISH " " AGAIN, 3);

	ck_assert(str_find(text, LEAD) == 0);
	ck_assert(str_find(text, AGAIN) == STR_NONE);
}
END_TEST

START_TEST(choose_listens_to_the_title)
{
	const char *text = LEAD " " COFFEE " " FISH " " COST " " LAST;

	ck_assert(str_find(choose("", text, 2), FISH) == STR_NONE);
	ck_assert(str_find(choose("Herring scarce after storms", text, 2),
	                   FISH) != STR_NONE);
}
END_TEST

START_TEST(choose_takes_the_lead_of_a_short_text)
{
	ck_assert_text(choose("", SHORT " " COFFEE " " FISH, 2),
	               SHORT "|" COFFEE);
	ck_assert_text(choose("", SHORT, 3), SHORT);
}
END_TEST

START_TEST(choose_leaves_short_and_broken_sentences_out)
{
	ck_assert_text(choose("",
	                      SHORT " \"The board has met on the crane. " COFFEE
	                            " " FISH " " LAST,
	                      3),
	               COFFEE "|" FISH "|" LAST);
}
END_TEST

START_TEST(choose_takes_what_there_is_when_no_sentence_is_good)
{
	ck_assert_text(choose("", "One. Two. Three. Four.", 2), "One.|Two.");
}
END_TEST

START_TEST(choose_finds_nothing_in_nothing)
{
	ck_assert_text(choose("A title", "", 0), "");
	ck_assert_text(choose("", " \n\n ", 3), "");
}
END_TEST

START_TEST(choose_gives_one_giant_sentence_as_it_is)
{
	static char text[60000];

	for (size_t i = 0; i + 7 < sizeof(text); i += 6)
		memcpy(text + i, "words ", 7);
	ck_assert_uint_eq(choose("", text, 0).len, 59993);
}
END_TEST

START_TEST(choose_gives_three_and_of_long_articles_four)
{
	const char *text = "";
	struct str *sentences;

	for (int i = 0; i < 80; i++) {
		size_t n;

		text = arena_printf(&arena,
		                    "%sIn year %d the crane lifted %d "
		                    "boats of all kinds. ",
		                    text, 1900 + i, 7 * i);
		n = summary_choose(&arena, str_of(""), str_of(text),
		                   str_of("en"), 0, &sentences);
		if (i >= 3) /* eleven words each */
			ck_assert_uint_eq(n, (i + 1) * 11 > 600 ? 4 : 3);
	}
}
END_TEST

START_TEST(choose_reads_other_languages)
{
	struct str *s;
	struct str chinese = str_of("今天港口的起重机修好了。董事会说修理费用是"
	                            "两百万。渔民都很高兴。咖啡和蛋糕也有。明年"
	                            "还要修码头。");
	struct str none = str_of("");

	ck_assert_uint_eq(
		summary_choose(&arena, none, chinese, str_of("zh"), 2, &s), 2);
	ck_assert(str_ends(s[0], "。"));
	ck_assert(str_ends(s[1], "。"));
}
END_TEST

START_TEST(choose_keeps_wrapped_sentences_whole)
{
	ck_assert_text(choose("",
	                      "The harbour crane of Vik will be mended this\n"
	                      "winter, the board said. Coffee and cake were\n"
	                      "served to everybody who came.\n",
	                      1),
	               "The harbour crane of Vik will be mended this\n"
	               "winter, the board said.");
}
END_TEST

START_TEST(choose_copes_with_bytes_that_are_no_text)
{
	char text[4096];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)(i * 7919 % 256);
	text[sizeof(text) - 1] = '\0';
	for (size_t i = 0; i + 1 < sizeof(text); i++)
		if (!text[i])
			text[i] = '.';
	ck_assert_uint_gt(choose("\xff", text, 3).len, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("summary");
	TCase *tc = tcase_create("summary_choose");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, choose_takes_the_lead_and_what_others_share);
	tcase_add_test(tc, choose_does_not_say_the_same_again);
	tcase_add_test(tc, choose_listens_to_the_title);
	tcase_add_test(tc, choose_takes_the_lead_of_a_short_text);
	tcase_add_test(tc, choose_leaves_short_and_broken_sentences_out);
	tcase_add_test(tc, choose_takes_what_there_is_when_no_sentence_is_good);
	tcase_add_test(tc, choose_finds_nothing_in_nothing);
	tcase_add_test(tc, choose_gives_one_giant_sentence_as_it_is);
	tcase_add_test(tc, choose_gives_three_and_of_long_articles_four);
	tcase_add_test(tc, choose_reads_other_languages);
	tcase_add_test(tc, choose_keeps_wrapped_sentences_whole);
	tcase_add_test(tc, choose_copes_with_bytes_that_are_no_text);
	suite_add_tcase(s, tc);
	return s;
}

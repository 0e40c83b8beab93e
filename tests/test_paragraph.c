#include "tests/suite.h"

#include "text/paragraph.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

/* The paragraphs of `text`, with '|' between. */
static struct str split(const char *text)
{
	struct str *paragraphs, source = str_of(text);
	size_t n = paragraph_split(&arena, source, &paragraphs);
	const char *all = "";

	for (size_t i = 0; i < n; i++) {
		ck_assert(paragraphs[i].ptr >= source.ptr);
		ck_assert(paragraphs[i].ptr + paragraphs[i].len <=
		          source.ptr + source.len);
		all = arena_printf(&arena, "%s%s%.*s", all, i > 0 ? "|" : "",
		                   (int)paragraphs[i].len, paragraphs[i].ptr);
	}
	return str_of(all);
}

#define L1 "The harbour board of the town met on Monday evening to talk about\n"
#define L2                                                                     \
	"the price of a berth, which has not been raised for eleven years "    \
	"now.\n"
#define L3 "Nobody spoke against it.\n"
#define L4                                                                     \
	"The second matter was the crane. It was built before the war, and "   \
	"the\n"
#define L5                                                                     \
	"engineer, who has looked after it since then, would rather see it "   \
	"go\n"
#define L6 "than mend it again.\n"

START_TEST(split_parts_at_empty_lines)
{
	ck_assert_text(split("\n\n One.\n\n \t\nTwo.\r\n\r\nThree.\n"),
	               "One.|Two.|Three.");
}
END_TEST

START_TEST(split_takes_each_line_of_unwrapped_text)
{
	ck_assert_text(split("One is here.\nTwo is there.\r\nThree is gone."),
	               "One is here.|Two is there.|Three is gone.");
}
END_TEST

START_TEST(split_takes_long_lines_one_by_one_whatever_they_end_with)
{
	ck_assert_text(
		split("A headline of the morning that is not short\n" L1
	              "This line is a whole paragraph and much longer "
	              "than anybody would ever wrap a line, so it was "
	              "surely not\nAnother heading that stands alone\nEnd."),
		"A headline of the morning that is not short|"
		"The harbour board of the town met on Monday evening "
		"to talk about|"
		"This line is a whole paragraph and much longer than "
		"anybody would ever wrap a line, so it was surely not|"
		"Another heading that stands alone|End.");
}
END_TEST

START_TEST(split_joins_wrapped_lines)
{
	ck_assert_text(split(L1 L2 L3 "\n" L4 L5 L6), L1 L2
	               "Nobody spoke against it.|" L4 L5 "than mend it again.");
}
END_TEST

START_TEST(split_joins_wrapped_lines_around_a_link)
{
	ck_assert_text(
		split(L1 L2 "\nhttps://example.org/a/very/long/link/that/no/"
	                    "program/can/wrap/because/it/is/one/word/only/and/"
	                    "it/goes/on\n\n" L4 L5),
		L1 "the price of a berth, which has not been raised for eleven "
		   "years now.|https://example.org/a/very/long/link/that/no/"
		   "program/can/wrap/because/it/is/one/word/only/and/it/goes/on"
		   "|" L4 "engineer, who has looked after it since then, would "
		   "rather see it go");
}
END_TEST

START_TEST(split_ends_a_wrapped_paragraph_at_a_short_line)
{
	ck_assert_text(split(L1 L2 "Short heading\nThe next begins.\n" L4 L5),
	               L1 L2 "Short heading|The next begins.|" L4
	                     "engineer, who has looked after it since then, "
	                     "would rather see it go");
}
END_TEST

START_TEST(split_parts_wrapped_text_at_indents_and_items)
{
	ck_assert_text(split(L1 L2 "  " L4 L5 L6 "- One item\n- Two items\n"
	                           "1. A third"),
	               L1 "the price of a berth, which has not been raised for "
	                  "eleven years now.|" L4 L5
	                  "than mend it again.|- One item|- Two items|"
	                  "1. A third");
}
END_TEST

START_TEST(split_takes_a_dash_within_a_sentence_for_no_item)
{
	ck_assert_text(split(L1
	                     "the price of a berth in the harbour of the "
	                     "town of Vik at least\n- with water - and on\n"),
	               L1 "the price of a berth in the harbour of the town of "
	                  "Vik at least\n- with water - and on");
}
END_TEST

START_TEST(split_finds_nothing_in_nothing)
{
	ck_assert_text(split(""), "");
	ck_assert_text(split(" \n\r\n\t\n"), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("paragraph");
	TCase *tc = tcase_create("paragraph_split");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, split_parts_at_empty_lines);
	tcase_add_test(tc, split_takes_each_line_of_unwrapped_text);
	tcase_add_test(
		tc, split_takes_long_lines_one_by_one_whatever_they_end_with);
	tcase_add_test(tc, split_joins_wrapped_lines);
	tcase_add_test(tc, split_joins_wrapped_lines_around_a_link);
	tcase_add_test(tc, split_ends_a_wrapped_paragraph_at_a_short_line);
	tcase_add_test(tc, split_parts_wrapped_text_at_indents_and_items);
	tcase_add_test(tc, split_takes_a_dash_within_a_sentence_for_no_item);
	tcase_add_test(tc, split_finds_nothing_in_nothing);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"
#include "tests/golden.h"
#include "tests/paper.h"

#include "digest/column.h"
#include "digest/question.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct str headlines[] = {
	STR("The old ferry quay gets a roof again"),
	STR("Council moves the cycle path to Mill Street"),
	STR("The library opens on Sundays"),
	STR("The 3 boats of Quay 2"),
	STR("The library opens on Sundays and holidays"),
};

#define ALL                                                                    \
	"1. The old ferry quay gets a roof again\n"                            \
	"2. Council moves the cycle path to Mill Street\n"                     \
	"3. The library opens on Sundays\n"

static const struct {
	const char *words;
	enum choice choice;
	size_t number;
} answers[] = {
	{"2", CHOICE_CLEAR, 2},
	{"2.", CHOICE_CLEAR, 2},
	{" (2) ", CHOICE_CLEAR, 2},
	{"#2", CHOICE_CLEAR, 2},
	{"No. 2", CHOICE_CLEAR, 2},
	{"no 2!", CHOICE_CLEAR, 2},
	{"article 2", CHOICE_CLEAR, 2},
	{"It is about article 5, please.", CHOICE_CLEAR, 5},
	{"It's about number 2", CHOICE_CLEAR, 2},
	{"Nr. 2 bitte", CHOICE_CLEAR, 2},
	{"Artikel 2", CHOICE_CLEAR, 2},
	{"n\xc2\xb0 2", CHOICE_CLEAR, 2},
	{"\xe2\x84\x96 2", CHOICE_CLEAR, 2},
	{"num\xc3\xa9ro 2, merci", CHOICE_CLEAR, 2},
	{"\xd9\xa2", CHOICE_CLEAR, 2},                  /* Arabic */
	{"\xdb\xb2", CHOICE_CLEAR, 2},                  /* Persian */
	{"\xef\xbc\x92", CHOICE_CLEAR, 2},              /* wide */
	{"2\xe7\x95\xaa", CHOICE_CLEAR, 2},             /* Japanese "number" */
	{"2\xef\xb8\x8f\xe2\x83\xa3", CHOICE_CLEAR, 2}, /* keycap */
	{"\n2\n\nThank you, and sorry for the trouble of the last 3 days!\nBo",
         CHOICE_CLEAR, 2},
	{"Hello,\n\n2\n\nBo", CHOICE_CLEAR, 2},
	{"Council moves the cycle path to Mill Street", CHOICE_CLEAR, 2},
	{"2. Council moves the cycle path to Mill Street", CHOICE_CLEAR, 2},
	{"\xe2\x80\x9c"
         "council moves the Cycle Path to Mill Street\xe2\x80\x9d",
         CHOICE_CLEAR, 2},
	{"The 3 boats of Quay 2", CHOICE_CLEAR, 4},
	/* the longer of two headlines */
	{"The library opens on Sundays and holidays", CHOICE_CLEAR, 5},
	{"The library opens on Sundays", CHOICE_CLEAR, 3},
	/* few words */
	{"I mean the one with number 2", CHOICE_LIKELY, 2},
	{"I meant \"The library opens on Sundays\", of course", CHOICE_LIKELY,
         3},
	{"old ferry quay gets a roof", CHOICE_LIKELY, 1},
	{"the cycle path", CHOICE_LIKELY, 2},
	/* nothing that tells */
	{"", CHOICE_NONE, 0},
	{"\n \n", CHOICE_NONE, 0},
	{"0", CHOICE_NONE, 0},
	{"6", CHOICE_NONE, 0},
	{"22", CHOICE_NONE, 0},
	{"2 or 3", CHOICE_NONE, 0},
	{"2\n3", CHOICE_NONE, 0},
	{"1, 2", CHOICE_NONE, 0},
	{"2007", CHOICE_NONE, 0},
	{"2 of 7", CHOICE_NONE, 0},
	{"3. Council moves the cycle path to Mill Street", CHOICE_NONE, 0},
	{"the library opens", CHOICE_NONE, 0}, /* of two */
	{"the cycle", CHOICE_NONE, 0},
	{"What do you mean?", CHOICE_NONE, 0},
	{"I am away and will read your mail in 2 weeks, when I am back at my"
         " desk.",
         CHOICE_NONE, 0},
	{"courier+2@example.org", CHOICE_NONE, 0},
	{ALL, CHOICE_NONE, 0},
	{"The first one\n\n" ALL, CHOICE_NONE, 0},
};

START_TEST(an_answer_names_one_article_or_none)
{
	size_t number = 0;

	ck_assert_int_eq(question_choice(&arena, str_of(answers[_i].words),
	                                 headlines, ARRAY_LEN(headlines),
	                                 &number),
	                 answers[_i].choice);
	ck_assert_uint_eq(number, answers[_i].number);
}
END_TEST

START_TEST(two_articles_of_one_headline_want_a_number)
{
	const struct str twins[] = {STR("Weather this week"),
	                            STR("Weather this week")};
	size_t number = 0;

	ck_assert_int_eq(question_choice(&arena, twins[0], twins, 2, &number),
	                 CHOICE_NONE);
	ck_assert_int_eq(
		question_choice(&arena, str_of("2"), twins, 2, &number),
		CHOICE_CLEAR);
	ck_assert_uint_eq(number, 2);
}
END_TEST

START_TEST(nothing_is_chosen_of_no_articles)
{
	size_t number = 7;

	ck_assert_int_eq(question_choice(&arena, str_of("1"), NULL, 0, &number),
	                 CHOICE_NONE);
	ck_assert_uint_eq(number, 7);
}
END_TEST

static const struct value *model(const char *words)
{
	return question_model(&arena, &paper_list, 12, headlines, 2,
	                      str_of(words));
}

static struct str rendered(const char *words)
{
	struct templates templates;
	struct str text = {"", 0};
	struct why why;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(template_render(&arena, templates.of[TEMPLATE_ASK],
	                                 model(words), &text, &why),
	                 OK);
	return column_wrap(&arena, text);
}

START_TEST(the_question_is_the_golden_one)
{
	struct str text = rendered(
		"I have waited there in the rain for thirty years, and my"
		" father before me.\n\nA roof is a fine thing.");

	paper_check_columns(text);
	ck_assert_golden(&arena, "ask.txt", text);
}
END_TEST

START_TEST(the_model_has_the_names_of_its_template)
{
	paper_check_names(&arena, model("words"), TEMPLATE_ASK);
}
END_TEST

START_TEST(a_long_letter_is_quoted_by_its_beginning)
{
	char *words = arena_alloc(&arena, 9001);
	struct str text;

	for (size_t i = 0; i < 9000; i++)
		words[i] = i % 9 == 8 ? ' ' : 'w';
	words[9000] = '\0';
	text = rendered(words);
	ck_assert_uint_lt(text.len, 4000);
	ck_assert_uint_ne(str_find(text, "[...]"), STR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("question");
	TCase *choice = tcase_create("question_choice");
	TCase *text = tcase_create("question_model");

	tcase_add_checked_fixture(choice, NULL, drop_arena);
	tcase_add_loop_test(choice, an_answer_names_one_article_or_none, 0,
	                    (int)ARRAY_LEN(answers));
	tcase_add_test(choice, two_articles_of_one_headline_want_a_number);
	tcase_add_test(choice, nothing_is_chosen_of_no_articles);
	suite_add_tcase(s, choice);

	tcase_add_checked_fixture(text, NULL, drop_arena);
	tcase_add_test(text, the_question_is_the_golden_one);
	tcase_add_test(text, the_model_has_the_names_of_its_template);
	tcase_add_test(text, a_long_letter_is_quoted_by_its_beginning);
	suite_add_tcase(s, text);
	return s;
}

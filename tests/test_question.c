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
};

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
	TCase *text = tcase_create("question_model");

	tcase_add_checked_fixture(text, NULL, drop_arena);
	tcase_add_test(text, the_question_is_the_golden_one);
	tcase_add_test(text, the_model_has_the_names_of_its_template);
	tcase_add_test(text, a_long_letter_is_quoted_by_its_beginning);
	suite_add_tcase(s, text);
	return s;
}

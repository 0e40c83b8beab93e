#include "conf/mistakes.h"

#include "tests/suite.h"

static const struct place first = {"a.conf", 0, 7};
static const struct place earlier = {"a.conf", 0, 2};
static const struct place whole = {"a.conf", 0, 0};
static const struct place included = {"b.conf", 1, 1};

START_TEST(list_is_in_the_order_of_files_and_lines)
{
	struct arena arena = {NULL};
	struct mistakes mistakes = {.arena = &arena};
	struct config_mistake *list = NULL;

	mistakes_add(&mistakes, included, "e");
	mistakes_add(&mistakes, first, "c");
	mistakes_add(&mistakes, first, "%c", 'd');
	mistakes_add(&mistakes, whole, "a");
	mistakes_add(&mistakes, earlier, "b");
	ck_assert_uint_eq(mistakes_list(&mistakes, &list), 5);
	for (size_t i = 0; i < 5; i++)
		ck_assert_int_eq(list[i].text[0], "abcde"[i]);
	ck_assert_str_eq(list[4].file, "b.conf");
	ck_assert_int_eq(list[3].line, 7);
	arena_free(&arena);
}
END_TEST

START_TEST(list_leaves_out_what_is_too_much_and_says_so)
{
	struct arena arena = {NULL};
	struct mistakes mistakes = {.arena = &arena};
	struct config_mistake *list = NULL;

	for (int i = 0; i < MISTAKES_MAX; i++)
		mistakes_add(&mistakes, first, "one");
	ck_assert_uint_eq(mistakes_list(&mistakes, &list), MISTAKES_MAX);
	for (int i = 0; i < 3; i++)
		mistakes_add(&mistakes, first, "another");
	ck_assert_uint_eq(mistakes_list(&mistakes, &list), MISTAKES_MAX + 1);
	ck_assert_str_eq(list[MISTAKES_MAX].text, "3 more mistakes");
	ck_assert_str_eq(list[MISTAKES_MAX].file, "a.conf");
	arena_free(&arena);
}
END_TEST

START_TEST(list_without_mistakes_is_empty)
{
	struct mistakes mistakes = {NULL};
	struct config_mistake *list = NULL;

	ck_assert_uint_eq(mistakes_list(&mistakes, &list), 0);
	ck_assert_ptr_null(list);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mistakes");
	TCase *c = tcase_create("list");

	tcase_add_test(c, list_is_in_the_order_of_files_and_lines);
	tcase_add_test(c, list_leaves_out_what_is_too_much_and_says_so);
	tcase_add_test(c, list_without_mistakes_is_empty);
	suite_add_tcase(s, c);
	return s;
}

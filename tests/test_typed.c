#include "digest/typed.h"

#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(length_forgives_case_dashes_and_apostrophes)
{
	ck_assert_uint_eq(
		typed_length(str_of("Off Topic."), "off-topic", false), 9);
	ck_assert_uint_eq(typed_length(str_of("offtopic"), "off-topic", false),
	                  8);
	ck_assert_uint_eq(typed_length(str_of("off\xe2\x80\x93topic"),
	                               "off-topic", false),
	                  11);
	ck_assert_uint_eq(
		typed_length(str_of("\xc3\x84NDERN 3"), "\xc3\xa4ndern", false),
		7);
	ck_assert_uint_eq(
		typed_length(str_of("s\xe2\x80\x99il"), "s'il", false), 6);
}
END_TEST

START_TEST(length_is_none_within_a_word)
{
	ck_assert_uint_eq(typed_length(str_of("spammer"), "spam", false), 0);
	ck_assert_uint_eq(typed_length(str_of("a\xc3\xa9"), "a", true), 0);
	ck_assert_uint_eq(typed_length(str_of("a1"), "a", false), 0);
	ck_assert_uint_eq(typed_length(str_of("a1"), "a", true), 1);
	ck_assert_uint_eq(typed_length(str_of(""), "a", true), 0);
}
END_TEST

START_TEST(take_prefers_the_longest)
{
	static const char *const phrases[] = {"best", "best regards", NULL};
	struct str rest = str_of("Best regards, Ann");

	ck_assert_uint_eq(typed_take(&rest, phrases), 1);
	ck_assert_text(rest, ", Ann");
	ck_assert(typed_take(&rest, phrases) == STR_NONE);
	ck_assert_text(rest, ", Ann");
}
END_TEST

START_TEST(mark_takes_one_of_them)
{
	static const char *const marks[] = {"&", "+", NULL};
	struct str rest = str_of("+2");

	ck_assert(typed_mark(&rest, marks));
	ck_assert_text(rest, "2");
	ck_assert(!typed_mark(&rest, marks));
}
END_TEST

START_TEST(blanks_of_all_kinds_become_plain_ones)
{
	ck_assert_text(typed_blanks(&arena, str_of("3\xc2\xa0:\xe2\x80\xaf"
	                                           "\xc3\xa9\t4")),
	               "3 : \xc3\xa9 4");
}
END_TEST

START_TEST(a_skeleton_has_letters_and_digits_of_ascii_alone)
{
	ck_assert_text(typed_skeleton(&arena, str_of("A 1,\n 2-\xe2\x80\x9c"
	                                             "b")),
	               " a 1 2 b ");
	ck_assert_text(typed_skeleton(&arena, str_of("")), " ");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("typed");
	TCase *length = tcase_create("typed_length");
	TCase *take = tcase_create("typed_take");
	TCase *mark = tcase_create("typed_mark");
	TCase *blanks = tcase_create("typed_blanks");
	TCase *skeleton = tcase_create("typed_skeleton");

	tcase_add_test(length, length_forgives_case_dashes_and_apostrophes);
	tcase_add_test(length, length_is_none_within_a_word);
	suite_add_tcase(s, length);
	tcase_add_test(take, take_prefers_the_longest);
	suite_add_tcase(s, take);
	tcase_add_test(mark, mark_takes_one_of_them);
	suite_add_tcase(s, mark);
	tcase_add_checked_fixture(blanks, NULL, drop_arena);
	tcase_add_test(blanks, blanks_of_all_kinds_become_plain_ones);
	suite_add_tcase(s, blanks);
	tcase_add_checked_fixture(skeleton, NULL, drop_arena);
	tcase_add_test(skeleton,
	               a_skeleton_has_letters_and_digits_of_ascii_alone);
	suite_add_tcase(s, skeleton);
	return s;
}

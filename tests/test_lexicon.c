#include "tests/suite.h"

#include "text/lexicon.h"

static const struct {
	const char *word;
	bool is_rude, is_group;
} rows[] = {
	{"idiot", true, false},      {"asshole", true, false},
	{"worthless", true, false},  {"ass", true, false},
	{"muslims", false, true},    {"women", false, true},
	{"aboriginal", false, true}, {"youth", false, true},
	{"harbour", false, false},   {"", false, false},
	{"idio", false, false},
};

START_TEST(is_rude_and_is_group_find_their_words)
{
	struct str word = str_of(rows[_i].word);

	ck_assert_int_eq(lexicon_is_rude(word), rows[_i].is_rude);
	ck_assert_int_eq(lexicon_is_group(word), rows[_i].is_group);
}
END_TEST

START_TEST(unmask_fills_in_one_letter_for_each_star)
{
	ck_assert_text(lexicon_unmask(str_of("mor*n")), "moron");
	ck_assert_text(lexicon_unmask(str_of("f**k")), "fuck");
	ck_assert_text(lexicon_unmask(str_of("idi**")), "idiot");
	ck_assert_text(lexicon_unmask(str_of("h*rb*ur")), "");
	ck_assert_text(lexicon_unmask(str_of("mor*")), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("lexicon");
	TCase *tc = tcase_create("lexicon");

	tcase_add_loop_test(tc, is_rude_and_is_group_find_their_words, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(tc, unmask_fills_in_one_letter_for_each_star);
	suite_add_tcase(s, tc);
	return s;
}

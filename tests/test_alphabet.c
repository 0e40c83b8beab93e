#include "tests/suite.h"

#include "text/alphabet.h"

START_TEST(of_knows_a_language_by_its_tag)
{
	ck_assert_ptr_nonnull(alphabet_of(str_of("cs")));
	ck_assert_ptr_eq(alphabet_of(str_of("pt-BR")),
	                 alphabet_of(str_of("PT")));
	ck_assert_ptr_ne(alphabet_of(str_of("zh-TW")),
	                 alphabet_of(str_of("zh")));
	ck_assert_ptr_null(alphabet_of(str_of("tlh")));
	ck_assert_ptr_null(alphabet_of(str_of("")));
}
END_TEST

static const struct {
	const char *language, *text;
	bool fits;
} rows[] = {
	{"cs", "Příliš žluťoučký kůň", true},
	{"cs", "Pøíliš žluouèký kùò", false},
	{"de", "Grüße aus Köln – „gut“", true},
	{"de", "Ïðèâåò, êàê äåëà", false}, /* windows-1251 as 1252 */
	{"de", "plain", false},            /* there is nothing to tell */
	{"ru", "Привет, как дела?", true},
	{"ru", "ПРИВЕТ", true},
	{"ru", "╧ЁштхЄ", false},
	{"el", "Καλημέρα", true},
	{"ja", "日本語のメール。", true},
	{"ja", "ﾆ本", false}, /* half-width kana: the other charset */
	{"tr", "Güneşli günler, çok güzel", true},
};

START_TEST(score_tells_a_language_from_letters_of_others)
{
	size_t score = alphabet_score(alphabet_of(str_of(rows[_i].language)),
	                              str_of(rows[_i].text));

	ck_assert_int_eq(score > 0, rows[_i].fits);
}
END_TEST

START_TEST(score_is_higher_for_words_with_their_capitals_in_front)
{
	const struct alphabet *russian = alphabet_of(str_of("ru"));

	ck_assert_uint_gt(alphabet_score(russian, str_of("Привет вам всем")),
	                  alphabet_score(russian, str_of("пРивет вам всем")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("alphabet");
	TCase *of = tcase_create("alphabet_of");
	TCase *score = tcase_create("alphabet_score");

	tcase_add_test(of, of_knows_a_language_by_its_tag);
	suite_add_tcase(s, of);
	tcase_add_loop_test(score,
	                    score_tells_a_language_from_letters_of_others, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(score,
	               score_is_higher_for_words_with_their_capitals_in_front);
	suite_add_tcase(s, score);
	return s;
}

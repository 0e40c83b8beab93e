#include "digest/verbs.h"

#include "digest/command.h"
#include "tests/suite.h"

static const struct {
	const char *word;
	enum decision_verb verb;
} verbs[] = {
	{"a", VERB_APPROVE},           {"Approved", VERB_APPROVE},
	{"freigeben", VERB_APPROVE},   {"accepter", VERB_APPROVE},
	{"aprobar", VERB_APPROVE},     {"R", VERB_REJECT},
	{"Ablehnen", VERB_REJECT},     {"refuser", VERB_REJECT},
	{"rechazar", VERB_REJECT},     {"e", VERB_EDIT},
	{"\xc3\x84ndern", VERB_EDIT},  {"modifier", VERB_EDIT},
	{"editar", VERB_EDIT},         {"F", VERB_FEATURE},
	{"hervorheben", VERB_FEATURE}, {"mettre en avant", VERB_FEATURE},
	{"destacar", VERB_FEATURE},    {"b", VERB_BLOCK},
	{"sperren", VERB_BLOCK},       {"bloquer", VERB_BLOCK},
	{"bloquear", VERB_BLOCK},      {"?", VERB_SHOW},
	{"zeigen", VERB_SHOW},         {"afficher", VERB_SHOW},
	{"mostrar", VERB_SHOW},        {"U", VERB_UNDO},
	{"annuler", VERB_UNDO},        {"deshacer", VERB_UNDO},
	{"code", VERB_CODE},
};

START_TEST(a_word_stands_for_its_verb)
{
	struct str rest = str_of(verbs[_i].word);
	enum decision_verb verb = VERB_UNKNOWN;
	struct verb_form form;

	ck_assert(verb_take(&rest, &verb, &form));
	ck_assert_int_eq(verb, verbs[_i].verb);
	ck_assert_uint_eq(rest.len, 0);
	ck_assert_int_eq(form.is_word, strlen(verbs[_i].word) > 2);
}
END_TEST

START_TEST(no_verb_is_a_reason_or_joins_numbers)
{
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
		struct str rest = str_of(verbs[i].word), code;

		ck_assert(!verb_take_reason(&rest, &code));
		ck_assert(!verb_take_and(&rest));
		ck_assert(!verb_take_on(&rest));
		ck_assert(!verb_take_noun(&rest));
		ck_assert(!verb_take_to(&rest, false));
		ck_assert(!verb_is_polite(rest));
	}
}
END_TEST

START_TEST(anything_else_is_no_verb)
{
	static const char *const others[] = {
		"", "an", "approval", "rest", "x", "\xc3\xa0", "not", "nicht"};
	enum decision_verb verb;
	struct verb_form form;

	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		struct str rest = str_of(others[i]);

		ck_assert(!verb_take(&rest, &verb, &form));
		ck_assert_text(rest, others[i]);
	}
}
END_TEST

START_TEST(each_code_of_the_faq_is_a_reason)
{
	struct str rest = str_of(reject_reasons), word, code;

	while (str_next_field(&rest, ',', &word)) {
		struct str left = word = str_trim(word);

		ck_assert(verb_take_reason(&left, &code));
		ck_assert(str_eq(code, word));
	}
}
END_TEST

START_TEST(a_is_a_range_in_spanish_only)
{
	struct str rest = str_of("a 7");

	ck_assert(!verb_take_to(&rest, false));
	ck_assert(verb_take_to(&rest, true));
	ck_assert_text(rest, " 7");
}
END_TEST

START_TEST(polite_is_a_whole_line)
{
	ck_assert(verb_is_polite(str_of("Thanks!")));
	ck_assert(verb_is_polite(str_of("Mit freundlichen Gr\xc3\xbc\xc3\x9f"
	                                "en,")));
	ck_assert(!verb_is_polite(str_of("Thanks for nothing")));
	ck_assert(!verb_is_polite(str_of("")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("verbs");
	TCase *take = tcase_create("verb_take");
	TCase *others = tcase_create("verb_take_others");

	tcase_add_loop_test(take, a_word_stands_for_its_verb, 0,
	                    ARRAY_LEN(verbs));
	tcase_add_test(take, no_verb_is_a_reason_or_joins_numbers);
	tcase_add_test(take, anything_else_is_no_verb);
	suite_add_tcase(s, take);
	tcase_add_test(others, each_code_of_the_faq_is_a_reason);
	tcase_add_test(others, a_is_a_range_in_spanish_only);
	tcase_add_test(others, polite_is_a_whole_line);
	suite_add_tcase(s, others);
	return s;
}

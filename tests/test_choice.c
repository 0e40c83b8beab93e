#include "tests/suite.h"

#include "digest/choice.h"

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
	/* in words */
	{"the second", CHOICE_CLEAR, 2},
	{"The second one, please!", CHOICE_CLEAR, 2},
	{"Second article", CHOICE_CLEAR, 2},
	{"I mean the second.", CHOICE_CLEAR, 2},
	{"2nd", CHOICE_CLEAR, 2},
	{"the 2nd one", CHOICE_CLEAR, 2},
	{"number two", CHOICE_CLEAR, 2},
	{"Two", CHOICE_CLEAR, 2},
	{"Hello,\n\nthe first one.\n\nBo", CHOICE_CLEAR, 1},
	{"den zweiten", CHOICE_CLEAR, 2},
	{"Ich meine den zweiten Artikel, danke", CHOICE_CLEAR, 2},
	{"Nummer zwei", CHOICE_CLEAR, 2},
	{"le deuxième", CHOICE_CLEAR, 2},
	{"l'article numéro deux", CHOICE_CLEAR, 2},
	{"2ème", CHOICE_CLEAR, 2},
	{"el segundo artículo", CHOICE_CLEAR, 2},
	{"número dos", CHOICE_CLEAR, 2},
	{"il secondo articolo", CHOICE_CLEAR, 2},
	{"numero due", CHOICE_CLEAR, 2},
	{"o segundo artigo", CHOICE_CLEAR, 2},
	{"número dois", CHOICE_CLEAR, 2},
	{"2º", CHOICE_CLEAR, 2},
	{"het tweede artikel", CHOICE_CLEAR, 2},
	{"nummer twee", CHOICE_CLEAR, 2},
	{"den andra artikeln", CHOICE_CLEAR, 2},
	{"nummer två", CHOICE_CLEAR, 2},
	{"den anden artikel", CHOICE_CLEAR, 2},
	{"nummer to", CHOICE_CLEAR, 2},
	{"den andre artikkelen", CHOICE_CLEAR, 2},
	{"Toinen", CHOICE_CLEAR, 2},
	{"numero kaksi", CHOICE_CLEAR, 2},
	{"drugi artykuł", CHOICE_CLEAR, 2},
	{"numer dwa", CHOICE_CLEAR, 2},
	{"druhý", CHOICE_CLEAR, 2},
	{"второй", CHOICE_CLEAR, 2},
	{"the fifth", CHOICE_CLEAR, 5},
	{"the sixth", CHOICE_NONE, 0},
	{"the first or the second", CHOICE_NONE, 0},
	{"the first\nthe second", CHOICE_NONE, 0},
	{"my second letter", CHOICE_NONE, 0},
	{"Wait a second", CHOICE_NONE, 0},
	{"First, who are you?", CHOICE_NONE, 0},
	{"One or two", CHOICE_NONE, 0},
	{"Prima, danke", CHOICE_NONE, 0},
	{"to", CHOICE_CLEAR, 2},
	{"go to the library", CHOICE_NONE, 0},
	{"the one about the ferry", CHOICE_LIKELY, 1},
	{"The one about the cycle path", CHOICE_LIKELY, 2},
	{"about Mill Street", CHOICE_LIKELY, 2},
	{"den über die ferry", CHOICE_LIKELY, 1},
	{"celui sur le ferry", CHOICE_LIKELY, 1},
	{"el sobre ferry", CHOICE_LIKELY, 1},
	{"die over de ferry", CHOICE_LIKELY, 1},
	{"den om ferry", CHOICE_LIKELY, 1},
	{"the one about the library", CHOICE_NONE, 0}, /* of two */
	{"the one about the weather", CHOICE_NONE, 0},
	{"the one about", CHOICE_NONE, 0},
	{"I think about the ferry often", CHOICE_NONE, 0},
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

	ck_assert_int_eq(choice_find(&arena, str_of(answers[_i].words),
	                             headlines, ARRAY_LEN(headlines), &number),
	                 answers[_i].choice);
	ck_assert_uint_eq(number, answers[_i].number);
}
END_TEST

START_TEST(two_articles_of_one_headline_want_a_number)
{
	const struct str twins[] = {STR("Weather this week"),
	                            STR("Weather this week")};
	size_t number = 0;

	ck_assert_int_eq(choice_find(&arena, twins[0], twins, 2, &number),
	                 CHOICE_NONE);
	ck_assert_int_eq(choice_find(&arena, str_of("2"), twins, 2, &number),
	                 CHOICE_CLEAR);
	ck_assert_uint_eq(number, 2);
}
END_TEST

START_TEST(nothing_is_chosen_of_no_articles)
{
	size_t number = 7;

	ck_assert_int_eq(choice_find(&arena, str_of("1"), NULL, 0, &number),
	                 CHOICE_NONE);
	ck_assert_uint_eq(number, 7);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("choice");
	TCase *t = tcase_create("choice_find");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_loop_test(t, an_answer_names_one_article_or_none, 0,
	                    ARRAY_LEN(answers));
	tcase_add_test(t, two_articles_of_one_headline_want_a_number);
	tcase_add_test(t, nothing_is_chosen_of_no_articles);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "digest/ordinal.h"
#include "text/wordhash.h"

static struct arena arena;
static const struct ordinals *ordinals;

static void open_words(void)
{
	ordinals = ordinals_new(&arena);
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static uint64_t hash_of(const char *word)
{
	struct wordlist list;

	wordlist_of(&arena, str_of(word), &list);
	ck_assert_uint_eq(list.n, 1);
	return list.hash[0];
}

static const struct {
	const char *word;
	size_t ordinal, cardinal;
} words[] = {
	{"first", 1, 0},      {"THIRD", 3, 0},   {"tenth", 10, 0},
	{"3rd", 3, 0},        {"10th", 10, 0},   {"11th", 0, 0},
	{"zweites", 2, 0},    {"Fünfter", 5, 0}, {"première", 1, 0},
	{"seconde", 2, 0},    {"tercero", 3, 0}, {"décima", 10, 0},
	{"primo", 1, 0},      {"prima", 0, 0},   {"terza", 3, 0},
	{"Primeira", 1, 0},   {"tweede", 2, 0},  {"fjärde", 4, 0},
	{"første", 1, 0},     {"annet", 2, 0},   {"kolmannesta", 3, 0},
	{"pierwszego", 1, 0}, {"trzecim", 3, 0}, {"třetí", 3, 0},
	{"третья", 3, 0},     {"two", 0, 2},     {"drei", 0, 3},
	{"Åtta", 0, 8},       {"Štvrtý", 0, 0},  {"Čtvrtý", 4, 0},
	{"Первый", 1, 0},     {"Третий", 3, 0},  {"Érste", 0, 0},
	{"cinq", 0, 5},       {"to", 0, 2},      {"pięć", 0, 5},
	{"ferry", 0, 0},      {"22", 0, 0},
};

START_TEST(a_word_is_a_number_or_none)
{
	uint64_t hash = hash_of(words[_i].word);

	ck_assert_uint_eq(ordinal_of(ordinals, hash), words[_i].ordinal);
	ck_assert_uint_eq(cardinal_of(ordinals, hash), words[_i].cardinal);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("ordinal");
	TCase *t = tcase_create("ordinal_of");

	tcase_add_checked_fixture(t, open_words, drop_arena);
	tcase_add_loop_test(t, a_word_is_a_number_or_none, 0, ARRAY_LEN(words));
	suite_add_tcase(s, t);
	return s;
}

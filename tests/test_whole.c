#include "tests/suite.h"

#include <string.h>
#include <time.h>

#include "text/whole.h"

static const struct {
	const char *text, *phrase;
	bool is_in;
} rows[] = {
	{"You idiot!", "idiot", true},
	{"You IDIOT!", "idiot", true},
	{"You idiot!", "IDIOT", true},
	{"A class act", "ass", false},
	{"idiots", "idiot", false},
	{"FREE, money!", "free money", true},
	{"free\n\n  money", "free money", true},
	{"money for free", "free money", false},
	{"free free money", "free money", true},
	{"Caf\xc3\xa9", "cafe", true},
	{"Cafe\xcc\x81", "caf\xc3\xa9", true},
	{"Stra\xc3\x9f"
         "e",
         "STRASSE", true},
	{"\xef\xbc\xa6\xef\xbd\x92\xef\xbd\x85\xef\xbd\x85", "free", true},
	{"\xd0\x9f\xd0\xa0\xd0\x98\xd0\x92\xd0\x95\xd0\xa2", /* PRIVET */
         "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", true},
	{"\xe8\xbf\x99\xe6\x98\xaf\xe5\x9e\x83\xe5\x9c\xbe", /* CJK */
         "\xe5\x9e\x83\xe5\x9c\xbe", true},
	{"4711", "4711", true},
	{"47110", "4711", false},
	{"it's", "it s", true},
	{"", "idiot", false},
	{"idiot", "", false},
	{"idiot", "!?", false},
};

START_TEST(in_finds_whole_words_however_they_are_written)
{
	struct arena arena = {0};
	struct whole text = whole_split(&arena, str_of(rows[_i].text));
	struct whole phrase = whole_split(&arena, str_of(rows[_i].phrase));

	ck_assert_msg(whole_in(&text, &phrase) == rows[_i].is_in, "%s in %s",
	              rows[_i].phrase, rows[_i].text);
	arena_free(&arena);
}
END_TEST

START_TEST(T21_a_megabyte_is_split_in_linear_time)
{
	struct arena arena = {0};
	size_t len = 1 << 20;
	char *text = arena_alloc(&arena, len);
	clock_t before = clock();
	struct whole split;

	for (size_t i = 0; i < len; i++)
		text[i] = i % 2 ? ' ' : 'a';
	split = whole_split(&arena, (struct str){text, len});
	ck_assert_uint_eq(split.n, len / 2);
	memset(text, 'a', len);
	split = whole_split(&arena, (struct str){text, len});
	ck_assert_uint_eq(split.n, 1);
	ck_assert_int_lt((int)((clock() - before) / (CLOCKS_PER_SEC / 1000)),
	                 4000);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("whole");
	TCase *t = tcase_create("whole");

	tcase_add_loop_test(t, in_finds_whole_words_however_they_are_written, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(t, T21_a_megabyte_is_split_in_linear_time);
	suite_add_tcase(s, t);
	return s;
}

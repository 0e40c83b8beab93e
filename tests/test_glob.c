#include "tests/suite.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "text/glob.h"

static const struct {
	const char *pattern, *text;
	bool is_match;
} rows[] = {
	{"ann@example.org", "ann@example.org", true},
	{"ann@example.org", "Ann@EXAMPLE.org", true},
	{"ANN@example.org", "ann@example.org", true},
	{"ann@example.org", "joann@example.org", false},
	{"ann@example.org", "ann@example.org.example", false},
	{"*@example.org", "ann@example.org", true},
	{"*@example.org", "@example.org", true},
	{"*@example.org", "ann@evil.example.org", false},
	{"*@example.org", "ann@example.org.example", false},
	{"*@*.example", "ann@mail-7.example", true},
	{"*@mail-?.example", "ann@mail-7.example", true},
	{"*@mail-?.example", "ann@mail-77.example", false},
	{"*@mail-?.example", "ann@mail-.example", false},
	{"ann+*@*", "ann+news@example.org", true},
	{"ann+*@*", "ann@example.org", false},
	{"*", "", true},
	{"*", "anything", true},
	{"**", "anything", true},
	{"?", "", false},
	{"", "", true},
	{"", "a", false},
	{"a*b*c", "axxbyyc", true},
	{"a*b*c", "abc", true},
	{"a*b*c", "acb", false},
	{"a*bc", "abcbc", true},
	{"a*bc", "abcbcd", false},
	{"*aab", "aaaab", true},
	{"*?b", "ab", true},
	{"*?b", "b", false},
	/* One character, whatever its bytes. */
	{"m?ller@*", "m\xc3\xbcller@example.org", true},
	{"*?", "\xc3\xbc", true},
	{"m??ller@*", "m\xc3\xbcller@example.org", false},
};

START_TEST(match_is_of_the_whole_text)
{
	ck_assert_msg(glob_match(str_of(rows[_i].pattern),
	                         str_of(rows[_i].text)) == rows[_i].is_match,
	              "%s on %s", rows[_i].pattern, rows[_i].text);
}
END_TEST

/* T-21: a regular expression of this form takes 2^n steps. */
START_TEST(T21_many_stars_take_time_that_grows_with_the_text_alone)
{
	struct arena arena = {0};
	size_t len = 1 << 20;
	char *text = arena_alloc(&arena, len);
	clock_t before = clock();

	memset(text, 'a', len);
	ck_assert(!glob_match(str_of("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"),
	                      (struct str){text, len}));
	ck_assert(!glob_match(str_of("*aaaaaaaaaaaaaaaab*"),
	                      (struct str){text, len}));
	ck_assert_int_lt((int)((clock() - before) / (CLOCKS_PER_SEC / 1000)),
	                 2000);
	arena_free(&arena);
}
END_TEST

START_TEST(is_pattern_when_a_star_or_a_question_mark_is_in_it)
{
	ck_assert(glob_is_pattern(str_of("*@example.org")));
	ck_assert(glob_is_pattern(str_of("a?b")));
	ck_assert(!glob_is_pattern(str_of("ann@example.org")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("glob");
	TCase *match = tcase_create("glob_match");

	tcase_add_loop_test(match, match_is_of_the_whole_text, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(match,
	               T21_many_stars_take_time_that_grows_with_the_text_alone);
	tcase_add_test(match,
	               is_pattern_when_a_star_or_a_question_mark_is_in_it);
	suite_add_tcase(s, match);
	return s;
}

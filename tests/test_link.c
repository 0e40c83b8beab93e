#include "tests/suite.h"

#include "text/link.h"

#define TEN     "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct {
	const char *shown, *target;
	bool tells;
} rows[] = {
	{"here", "https://gazette.example/2016/05/bridge", true},
	{"here", " https://gazette.example/?id=5 ", true},
	{"the mayor's speech", "https://town.example/speech#second", true},
	{"Ann", "mailto:ann@mail.example", true},
	/* sentences have dots, too */
	{"Read it. Then write.", "https://gazette.example/a", true},
	{"here.", "https://gazette.example/a", true},
	{"12.5", "https://gazette.example/a", true},
	/* what leads there says so */
	{"gazette.example", "https://www.gazette.example/a", false},
	{"gazette.example/bridge", "https://count.example/r/1", false},
	{" https://gazette.example/a ", "https://count.example/r/1", false},
	{"ann@mail.example", "https://count.example/r/1", false},
	{"The Gazette", "https://www.gazette.example/", false},
	{"The Gazette's archive", "https://gazette.example/archive/", false},
	{"The Gazette", "https://gazette.example/archive/", true},
	{"The Gazette", "https://gazette.example/?issue=5001", true},
	{"The Gazette", "https://a.de/", true},
	/* what nobody would write down */
	{"here", "https://gazette.example/" HUNDRED HUNDRED, false},
	{"here", "https://gazette.example/?eid=" HUNDRED, false},
	{"here",
         "https://safe.example/?url=https%3A%2F%2Fgazette.example%2Fa&d=1",
         false},
	{"here", "https://count.example/c/http://gazette.example/a", false},
};

START_TEST(a_target_tells_more_than_the_words_or_it_does_not)
{
	ck_assert_int_eq(
		link_tells(str_of(rows[_i].shown), str_of(rows[_i].target)),
		rows[_i].tells);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("link");
	TCase *t = tcase_create("link_tells");

	tcase_add_loop_test(t,
	                    a_target_tells_more_than_the_words_or_it_does_not,
	                    0, (int)ARRAY_LEN(rows));
	suite_add_tcase(s, t);
	return s;
}

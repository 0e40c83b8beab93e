#include "tests/suite.h"

#include "text/contact.h"

static const struct {
	const char *text;
	bool is_name, is_bare, is_address, is_number, is_postscript;
} rows[] = {
	{"Ann", true, true, false, false, false},
	{"Émile O'Neill", true, true, false, false, false},
	{"//Jef", true, false, false, false, false},
	{"Bank of England", true, false, false, false, false},
	{"Ann.", true, true, false, false, false},
	{"Finally.", true, false, false, false, false},
	{"賛成です。", true, false, false, false, false},
	{"Yes", true, false, false, false, false},
	{"AVG.      BUY     SELL", true, false, false, false, false},
	{"She went there again", false, false, false, false, false},
	{"+49 30 1234567", false, false, true, true, false},
	{"ann@mail.example", true, false, true, true, false},
	{"https://mail.example/", true, false, true, true, false},
	{"x-37059", true, false, false, true, false},
	{"PS: the ford is closed", false, false, false, false, true},
	{"P.S. Come by!", false, false, false, false, true},
	{"[1] https://mail.example/", false, false, false, false, true},
	{"N.B.", true, true, false, false, true},
	{"Psalm 23", false, false, false, false, false},
	{"", false, false, false, false, false},
};

START_TEST(lines_that_tell_who_somebody_is_are_known_by_their_shape)
{
	struct str text = str_of(rows[_i].text);

	ck_assert_int_eq(contact_is_name(text), rows[_i].is_name);
	ck_assert_int_eq(contact_is_bare_name(text), rows[_i].is_bare);
	ck_assert_int_eq(contact_is_address(text), rows[_i].is_address);
	ck_assert_int_eq(contact_is_number(text), rows[_i].is_number);
	ck_assert_int_eq(contact_is_postscript(text), rows[_i].is_postscript);
}
END_TEST

static const struct {
	const char *text, *writer;
	bool is_of;
} writers[] = {
	{"Ann", "Ann Lee", true},
	{"ANN", "Ann Lee", true},
	{"Lee, Ann", "Ann Lee", true},
	{"A. Lee", "Ann Lee", true},
	{"-Ann", "Ann Lee", true},
	{"Chris", "Christopher O'Neill", true},
	{"O'Neill", "Christopher O'Neill", true},
	{"Ann", "annlee", true},
	{"AL", "Ann Lee", true},
	{"\xc3\x89mile", "\xc3\x89mile Roux", true},
	{"Bravo", "Ann Lee", false},
	{"Ann Bravo", "Ann Lee", false},
	{"An", "Ann Lee", false},
	{"A", "Ann Lee", false},
	{"AB", "Ann Lee", false},
	{"Ann!", "Ann Lee", false},
	{"Ann?", "Ann Lee", false},
	{"Ann 2", "Ann 2", false},
	{"No", "No Way", false},
	{"Ann", "", false},
	{"", "Ann", false},
	{"...", "Ann", false},
};

START_TEST(of_asks_that_every_word_is_of_the_writers_names)
{
	ck_assert_int_eq(contact_is_of(str_of(writers[_i].text),
	                               str_of(writers[_i].writer)),
	                 writers[_i].is_of);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("contact");
	TCase *t = tcase_create("contact_is");

	tcase_add_loop_test(
		t, lines_that_tell_who_somebody_is_are_known_by_their_shape, 0,
		(int)ARRAY_LEN(rows));
	tcase_add_loop_test(t, of_asks_that_every_word_is_of_the_writers_names,
	                    0, (int)ARRAY_LEN(writers));
	suite_add_tcase(s, t);
	return s;
}

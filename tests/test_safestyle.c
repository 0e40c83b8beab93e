#include "tests/suite.h"

#include "text/safestyle.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *in, *out;
} rows[] = {
	{"", ""},
	{"color: red", "color: red;"},
	{"COLOR:red;font-size:9pt", "COLOR: red; font-size: 9pt;"},
	{"border: 1px solid rgb(0, 0, 0)", "border: 1px solid rgb(0, 0, 0);"},
	{"margin: 0 5px", "margin: 0 5px;"},
	{"font-family: 'A B', serif", "font-family: 'A B', serif;"},
	/* what covers the page, fetches, computes or is hidden */
	{"margin: 99999em", ""},
	{"margin-left: -50px", ""},
	{"position: absolute; color: red", "color: red;"},
	{"background: url(//x.example/a)", ""},
	{"background-color: u\\72l(x)", ""},
	{"width: expression(alert(1))", ""},
	{"color: rgb(1,expression(2))", ""},
	{"color: red/**/", ""},
	{"behavior: none; -moz-binding: none", ""},
	{"color", ""},
};

START_TEST(clean_keeps_what_is_on_the_lists)
{
	ck_assert_text(safestyle_clean(&arena, str_of(rows[_i].in)),
	               rows[_i].out);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("safestyle");
	TCase *clean = tcase_create("safestyle_clean");

	tcase_add_checked_fixture(clean, NULL, teardown);
	tcase_add_loop_test(clean, clean_keeps_what_is_on_the_lists, 0,
	                    (int)ARRAY_LEN(rows));
	suite_add_tcase(s, clean);
	return s;
}

#include "tests/suite.h"

#include "text/stub.h"

static const char letter[] =
	"Dear editor,\n\nthe old ford is no way for a school bus, and the "
	"council knows. Who pays?\n\nAnn Lee\nthe valley, a quiet place where "
	"nothing ever happens but floods\n";

static const struct {
	const char *text;
	bool is_stub;
} rows[] = {
	{"", true},
	{" \n\xc2\xa0\n", true},
	{"--\n", true},
	{"Your mail program does not display HTML messages.", true},
	{"This message contains HTML formatting, please enable it.", true},
	{"Ihr Programm zeigt diese Nachricht leider nicht an.", true},
	{"Dear editor, the old ford is no way for a school bus.", false},
	{"The ford? No!", false},
	{"Ann", false},
	{"Yes", false},
};

START_TEST(a_stub_says_what_the_letter_does_not)
{
	ck_assert_int_eq(stub_is(str_of(rows[_i].text), str_of(letter)),
	                 rows[_i].is_stub);
}
END_TEST

START_TEST(without_another_text_nothing_is_a_stub)
{
	ck_assert(
		!stub_is(str_of("Please enable HTML to read it."), str_of("")));
	ck_assert(!stub_is(str_of(""), str_of(" \n")));
	ck_assert(!stub_is(str_of("Some rather long words of the writer"),
	                   str_of("image")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("stub");
	TCase *t = tcase_create("stub_is");

	tcase_add_loop_test(t, a_stub_says_what_the_letter_does_not, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(t, without_another_text_nothing_is_a_stub);
	suite_add_tcase(s, t);
	return s;
}

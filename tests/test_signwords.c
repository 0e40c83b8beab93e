#include "tests/suite.h"

#include "text/signwords.h"

START_TEST(a_closing_is_formal_and_nothing_else)
{
	ck_assert(is_closing(str_of("Kind regards,")));
	ck_assert(is_closing(str_of("Mit freundlichen Grüßen")));
	ck_assert(is_closing(str_of("С уважением,")));
	ck_assert(!is_closing(str_of("Thanks,")));
	ck_assert(!is_closing(str_of("Regards to your family")));
	ck_assert(is_farewell(str_of("Thanks!")));
	ck_assert(is_farewell(str_of("Sincerely")));
	ck_assert(!is_farewell(str_of("Thanks for the letter")));
}
END_TEST

START_TEST(notices_are_counted_and_headed)
{
	ck_assert_uint_ge(
		disclaimer_count(str_of("This is confidential. If you are "
	                                "not the intended recipient, delete "
	                                "this message.")),
		3);
	ck_assert_uint_eq(disclaimer_count(str_of("I like the bridge.")), 0);
	ck_assert(is_disclaimer_heading(str_of("CONFIDENTIALITY NOTICE:")));
	ck_assert(!is_disclaimer_heading(str_of("A disclaimer is needed")));
}
END_TEST

START_TEST(a_greeting_has_a_name_at_most)
{
	ck_assert(is_greeting(str_of("Hi Ann,")));
	ck_assert(is_greeting(str_of("Hello!")));
	ck_assert(is_greeting(str_of("Sehr geehrte Damen und Herren,")));
	ck_assert(!is_greeting(str_of("His bridge")));
	ck_assert(!is_greeting(str_of("Hello, is anybody there?")));
	ck_assert(!is_greeting(str_of("Dear readers of a paper such as this")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("signwords");
	TCase *others = tcase_create("is_closing");

	tcase_add_test(others, a_closing_is_formal_and_nothing_else);
	tcase_add_test(others, notices_are_counted_and_headed);
	tcase_add_test(others, a_greeting_has_a_name_at_most);
	suite_add_tcase(s, others);
	return s;
}

#include "tests/suite.h"

#include "text/signwords.h"

static const struct {
	const char *text;
	bool is_mobile;
} mobile[] = {
	{"Sent from my iPhone", true},
	{"(sent from a phone)", true},
	{"Sent from my cell, please excuse any typos.", true},
	{"Sent from my TI-85", true},
	{"Get Outlook for iOS<https://aka.example/x>", true},
	{"Von meinem Mobilgerät gesendet", true},
	{"Gesendet von Outlook für Android", true},
	{"Envoyé de mon iPhone", true},
	{"Enviado desde mi iPhone", true},
	{"Inviato da iPhone", true},
	{"Verzonden vanaf mijn iPad", true},
	{"Skickat från min iPhone", true},
	{"Lähetetty iPhonesta", true},
	{"Wysłane z iPhone'a", true},
	{"Отправлено с iPhone", true},
	{"iPhoneから送信", true},
	{"发自我的 iPhone", true},
	{"나의 iPhone에서 보냄", true},
	{"Az iPhone-omról küldve", true},
	{"Sent from my desk, is much easier than my mobile phone.", false},
	{"This was sent from my iPhone", false},
	{"Sent from the council's office to all of us it came too late.",
         false},
	{"My mobile phone is broken", false},
	{"", false},
};

START_TEST(mobile_lines_are_told_from_sentences)
{
	ck_assert_int_eq(is_mobile_line(str_of(mobile[_i].text)),
	                 mobile[_i].is_mobile);
}
END_TEST

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
	TCase *t = tcase_create("is_mobile_line");
	TCase *others = tcase_create("is_closing");

	tcase_add_loop_test(t, mobile_lines_are_told_from_sentences, 0,
	                    (int)ARRAY_LEN(mobile));
	suite_add_tcase(s, t);
	tcase_add_test(others, a_closing_is_formal_and_nothing_else);
	tcase_add_test(others, notices_are_counted_and_headed);
	tcase_add_test(others, a_greeting_has_a_name_at_most);
	suite_add_tcase(s, others);
	return s;
}

#include "tests/suite.h"

#include "text/mailwords.h"

static const struct {
	const char *text;
	enum header header;
} headers[] = {
	{"From: Ann", HEADER_FROM},
	{"*Von:* Ann", HEADER_FROM},
	{"**Von:**\"Ann\"", HEADER_FROM},
	{"De : Ann", HEADER_FROM},
	{"Lähettäjä: Ann", HEADER_FROM},
	{"От: Ann", HEADER_FROM},
	{"发件人： Ann", HEADER_FROM},
	{"差出人: Ann", HEADER_FROM},
	{"מאת: Ann", HEADER_FROM},
	{"Sent: Monday", HEADER_DATE},
	{"Envoyé le : lundi", HEADER_DATE},
	{"تم الإرسال: Monday", HEADER_DATE},
	{"To: Bert", HEADER_TO},
	{"À : Bert", HEADER_TO},
	{"cc:", HEADER_CC},
	{"Subject: Bridge", HEADER_SUBJECT},
	{"Ämne: Bridge", HEADER_SUBJECT},
	{"제목: Bridge", HEADER_SUBJECT},
	{"Reply-To: Ann", HEADER_OTHER},
	{"To  Bert", HEADER_TO},
	{"To Bert", HEADER_NONE},
	{"Frommer: no", HEADER_NONE},
	{"From Ann", HEADER_NONE},
	{"Today: from: nowhere", HEADER_NONE},
	{"", HEADER_NONE},
};

START_TEST(header_of_knows_names_with_a_colon)
{
	ck_assert_int_eq(header_of(str_of(headers[_i].text)),
	                 headers[_i].header);
}
END_TEST

/* In each language, a line that ends with the verb. */
static const char *const wrote[] = {
	"On Monday Ann wrote",
	"Am Montag hat Ann geschrieben",
	"Le lundi Ann a écrit",
	"El lunes Ann escribió",
	"Il giorno lunedì Ann ha scritto",
	"Em segunda Ann escreveu",
	"Op maandag heeft Ann het volgende geschreven",
	"Den måndag skrev",
	"Ann kirjoitti",
	"W dniu Ann napisał(a)",
	"Dne Ann napsal(a)",
	"Ann написал(а)",
	"Ann пише",
	"Ann şunu yazdı",
	"Ο χρήστης Ann έγραψε",
	"Ann כתב/ה",
	"كتب/كتبت",
	"Ann のメッセージ",
	"Ann 写道",
	"Ann님이 작성",
};

START_TEST(wrote_find_gives_the_end_of_the_verb)
{
	struct str text = str_of(wrote[_i]);

	ck_assert_uint_eq(wrote_find(text), text.len);
}
END_TEST

START_TEST(wrote_find_wants_a_whole_word)
{
	ck_assert_uint_eq(wrote_find(str_of("unsent mail")), STR_NONE);
	ck_assert_uint_eq(wrote_find(str_of("he wroted")), STR_NONE);
	ck_assert_uint_eq(wrote_find(str_of("Ann wrote this")), 9);
}
END_TEST

START_TEST(has_lead_is_strict_about_case)
{
	ck_assert(has_lead(str_of("On Monday")));
	ck_assert(has_lead(str_of("- Le 2021-04-09")));
	ck_assert(has_lead(str_of("在 2016年")));
	ck_assert(!has_lead(str_of("at 10:18,")));
	ck_assert(!has_lead(str_of("One day")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mailwords");
	TCase *header = tcase_create("header_of");
	TCase *verb = tcase_create("wrote_find");
	TCase *others = tcase_create("has_lead");

	tcase_add_loop_test(header, header_of_knows_names_with_a_colon, 0,
	                    (int)ARRAY_LEN(headers));
	suite_add_tcase(s, header);
	tcase_add_loop_test(verb, wrote_find_gives_the_end_of_the_verb, 0,
	                    (int)ARRAY_LEN(wrote));
	tcase_add_test(verb, wrote_find_wants_a_whole_word);
	suite_add_tcase(s, verb);
	tcase_add_test(others, has_lead_is_strict_about_case);
	suite_add_tcase(s, others);
	return s;
}

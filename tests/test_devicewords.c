#include "tests/suite.h"

#include "base/file.h"
#include "text/devicewords.h"

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
	{"I use Outlook for Android", false},
	{"My mobile phone is broken", false},
	{"", false},
};

START_TEST(mobile_lines_are_told_from_sentences)
{
	ck_assert_int_eq(is_mobile_line(str_of(mobile[_i].text)),
	                 mobile[_i].is_mobile);
}
END_TEST

START_TEST(lines_of_devices_are_known_in_each_language)
{
	static const char *const languages[] = {
		"en", "de", "fr", "es", "it", "pt", "nl", "sv",
		"da", "no", "fi", "pl", "cs", "ru", "uk", "tr",
		"el", "he", "ar", "ja", "zh", "ko"};
	size_t n[ARRAY_LEN(languages)] = {0};
	struct arena arena = {0};
	struct why why = {""};
	struct str rest, row, language;

	ck_assert_msg(file_read(&arena, "tests/heads/devices.txt", 64 * 1024,
	                        &rest, &why) == OK,
	              "%s", why.text);
	while (str_next_line(&rest, &row)) {
		if (str_starts(row, "#"))
			continue;
		ck_assert(str_next_field(&row, '\t', &language));
		ck_assert_msg(is_mobile_line(row), "%.*s", (int)row.len,
		              row.ptr);
		for (size_t i = 0; i < ARRAY_LEN(languages); i++)
			n[i] += str_is(language, languages[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		ck_assert_msg(n[i] > 1, "%s", languages[i]);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("devicewords");
	TCase *t = tcase_create("is_mobile_line");

	tcase_add_loop_test(t, mobile_lines_are_told_from_sentences, 0,
	                    (int)ARRAY_LEN(mobile));
	tcase_add_test(t, lines_of_devices_are_known_in_each_language);
	suite_add_tcase(s, t);
	return s;
}

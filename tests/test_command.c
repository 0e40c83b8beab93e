#include "tests/suite.h"

#include "base/buf.h"
#include "digest/command.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *subject, *text;
	enum command command;
} mails[] = {
	{"subscribe", "", COMMAND_SUBSCRIBE},
	{"Join", "", COMMAND_SUBSCRIBE},
	{"UNSUBSCRIBE", "", COMMAND_UNSUBSCRIBE},
	{"leave", "", COMMAND_UNSUBSCRIBE},
	{"signoff", "", COMMAND_UNSUBSCRIBE},
	{" Help! ", "", COMMAND_HELP},
	{"FAQ", "", COMMAND_FAQ},
	{"", "subscribe", COMMAND_SUBSCRIBE},
	{"hello", "\n \n  Subscribe.  \nthank you", COMMAND_SUBSCRIBE},
	{"hello", "Help\r\n", COMMAND_HELP},
	/* quoted lines are not the writer's */
	{"", "> subscribe\n> \n\nunsubscribe\n", COMMAND_UNSUBSCRIBE},
	{"", "> subscribe\n", COMMAND_NONE},
	/* what may mean something else stands alone */
	{"", "Stop!\n", COMMAND_UNSUBSCRIBE},
	{"", "stop\n\n-- \nAnn\n", COMMAND_UNSUBSCRIBE},
	{"", "stop\n\n> The bridge\n", COMMAND_UNSUBSCRIBE},
	{"", "Stop!\nThe bridge must not fall.\n", COMMAND_NONE},
	{"", "Abmelden\nDanke\n", COMMAND_UNSUBSCRIBE},
	{"Désabonner", "", COMMAND_UNSUBSCRIBE},
	/* the subject comes first */
	{"help", "subscribe", COMMAND_HELP},
	/* nothing more and nothing less */
	{"", "", COMMAND_NONE},
	{"", "Dear editor,\nsubscribe\n", COMMAND_NONE},
	{"", "subscribe me please", COMMAND_NONE},
	{"Re: subscribe", "", COMMAND_NONE},
	{"subscribed", "", COMMAND_NONE},
	{"", "On Monday Ann wrote:\n> help\nsubscribe", COMMAND_NONE},
	{"", "<b>subscribe</b>", COMMAND_NONE},
};

START_TEST(find_takes_one_word_of_subject_or_first_own_line)
{
	ck_assert_int_eq(
		command_find(str_of(mails[_i].subject), str_of(mails[_i].text)),
		mails[_i].command);
}
END_TEST

START_TEST(a_word_that_may_mean_something_else_ends_nothing)
{
	ck_assert_int_eq(command_in_answer(str_of("Unsubscribe!")),
	                 COMMAND_UNSUBSCRIBE);
	ck_assert_int_eq(command_in_answer(str_of("\n abmelden. \n")),
	                 COMMAND_UNSUBSCRIBE);
	ck_assert_int_eq(command_in_answer(str_of("Darse de baja")),
	                 COMMAND_UNSUBSCRIBE);
	ck_assert_int_eq(command_in_answer(str_of("Leave")), COMMAND_NONE);
	ck_assert_int_eq(command_in_answer(str_of("Stop!")), COMMAND_NONE);
	ck_assert_int_eq(command_in_answer(str_of("abmelden\nSofort")),
	                 COMMAND_NONE);
	ck_assert_int_eq(command_in_answer(str_of("subscribe")), COMMAND_NONE);
	ck_assert_int_eq(command_in_answer(str_of("")), COMMAND_NONE);
}
END_TEST

static const struct {
	const char *subject, *text;
	enum consent expected;
} consents[] = {
	{"", "yes", CONSENT_YES},
	{"", "\n\n  Yes!\nmore\n", CONSENT_YES},
	{"Re: Is this yours", "> quoted\nJa.\n> yes", CONSENT_YES},
	{"Yes", "no", CONSENT_YES},
	{"", "\xd0\x94\xd0\xb0", CONSENT_YES},
	{"", "No.", CONSENT_NO},
	{"no", "", CONSENT_NO},
	{"", "nein\n\nHerr Meier", CONSENT_NO},
	{"", "\xe3\x81\x84\xe3\x81\x84\xe3\x81\x88", CONSENT_NO},
	{"", "", CONSENT_NONE},
	{"", "yes please", CONSENT_NONE},
	{"", "No, I did not", CONSENT_NONE},
	{"", "I am away until Monday.\nyes", CONSENT_NONE},
	{"Automatic reply: yes", "I am away.", CONSENT_NONE},
	{"", "> yes", CONSENT_NONE},
};

START_TEST(consent_is_one_word_of_subject_or_first_own_line)
{
	ck_assert_int_eq(consent_find(str_of(consents[_i].subject),
	                              str_of(consents[_i].text)),
	                 consents[_i].expected);
}
END_TEST

static const struct {
	const char *subject, *own;
	enum consent expected;
} givens[] = {
	{"", "", CONSENT_YES},
	{"Re: Please confirm", " \n", CONSENT_YES},
	{"\xe5\x9b\x9e\xe5\xa4\x8d\xef\xbc\x9aPlease confirm", "", CONSENT_YES},
	{"(no subject)", "", CONSENT_YES},
	{"Yes", "", CONSENT_YES},
	{"hello", "Ja!\nAnn", CONSENT_YES},
	{"", "yes", CONSENT_YES},
	{"", "No, that is not my address!", CONSENT_NO},
	{"", "\n\nNein das war ich nicht", CONSENT_NO},
	{"No", "", CONSENT_NO},
	{"No, not me", "", CONSENT_NO},
	{"Re: no", "", CONSENT_NO},
	{"No", "yes", CONSENT_NO},
	{"Yes", "no", CONSENT_NO},
	{"", "> yes\nno", CONSENT_NO},
	{"", "That was not me.", CONSENT_NONE},
	{"", "Yes, but I did not write it", CONSENT_NONE},
	{"", "Hi,\nno", CONSENT_NONE},
	{"", "Who are you?", CONSENT_NONE},
	{"Yes", "Who are you?", CONSENT_NONE},
	{"I never wrote this", "", CONSENT_NONE},
	{"Who are you: a newsletter?", "", CONSENT_NONE},
	{"", "Si no fui yo?", CONSENT_NONE},
	{"", "Da ich das nicht war", CONSENT_NONE},
	{"", "block", CONSENT_BLOCK},
	{"Block", "", CONSENT_BLOCK},
	{"", "No more!", CONSENT_BLOCK},
	{"", "Block. You bother me", CONSENT_BLOCK},
};

START_TEST(consent_is_given_by_nothing_or_yes_and_by_no_other_words)
{
	ck_assert_msg(consent_given(str_of(givens[_i].subject),
	                            str_of(givens[_i].own)) ==
	                      givens[_i].expected,
	              "%s, %s", givens[_i].subject, givens[_i].own);
}
END_TEST

/* What vacation programs write, without any mark of one (STANDARDS T-09). */
static const char *const vacations[][2] = {
	{"Re: Please confirm",
         "I am out of the office until Monday and will confirm nothing.\n"},
	{"Re: Bitte bestätigen", "Ich bin bis Montag nicht im Büro. Bitte "
                                 "wenden Sie sich an Frau Beispiel.\n"},
	{"RE: Confirm", "Je suis absent jusqu'au 24 novembre. Merci d'écrire à "
                        "help@example.org.\n"},
	{"Re: confirm", "Estaré fuera de la oficina. Para ayuda: 555.\n"},
	{"R: confirm", "Sono in ferie fino a lunedì.\n"},
	{"Re: confirm", "Estou de férias e respondo na volta.\n"},
	{"Antw: confirm", "Ik ben afwezig tot maandag.\n"},
	{"SV: confirm", "Jag är på semester till måndag.\n"},
	{"SV: confirm", "Jeg er på ferie til mandag.\n"},
	{"VS: confirm", "Olen lomalla maanantaihin asti.\n"},
	{"Odp: confirm", "Jestem na urlopie do poniedziałku.\n"},
	{"Re: confirm", "Jsem na dovolené do pondělí.\n"},
	{"Re: confirm", "Меня нет на месте до понедельника.\n"},
	{"Re: confirm", "Мене немає в офісі до понеділка.\n"},
	{"YNT: confirm", "Pazartesiye kadar izindeyim.\n"},
	{"Απ: confirm", "Απουσιάζω μέχρι τη Δευτέρα.\n"},
	{"Re: confirm", "אני לא במשרד עד יום שני.\n"},
	{"Re: confirm", "أنا خارج المكتب حتى الاثنين.\n"},
	{"Re: confirm", "月曜日まで休暇をいただいております。\n"},
	{"Re: confirm", "我外出至星期一。\n"},
	{"Re: confirm", "월요일까지 부재중입니다.\n"},
	{"Re: confirm", "Thank you for your mail.\n\nsubscribe to our own "
                        "list: http://example.org\nhelp: 555\n"},
};

START_TEST(a_vacation_text_commands_nothing)
{
	ck_assert_int_eq(command_find(str_of(vacations[_i][0]),
	                              str_of(vacations[_i][1])),
	                 COMMAND_NONE);
}
END_TEST

START_TEST(commands_have_names)
{
	ck_assert_str_eq(command_name(COMMAND_SUBSCRIBE), "subscribe");
	ck_assert_str_eq(command_name(COMMAND_UNSUBSCRIBE), "unsubscribe");
	ck_assert_str_eq(command_name(COMMAND_HELP), "help");
	ck_assert_str_eq(command_name(COMMAND_NONE), "none");
}
END_TEST

static const char *const codes[] = {"off-topic", "abuse",    "duplicate",
                                    "spam",      "too-long", "unverified",
                                    "other"};

START_TEST(each_code_is_a_reason_and_is_listed)
{
	char *upper = arena_copy(&arena, str_of(codes[_i]));

	for (char *p = upper; *p; p++)
		*p = *p == '-' ? '-' : (char)(*p - 'a' + 'A');
	ck_assert(reject_reason_ok(str_of(codes[_i])));
	ck_assert(reject_reason_ok(str_of(upper)));
	ck_assert_uint_ne(str_find(str_of(reject_reasons), codes[_i]),
	                  STR_NONE);
}
END_TEST

START_TEST(nothing_else_is_a_reason)
{
	static const char *const others[] = {
		"", " ", ",", "off", "topic", "spam,", "spam, too-long", "rude",
	};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		ck_assert(!reject_reason_ok(str_of(others[i])));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("command");
	TCase *find = tcase_create("command_find");
	TCase *leave = tcase_create("command_in_answer");
	TCase *name = tcase_create("command_name");
	TCase *reason = tcase_create("reject_reason_ok");

	tcase_add_loop_test(find,
	                    find_takes_one_word_of_subject_or_first_own_line, 0,
	                    ARRAY_LEN(mails));
	suite_add_tcase(s, find);

	tcase_add_test(leave, a_word_that_may_mean_something_else_ends_nothing);
	suite_add_tcase(s, leave);

	tcase_add_loop_test(name,
	                    consent_is_one_word_of_subject_or_first_own_line, 0,
	                    ARRAY_LEN(consents));
	tcase_add_loop_test(
		name, consent_is_given_by_nothing_or_yes_and_by_no_other_words,
		0, ARRAY_LEN(givens));
	tcase_add_loop_test(name, a_vacation_text_commands_nothing, 0,
	                    ARRAY_LEN(vacations));
	tcase_add_test(name, commands_have_names);
	suite_add_tcase(s, name);

	tcase_add_checked_fixture(reason, NULL, drop_arena);
	tcase_add_loop_test(reason, each_code_is_a_reason_and_is_listed, 0,
	                    ARRAY_LEN(codes));
	tcase_add_test(reason, nothing_else_is_a_reason);
	suite_add_tcase(s, reason);

	return s;
}

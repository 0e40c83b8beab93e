#include "tests/suite.h"

#include "digest/commandwords.h"

static const struct {
	const char *text;
	enum command command;
	bool is_clear;
} words[] = {
	{"unsubscribe", COMMAND_UNSUBSCRIBE, true},
	{"UNSUBSCRIBE", COMMAND_UNSUBSCRIBE, true},
	{"abmelden", COMMAND_UNSUBSCRIBE, true},
	{"Abbestellen", COMMAND_UNSUBSCRIBE, true},
	{"Désabonner", COMMAND_UNSUBSCRIBE, true},
	{"désinscription", COMMAND_UNSUBSCRIBE, true},
	{"darse de baja", COMMAND_UNSUBSCRIBE, true},
	{"disiscrivimi", COMMAND_UNSUBSCRIBE, true},
	{"cancelar subscrição", COMMAND_UNSUBSCRIBE, true},
	{"afmelden", COMMAND_UNSUBSCRIBE, true},
	{"avprenumerera", COMMAND_UNSUBSCRIBE, true},
	{"afmeld", COMMAND_UNSUBSCRIBE, true},
	{"meld av", COMMAND_UNSUBSCRIBE, true},
	{"Peru tilaus", COMMAND_UNSUBSCRIBE, true},
	{"wypisz mnie", COMMAND_UNSUBSCRIBE, true},
	{"odhlásit", COMMAND_UNSUBSCRIBE, true},
	{"stop", COMMAND_UNSUBSCRIBE, false},
	{"leave", COMMAND_UNSUBSCRIBE, false},
	{"baja", COMMAND_UNSUBSCRIBE, false},
	{"subscribe", COMMAND_SUBSCRIBE, true},
	{"abonnieren", COMMAND_SUBSCRIBE, true},
	{"s'abonner", COMMAND_SUBSCRIBE, true},
	{"suscribirse", COMMAND_SUBSCRIBE, true},
	{"iscrivimi", COMMAND_SUBSCRIBE, true},
	{"subscrever", COMMAND_SUBSCRIBE, true},
	{"aanmelden", COMMAND_SUBSCRIBE, true},
	{"prenumerera", COMMAND_SUBSCRIBE, true},
	{"tilmeld", COMMAND_SUBSCRIBE, true},
	{"meld på", COMMAND_SUBSCRIBE, false},
	{"tilaa", COMMAND_SUBSCRIBE, true},
	{"zapisz mnie", COMMAND_SUBSCRIBE, true},
	{"odebírat", COMMAND_SUBSCRIBE, true},
	{"FAQ", COMMAND_FAQ, true},
	{"help", COMMAND_HELP, true},
	{"Hilfe", COMMAND_HELP, true},
	{"aide", COMMAND_HELP, true},
	{"ayuda", COMMAND_HELP, true},
	{"aiuto", COMMAND_HELP, true},
	{"ajuda", COMMAND_HELP, true},
	{"hulp", COMMAND_HELP, true},
	{"hjälp", COMMAND_HELP, true},
	{"hjælp", COMMAND_HELP, true},
	{"hjelp", COMMAND_HELP, true},
	{"ohje", COMMAND_HELP, true},
	{"pomoc", COMMAND_HELP, true},
	{"nápověda", COMMAND_HELP, true},
	{"", COMMAND_NONE, false},
	{"unsubscribe me", COMMAND_NONE, false},
	{"abmelden,austragen", COMMAND_NONE, false},
	{"abmeld", COMMAND_NONE, false},
};

START_TEST(a_word_is_a_command_in_its_language)
{
	bool is_clear = false;

	ck_assert_int_eq(commandwords_find(str_of(words[_i].text), &is_clear),
	                 words[_i].command);
	ck_assert_int_eq(is_clear, words[_i].is_clear);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("commandwords");
	TCase *t = tcase_create("commandwords_find");

	tcase_add_loop_test(t, a_word_is_a_command_in_its_language, 0,
	                    ARRAY_LEN(words));
	suite_add_tcase(s, t);
	return s;
}

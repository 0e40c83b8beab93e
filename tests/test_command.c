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

/* What was read, a line each: "a 1", "r 3 spam (words)", "? as written". */
static struct str told(struct str text)
{
	struct verdict_line *lines;
	size_t n = decision_parse(&arena, text, &lines);
	struct buf out = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < n; i++) {
		const struct verdict_line *l = &lines[i];

		if (l->verb == VERB_UNKNOWN)
			buf_adds(&out, "? ");
		else
			buf_addf(&out, "%c %lld",
			         l->verb == VERB_APPROVE ? 'a' : 'r',
			         (long long)l->number);
		if (l->verb == VERB_UNKNOWN)
			buf_add(&out, l->line);
		if (l->verb == VERB_REJECT) {
			buf_addc(&out, ' ');
			buf_add(&out, l->reason);
		}
		if (l->words.len > 0) {
			buf_adds(&out, " (");
			buf_add(&out, l->words);
			buf_addc(&out, ')');
		}
		buf_adds(&out, "; ");
	}
	return str_trim(buf_take(&out, &arena));
}

#define DE_ATTRIBUTION                                                         \
	"Am 23.11.2026 um 08:00 schrieb The Courier <c@example.org>:\n"

static const struct {
	const char *text, *told;
} answers[] = {
	/* as the queue mail says it */
	{"a 1 2 3", "a 1; a 2; a 3;"},
	{"a 1 2 5-7", "a 1; a 2; a 5; a 6; a 7;"},
	{"r 4 off-topic", "r 4 off-topic;"},
	{"a 1 2\nr 3 4 spam\n", "a 1; a 2; r 3 spam; r 4 spam;"},
	{"r 3 other \"Please use your name\"",
         "r 3 other (Please use your name);"},
	/* typed on telephones */
	{"A 1", "a 1;"},
	{"Approve 1, 2, 3.", "a 1; a 2; a 3;"},
	{"approved 1,2,3", "a 1; a 2; a 3;"},
	{"A 1,", "a 1;"},
	{"Approve: 1 2", "a 1; a 2;"},
	{"a: 1", "a 1;"},
	{"a #1 #2", "a 1; a 2;"},
	{"a # 1", "a 1;"},
	{"a 1 - 3", "a 1; a 2; a 3;"},
	{"a 1\xe2\x80\x93"
         "3",
         "a 1; a 2; a 3;"},
	{"a 1 \xe2\x80\x94 3", "a 1; a 2; a 3;"},
	{"a\xc2\xa0"
         "1\xc2\xa0"
         "2",
         "a 1; a 2;"},
	{"\xef\xbb\xbf"
         "a 1",
         "a 1;"},
	{"  a   1\t2  \r\n", "a 1; a 2;"},
	{"a 007", "a 7;"},
	{"Reject 3 Off-Topic", "r 3 off-topic;"},
	{"Rejected 3: off topic.", "r 3 off-topic;"},
	{"R 3 - Spam", "r 3 spam;"},
	{"r 3, 4, too long", "r 3 too-long; r 4 too-long;"},
	{"r 2 abuse \xe2\x80\x9cmind your tone\xe2\x80\x9d",
         "r 2 abuse (mind your tone);"},
	{"r 2 abuse: \xe2\x80\x9emind your tone\xe2\x80\x9c.",
         "r 2 abuse (mind your tone);"},
	{"r 2 abuse \"\"", "r 2 abuse;"},
	{"r 3 spam \"the original message is here: a 9\"",
         "r 3 spam (the original message is here: a 9);"},
	/* what is not understood to the letter changes nothing */
	{"approve 1 and 2", "? approve 1 and 2;"},
	{"approve all", "? approve all;"},
	{"a", "? a;"},
	{"approve", "? approve;"},
	{"a1 2", "? a1 2;"},
	{"1 a", "? 1 a;"},
	{"yes to 1", "? yes to 1;"},
	{"a 1 x", "? a 1 x;"},
	{"a 1 2-x", "? a 1 2-x;"},
	{"a 1-", "? a 1-;"},
	{"a -1", "? a -1;"},
	{"a 5-3", "? a 5-3;"},
	{"a 1 5-3", "? a 1 5-3;"},
	{"a 1 2-900", "? a 1 2-900;"},
	{"a 1234567", "? a 1234567;"},
	{"a 1 99999999999999999999", "? a 1 99999999999999999999;"},
	{"a one", "? a one;"},
	{"ab 1", "? ab 1;"},
	{"don't a 1", "? don't a 1;"},
	{"r 3", "? r 3;"},
	{"r 3 rude", "? r 3 rude;"},
	{"r 3 spammer", "? r 3 spammer;"},
	{"r off-topic 3", "? r off-topic 3;"},
	{"r 3 spam really", "? r 3 spam really;"},
	{"r 2 spam a 3", "? r 2 spam a 3;"},
	{"r 2 spam \"half", "? r 2 spam \"half;"},
	{"r 1 5-3 spam", "? r 1 5-3 spam;"},
	{"<div>a 1</div>", "? <div>a 1</div>;"},
	{"&nbsp;a 1", "? &nbsp;a 1;"},
	{"Hello,\n\na 1\n", "? Hello,; a 1;"},
	/* numbers are not judged here */
	{"a 0", "a 0;"},
	{"a 999999", "a 999999;"},
	{"a 1 1", "a 1; a 1;"},
	/* what is quoted below is nobody's decision */
	{"a 1\n\n> a 2\na 3", "a 1;"},
	{">a 2\na 3", ""},
	{"a 1\n\nOn Mon, 23 Nov 2026 The Courier wrote:\na 2", "a 1;"},
	{"a 1\n\nOn Mon, Nov 23, 2026 at 8:00 AM The Courier <c@example.org>\n"
         "wrote:\n\n> a 2\n",
         "a 1;"},
	{"a 1\n\n" DE_ATTRIBUTION "\na 2", "a 1;"},
	{"a 1\n\nLe lun. 23 nov. 2026 \xc3\xa0 08:00, The Courier "
         "<c@example.org> a \xc3\xa9"
         "crit :\n\na 2",
         "a 1;"},
	{"a 1\n\nFrom: The Courier <c@example.org>\nSent: Monday\na 2", "a 1;"},
	{"a 1\n\nVon: The Courier <c@example.org>\nGesendet: Montag\na 2",
         "a 1;"},
	{"a 1\n________________________________\na 2", "a 1;"},
	{"a 1\n-----Original Message-----\na 2", "a 1;"},
	{"a 1\n-----Urspr\xc3\xbcngliche Nachricht-----\na 2", "a 1;"},
	{"a 1\n[1] Ann (first comment), 5 min ago\na 2", "a 1;"},
	/* signatures */
	{"a 1\n-- \nAnn\na 2", "a 1;"},
	{"a 1\n--\na 2", "a 1;"},
	{"a 1\n\nSent from my iPhone\n", "a 1;"},
	{"a 1\n\nVon meinem iPhone gesendet\n", "a 1;"},
	{"a 1\n\nThanks,\nAnn", "a 1; ? Thanks,; ? Ann;"},
	{"", ""},
	{"\n \n", ""},
};

START_TEST(an_answer_is_read_so)
{
	ck_assert_text(told(str_of(answers[_i].text)), answers[_i].told);
}
END_TEST

START_TEST(a_line_is_kept_as_written)
{
	struct verdict_line *lines;
	size_t n = decision_parse(&arena, str_of("  A 1,  2 \n"), &lines);

	ck_assert_uint_eq(n, 2);
	ck_assert_text(lines[0].line, "A 1,  2");
	ck_assert_text(lines[1].line, "A 1,  2");
}
END_TEST

START_TEST(a_moderator_may_name_each_number_of_a_long_queue)
{
	struct buf text = BUF_INIT(10000);
	struct verdict_line *lines;

	buf_adds(&text, "a");
	for (int i = 1; i <= DECISION_NUMBERS_MAX; i++)
		buf_addf(&text, " %d", i);
	ck_assert_uint_eq(
		decision_parse(&arena, buf_take(&text, &arena), &lines),
		DECISION_NUMBERS_MAX);
	for (int i = 0; i < DECISION_NUMBERS_MAX; i++)
		ck_assert_int_eq(lines[i].number, i + 1);
}
END_TEST

START_TEST(no_more_numbers_than_the_limit_are_taken_from_one_answer)
{
	struct verdict_line *lines;
	struct str text = str_of("a 1-500\na 501\n? \nwhat");

	ck_assert_uint_eq(decision_parse(&arena, text, &lines),
	                  DECISION_NUMBERS_MAX);
	ck_assert_int_eq(lines[DECISION_NUMBERS_MAX - 1].number, 500);
	ck_assert_text(told(str_of("a 1-501")), "? a 1-501;");
}
END_TEST

START_TEST(no_bytes_bring_it_down)
{
	struct verdict_line *lines;
	static const char bytes[] = "a 1\xff\nr \xe2\x80 spam\0a 2\n\x01\x02";

	for (size_t n = 0; n < sizeof(bytes); n++)
		ck_assert_uint_le(
			decision_parse(&arena, (struct str){bytes, n}, &lines),
			4);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("command");
	TCase *find = tcase_create("command_find");
	TCase *name = tcase_create("command_name");
	TCase *reason = tcase_create("reject_reason_ok");
	TCase *parse = tcase_create("decision_parse");

	tcase_add_loop_test(find,
	                    find_takes_one_word_of_subject_or_first_own_line, 0,
	                    ARRAY_LEN(mails));
	suite_add_tcase(s, find);

	tcase_add_loop_test(name,
	                    consent_is_one_word_of_subject_or_first_own_line, 0,
	                    ARRAY_LEN(consents));
	tcase_add_loop_test(name, a_vacation_text_commands_nothing, 0,
	                    ARRAY_LEN(vacations));
	tcase_add_test(name, commands_have_names);
	suite_add_tcase(s, name);

	tcase_add_checked_fixture(reason, NULL, drop_arena);
	tcase_add_loop_test(reason, each_code_is_a_reason_and_is_listed, 0,
	                    ARRAY_LEN(codes));
	tcase_add_test(reason, nothing_else_is_a_reason);
	suite_add_tcase(s, reason);

	tcase_add_checked_fixture(parse, NULL, drop_arena);
	tcase_add_loop_test(parse, an_answer_is_read_so, 0, ARRAY_LEN(answers));
	tcase_add_test(parse, a_line_is_kept_as_written);
	tcase_add_test(parse, a_moderator_may_name_each_number_of_a_long_queue);
	tcase_add_test(
		parse,
		no_more_numbers_than_the_limit_are_taken_from_one_answer);
	tcase_add_test(parse, no_bytes_bring_it_down);
	suite_add_tcase(s, parse);
	return s;
}

#include "tests/suite.h"

#include "mailer/verdict.h"

/* What libesmtp was seen to report for each event (LIBRARIES 1.7). */
static const struct row {
	const char *event;
	struct verdict_facts facts; /* MAIL, RCPT, transfer, complete, ended */
	enum smtp_verdict verdict;
} rows[] = {
	{"all fine", {250, 250, 250, 1, 1}, SMTP_SENT},
	{"251 will forward", {250, 251, 250, 1, 1}, SMTP_SENT},
	{"RCPT 450, DATA 554", {250, 450, 554, 0, 0}, SMTP_TEMPORARY},
	{"RCPT 450, BDAT 551", {250, 450, 551, 1, 1}, SMTP_TEMPORARY},
	{"RCPT 550, DATA 554", {250, 550, 554, 1, 0}, SMTP_REFUSED},
	{"RCPT 550, BDAT 551", {250, 550, 551, 1, 1}, SMTP_REFUSED},
	{"RCPT 550, nothing more", {250, 550, 0, 1, 0}, SMTP_REFUSED},
	{"RCPT 450 though the end went", {250, 450, 0, 0, 1}, SMTP_TEMPORARY},
	{"MAIL 550", {550, 0, 0, 0, 0}, SMTP_SENDER_REFUSED},
	{"MAIL 530 login first", {530, 0, 0, 0, 0}, SMTP_SENDER_REFUSED},
	{"MAIL 552 by SIZE", {552, 0, 0, 0, 0}, SMTP_MESSAGE_REFUSED},
	{"MAIL 451", {451, 0, 0, 0, 0}, SMTP_TEMPORARY},
	{"MAIL 421", {421, 0, 0, 0, 0}, SMTP_TEMPORARY},
	{"MAIL 354 is nonsense", {354, 0, 0, 0, 0}, SMTP_TEMPORARY},
	{"DATA 451", {250, 250, 451, 0, 0}, SMTP_TEMPORARY},
	{"dot 451", {250, 250, 451, 0, 1}, SMTP_TEMPORARY},
	{"dot 552", {250, 250, 552, 1, 1}, SMTP_MESSAGE_REFUSED},
	{"dot 554", {250, 250, 554, 1, 1}, SMTP_MESSAGE_REFUSED},
	{"BDAT 452 behind 503", {250, 250, 503, 1, 1}, SMTP_TEMPORARY},
	{"closed before the dot's reply", {250, 250, 0, 0, 1}, SMTP_IN_DOUBT},
	{"closed in the middle", {250, 250, 0, 0, 0}, SMTP_TEMPORARY},
	{"time-out before the dot's reply",
         {250, 250, 354, 0, 1},
         SMTP_IN_DOUBT},
	{"half of the dot's reply", {250, 250, 25, 0, 1}, SMTP_IN_DOUBT},
	{"the dot's code and no more", {250, 250, 250, 0, 1}, SMTP_IN_DOUBT},
	{"closed before RCPT's reply", {250, 0, 0, 0, 0}, SMTP_NOT_TRIED},
	{"the same, BDAT LAST was out", {250, 0, 0, 0, 1}, SMTP_IN_DOUBT},
	{"a later message", {0, 0, 0, 0, 0}, SMTP_NOT_TRIED},
	{"RCPT 421 and closed", {250, 421, 0, 0, 0}, SMTP_TEMPORARY},
	{"RCPT 354 is nonsense", {250, 354, 0, 0, 0}, SMTP_TEMPORARY},
	{"out of step: DATA 250", {250, 250, 250, 0, 0}, SMTP_IN_DOUBT},
};

START_TEST(of_judges_as_the_replies_came)
{
	const struct row *row = &rows[_i];

	ck_assert_msg(verdict_of(&row->facts) == row->verdict, "%s",
	              row->event);
}
END_TEST

START_TEST(of_calls_sent_only_what_two_good_replies_and_the_end_say)
{
	static const int codes[] = {0, 25, 250, 354, 421, 450, 503, 550, 552};
	const size_t n = ARRAY_LEN(codes);
	int n_sent = 0;

	for (size_t i = 0; i < n * n * n * 4; i++) {
		struct verdict_facts facts = {
			.mail = codes[i / 4 % n],
			.rcpt = codes[i / 4 / n % n],
			.transfer = codes[i / 4 / n / n],
			.is_complete = i & 1,
			.is_ended = i & 2,
		};

		if (verdict_of(&facts) != SMTP_SENT)
			continue;
		n_sent++;
		ck_assert_int_eq(facts.mail, 250);
		ck_assert_int_eq(facts.rcpt, 250);
		ck_assert_int_eq(facts.transfer, 250);
		ck_assert(facts.is_complete);
	}
	ck_assert_int_eq(n_sent, 2);
}
END_TEST

START_TEST(of_never_blames_the_reader_for_anything_but_rcpt)
{
	static const int codes[] = {0, 250, 451, 550, 554, 571};
	const size_t n = ARRAY_LEN(codes);
	int n_refused = 0;

	for (size_t i = 0; i < n * n * n; i++) {
		struct verdict_facts facts = {codes[i % n], codes[i / n % n],
		                              codes[i / n / n], true, true};

		if (verdict_of(&facts) != SMTP_REFUSED)
			continue;
		n_refused++;
		ck_assert_int_eq(facts.mail, 250);
		ck_assert_int_eq(facts.rcpt / 100, 5);
	}
	ck_assert_int_eq(n_refused, 3 * 6);
}
END_TEST

START_TEST(reply_keeps_code_status_and_words_on_one_line)
{
	static const int enhanced[3] = {5, 1, 1};
	struct smtp_result result = {0};

	verdict_reply(&result, 550, enhanced,
	              "no such\r\nreader \x1b[2J\xc3\xa9\r\n");
	ck_assert_int_eq(result.code, 550);
	ck_assert_str_eq(result.enhanced, "5.1.1");
	ck_assert_str_eq(result.text, "no such reader ?[2J??");
}
END_TEST

START_TEST(reply_drops_a_status_that_is_none)
{
	static const int odd[][3] = {{0, 0, 0},  {4, 2, 0},    {5, 1000, 0},
	                             {5, -1, 0}, {5, 1, 1000}, {55, 0, 0}};
	struct smtp_result result = {0};

	verdict_reply(&result, 550, odd[_i], "no");
	ck_assert_str_eq(result.enhanced, "");
	ck_assert_int_eq(result.code, 550);
}
END_TEST

START_TEST(reply_cuts_long_words)
{
	char words[1000];
	static const int longest[3] = {5, 999, 999};
	struct smtp_result result = {0};

	memset(words, 'x', sizeof(words));
	words[sizeof(words) - 1] = '\0';
	verdict_reply(&result, 599, longest, words);
	ck_assert_uint_eq(strlen(result.text), sizeof(result.text) - 1);
	ck_assert_str_eq(result.enhanced, "5.999.999");
}
END_TEST

START_TEST(silence_has_no_code)
{
	struct smtp_result result = {0};

	verdict_silence(&result, "connection lost\n");
	ck_assert_int_eq(result.code, 0);
	ck_assert_str_eq(result.text, "connection lost");
	verdict_silence(&result, NULL);
	ck_assert_str_eq(result.text, "");
}
END_TEST

START_TEST(name_is_a_word_of_its_own_for_each)
{
	for (int a = SMTP_SENT; a <= SMTP_NOT_TRIED; a++)
		for (int b = SMTP_SENT; b < a; b++)
			ck_assert_str_ne(
				smtp_verdict_name((enum smtp_verdict)a),
				smtp_verdict_name((enum smtp_verdict)b));
	ck_assert_str_eq(smtp_verdict_name(SMTP_IN_DOUBT), "in-doubt");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("verdict");
	TCase *of = tcase_create("verdict_of");
	TCase *reply = tcase_create("verdict_reply");

	tcase_add_loop_test(of, of_judges_as_the_replies_came, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(
		of, of_calls_sent_only_what_two_good_replies_and_the_end_say);
	tcase_add_test(of, of_never_blames_the_reader_for_anything_but_rcpt);
	suite_add_tcase(s, of);
	tcase_add_test(reply, reply_keeps_code_status_and_words_on_one_line);
	tcase_add_loop_test(reply, reply_drops_a_status_that_is_none, 0, 6);
	tcase_add_test(reply, reply_cuts_long_words);
	tcase_add_test(reply, silence_has_no_code);
	tcase_add_test(reply, name_is_a_word_of_its_own_for_each);
	suite_add_tcase(s, reply);
	return s;
}

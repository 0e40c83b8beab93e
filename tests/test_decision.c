#include "digest/decision.h"

#include "base/buf.h"
#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static void add_order(struct buf *out, const struct order *o)
{
	static const char letters[] = "arefb?hucX";

	if (o->verb == VERB_UNKNOWN) {
		buf_adds(out, "? ");
		buf_add(out, o->line);
		return;
	}
	buf_addf(out, "%c %lld", letters[o->verb], (long long)o->number);
	if (o->reason.len > 0) {
		buf_addc(out, ' ');
		buf_add(out, o->reason);
	}
	if (o->words.len > 0) {
		buf_adds(out, o->verb == VERB_EDIT ? " {" : " (");
		buf_add(out, o->words);
		buf_addc(out, o->verb == VERB_EDIT ? '}' : ')');
	}
}

/* What was read, `strangers` being the letters of the queue. */
static struct str told_among(struct str text,
                             const struct decision_strangers *strangers)
{
	struct order *orders;
	size_t n = decision_parse(&arena, text, strangers, &orders, NULL);
	struct buf out = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < n; i++) {
		add_order(&out, &orders[i]);
		buf_adds(&out, "; ");
	}
	return str_trim(buf_take(&out, &arena));
}

/* The same: "a 1", "r 3 spam (words)", "e 6 {text}", "? as written". */
static struct str told(struct str text)
{
	return told_among(text, NULL);
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
	{"approve 1 and 2", "a 1; a 2;"},
	{"approve all", "? approve all;"},
	{"a", "? a;"},
	{"approve", "? approve;"},
	{"a1 2", "a 1; a 2;"},
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
	{"Hello,\n\na 1\n", "a 1;"},
	/* numbers are not judged here */
	{"a 0", "a 0;"},
	{"a 999999", "a 999999;"},
	{"a 1 1", "a 1; a 1;"},
	/* what is quoted below is nobody's decision */
	{"a 1\n\n> a 2\na 3", "a 1; a 3;"},
	{">a 2\na 3", "a 3;"},
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
	{"a 1\n\nThanks,\nAnn", "a 1;"},
	{"a 1\n\nBest regards,\nAnn Lee\n", "a 1;"},
	{"a 1\nThanks,\nnot number three\na 2",
         "a 1; ? not number three; a 2;"},
	{"a 1\nThanks,\napprove all", "a 1; ? approve all;"},
	/* own words on several lines, numbers that a program broke */
	{"r 4 abuse \"Please leave the names of other\nreaders out\"\na 5",
         "r 4 abuse (Please leave the names of other readers out); a 5;"},
	{"r 4 abuse \"Please\na 5\nr 6 other \"no\"",
         "? r 4 abuse \"Please; a 5; r 6 other (no);"},
	{"a 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115\n116 "
         "117",
         "a 101; a 102; a 103; a 104; a 105; a 106; a 107; a 108; a 109;"
         " a 110; a 111; a 112; a 113; a 114; a 115; a 116; a 117;"},
	{"a 1 2\n3 4", "a 1; a 2; ? 3 4;"},
	/* edits */
	{"e 6\nThe ferry is late.\n", "e 6 {The ferry is late.};"},
	{"e 6\nThe ferry\n\nis late.\n.\na 7",
         "e 6 {The ferry\n\nis late.}; a 7;"},
	{"E 6.\nThe ferry is late.\nA 7", "e 6 {The ferry is late.}; a 7;"},
	{"edit 6: The ferry is late.", "e 6 {The ferry is late.};"},
	{"e 6\nA 5 minute walk\n.", "e 6 {A 5 minute walk};"},
	{"e 6\nThe ferry is late.\n\nSent from my iPhone",
         "e 6 {The ferry is late.};"},
	{"e 6\nThe ferry\n\nis late\n\nIda", "? e 6;"},
	{"e 6\n\n> [6] Ann", "? e 6;"},
	{"e 6 7\nText", "? e 6 7; ? Text;"},
	{"e 6 The ferry", "? e 6 The ferry;"},
	{"e 6", "? e 6;"},
	/* the queue quoted above, or around the orders */
	{"On Mon, 23 Nov 2026 The Courier <c@example.org> wrote:\n> [1] Ann\n"
         ">    > It is late\n\na 1\n",
         "a 1;"},
	{"> [1] Ann\na 1\n> [2] Bo\nr 2 spam\n", "a 1; r 2 spam;"},
	{"> a line that a program\nbroke here\n> goes on\na 1", "a 1;"},
	{"> a line\nwhat is that?\n", "? what is that?;"},
	{"", ""},
	{"\n \n", ""},
};

START_TEST(an_answer_is_read_so)
{
	ck_assert_text(told(str_of(answers[_i].text)), answers[_i].told);
}
END_TEST

static const struct {
	const char *letter, *text, *told;
} lures[] = {
	/* a program broke the quoted line and lost its mark */
	{"You will like a 5 star ferry",
         "> [1] Ann: You will like\na 5\n> star", "? a 5;"},
	{"like a\n5, yes", "> like\na 5\n", "? a 5;"},
	{"like A\xc2\xa0"
         "5",
         "> like\na 5\n", "? a 5;"},
	/* the moderator's own, beside it */
	{"You will like a 5 star ferry", "> [1] Ann\n\na 6\n", "a 6;"},
	{"You will like a 50 star ferry", "> [1] Ann\n\na 5\n", "a 5;"},
	/* above the quote nothing is a stranger's */
	{"You will like a 5 star ferry", "a 5\n\n> [1] Ann\n", "a 5;"},
};

START_TEST(t45_words_of_a_letter_below_a_quote_decide_nothing)
{
	const struct str letter = str_of(lures[_i].letter);
	const struct decision_strangers strangers = {&letter, 1};

	ck_assert_text(told_among(str_of(lures[_i].text), &strangers),
	               lures[_i].told);
}
END_TEST

START_TEST(a_fault_says_what_was_missing)
{
	static const struct {
		const char *text;
		enum order_fault fault;
	} faults[] = {
		{"hm", ORDER_FAULT_WORDS},
		{"r 3", ORDER_FAULT_REASON},
		{"r 3 spam \"half", ORDER_FAULT_QUOTE},
		{"r 3 spam (really)", ORDER_FAULT_QUOTE},
		{"e 3", ORDER_FAULT_TEXT},
		{"e 3\na text\n\nand more of it, I think", ORDER_FAULT_TEXT},
	};

	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		struct order *orders;

		ck_assert_uint_ge(decision_parse(&arena, str_of(faults[i].text),
		                                 NULL, &orders, NULL),
		                  1);
		ck_assert_int_eq(orders[0].verb, VERB_UNKNOWN);
		ck_assert_msg(orders[0].fault == faults[i].fault, "%s",
		              faults[i].text);
	}
}
END_TEST

START_TEST(a_line_is_kept_as_written)
{
	struct order *orders;
	size_t n = decision_parse(&arena, str_of("  A 1,  2 \n"), NULL, &orders,
	                          NULL);

	ck_assert_uint_eq(n, 2);
	ck_assert_text(orders[0].line, "A 1,  2");
	ck_assert_text(orders[1].line, "A 1,  2");
}
END_TEST

START_TEST(a_moderator_may_name_each_number_of_a_long_queue)
{
	struct buf text = BUF_INIT(10000);
	struct order *orders;
	bool is_full = true;

	buf_adds(&text, "a");
	for (int i = 1; i <= ORDER_NUMBERS_MAX; i++)
		buf_addf(&text, " %d", i);
	ck_assert_uint_eq(decision_parse(&arena, buf_take(&text, &arena), NULL,
	                                 &orders, &is_full),
	                  ORDER_NUMBERS_MAX);
	for (int i = 0; i < ORDER_NUMBERS_MAX; i++)
		ck_assert_int_eq(orders[i].number, i + 1);
	ck_assert(!is_full);
}
END_TEST

START_TEST(no_more_numbers_than_the_limit_are_taken_from_one_answer)
{
	struct order *orders;
	bool is_full = false;

	ck_assert_uint_eq(decision_parse(&arena,
	                                 str_of("a 1-500\na 501\n\nwhat"), NULL,
	                                 &orders, &is_full),
	                  ORDER_NUMBERS_MAX);
	ck_assert_int_eq(orders[ORDER_NUMBERS_MAX - 1].number, 500);
	ck_assert(is_full);
	ck_assert_text(told(str_of("a 1-501")), "? a 1-501;");
}
END_TEST

START_TEST(no_bytes_bring_it_down)
{
	struct order *orders;
	static const char bytes[] = "a 1\xff\nr \xe2\x80 spam\0a 2\n\x01\x02";

	for (size_t n = 0; n < sizeof(bytes); n++)
		ck_assert_uint_le(decision_parse(&arena, (struct str){bytes, n},
		                                 NULL, &orders, NULL),
		                  4);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("decision");
	TCase *parse = tcase_create("decision_parse");

	tcase_add_checked_fixture(parse, NULL, drop_arena);
	tcase_add_loop_test(parse, an_answer_is_read_so, 0, ARRAY_LEN(answers));
	tcase_add_loop_test(parse,
	                    t45_words_of_a_letter_below_a_quote_decide_nothing,
	                    0, ARRAY_LEN(lures));
	tcase_add_test(parse, a_fault_says_what_was_missing);
	tcase_add_test(parse, a_line_is_kept_as_written);
	tcase_add_test(parse, a_moderator_may_name_each_number_of_a_long_queue);
	tcase_add_test(
		parse,
		no_more_numbers_than_the_limit_are_taken_from_one_answer);
	tcase_add_test(parse, no_bytes_bring_it_down);
	suite_add_tcase(s, parse);
	return s;
}

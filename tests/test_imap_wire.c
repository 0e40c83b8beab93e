#include "mailer/imap_wire.h"

#include <stdio.h>

#include "tests/suite.h"

static struct imap_wire wire;
static const char *fault;

static void setup(void)
{
	wire = (struct imap_wire){.literal_max = 100, .line_max = 1000};
	fault = NULL;
}

static char passed[400]; /* what libetpan is to see of the last take() */

static bool take(const char *text)
{
	snprintf(passed, sizeof(passed), "%s", text);
	return imap_wire_take(&wire, passed, strlen(passed), &fault);
}

static const struct {
	const char *bytes, *fault;
} refused[] = {
	{"* 1 FETCH (BODY[] {101}", "literal larger than allowed"},
	{"* 1 FETCH (BODY[] {4294967301}\r\n", "literal larger than allowed"},
	{"* 1 FETCH (BODY[] {99999999999999999999999999}\r\n",
         "literal larger than allowed"},
	{"* OK [X {500}\r\n", "literal larger than allowed"},
	{"* 1 FETCH (BODY[] {-1}\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] { 1}\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {1+}\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {}\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {1\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {1} x\r\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {1}\rx\n", "malformed literal"},
	{"* 1 FETCH (BODY[] {2}\r\nab {-1}\r\n", "malformed literal"},
	{"* 4294967296 EXISTS\r\n", "number too large"},
	{"* 1 FETCH (UID 4294967297 FLAGS ())\r\n", "number too large"},
	{"* 1 FETCH (BODY[] {1}\r\nx UID 4294967297)\r\n", "number too large"},
	{"* SEARCH 1 2 4294967301\r\n", "number too large"},
	{"* 1 FETCH ((((((((((((((((((((((((((((((((((((((((", /* 40 */
         "parentheses too deep"},
	{"* 1 FETCH ((((((((((((((((((( {1}\r\nx (((((((((((((((((((",
         "parentheses too deep"},
};

START_TEST(take_refuses)
{
	ck_assert_msg(!take(refused[_i].bytes), "%s", refused[_i].bytes);
	ck_assert_str_eq(fault, refused[_i].fault);
}
END_TEST

START_TEST(take_refuses_the_same_byte_by_byte)
{
	const char *p = refused[_i].bytes;
	char c = *p;

	while (c && imap_wire_take(&wire, &c, 1, &fault))
		c = *++p;
	ck_assert_msg(c != '\0', "%s", refused[_i].bytes);
	ck_assert_str_eq(fault, refused[_i].fault);
}
END_TEST

static const char *const accepted[] = {
	"* OK [ALERT] read {this} or {500 or ((((( and 99999999999 UID\r\n",
	"* 1 FETCH (UID 4294967295 BODY[]<0> {100}\r\n",
	"* 1 FETCH (BODY[] {0}\r\n UID 1)\r\n",
	"* SEARCH 1 2 4294967295\r\n* SEARCH\r\n",
	"* LIST (\\HasNoChildren) \"/\" \"a (b) c\"\r\n",
	"1 OK [COPYUID 1 1:3 99999999999] {x}\r\n",
	"* FLAGS (\\Seen 20240101120000)\r\n",
	"+ {x} go ahead\r\n",
};

START_TEST(take_accepts)
{
	bool ok;

	wire.literal_max = 1000;
	ok = take(accepted[_i]);
	ck_assert_msg(ok, "%s: %s", accepted[_i], fault);
}
END_TEST

START_TEST(take_looks_at_nothing_inside_a_literal)
{
	static const char body[] = "* 9 EXISTS\r\n* BYE\r\n{99999999}\r\n"
				   "((((((((((((((((((((((((((((((((((((((((";
	char start[40];

	snprintf(start, sizeof(start), "* 1 FETCH (BODY[] {%zu}\r\n",
	         sizeof(body) - 1);
	ck_assert(take(start));
	ck_assert(take(body));
	ck_assert_uint_eq(wire.literal_left, 0);
	ck_assert_uint_eq(wire.exists, 0);
	ck_assert(!wire.has_bye);
	ck_assert(take(")\r\n* 9 EXISTS\r\n"));
	ck_assert_uint_eq(wire.exists, 9);
}
END_TEST

START_TEST(take_refuses_a_line_longer_than_allowed)
{
	char line[1001];

	memset(line, 'x', sizeof(line));
	ck_assert(imap_wire_take(&wire, line, 1000, &fault));
	ck_assert(!imap_wire_take(&wire, line, 1, &fault));
	ck_assert_str_eq(fault, "line longer than allowed");
}
END_TEST

START_TEST(take_counts_mails_and_notes_growth_only)
{
	ck_assert(take("* 3 EXISTS\r\n"));
	ck_assert_uint_eq(wire.exists, 3);
	ck_assert(wire.has_news);
	wire.has_news = false;
	ck_assert(take("* 2 EXPUNGE\r\n* 2 EXISTS\r\n* 1 RECENT\r\n"));
	ck_assert_uint_eq(wire.exists, 2);
	ck_assert(!wire.has_news);
	ck_assert(take("* 3 exists\r\n"));
	ck_assert(wire.has_news);
}
END_TEST

static const struct {
	const char *bytes, *passed;
} codes[] = {
	{"* OK [ALERT] x [y]\r\n", "* OK (ALERT] x [y]\r\n"},
	{"* ok [X] y\r\n", "* ok (X] y\r\n"},
	{"12 NO [X] y\r\n", "12 NO (X] y\r\n"},
	{"* PREAUTH [X] y\r\n", "* PREAUTH (X] y\r\n"},
	{"+ [X] y\r\n", "+ (X] y\r\n"},
	{"* BYE [X] y\r\n", "* BYE (X] y\r\n"},
	{"* 1 FETCH (BODY[] {14}\r\n* OK [ALERT] x)\r\n",
         "* 1 FETCH (BODY[] {14}\r\n* OK [ALERT] x)\r\n"},
	{"* LIST () \"/\" [Gmail]\r\n", "* LIST () \"/\" [Gmail]\r\n"},
	{"* OK a [b]\r\n", "* OK a [b]\r\n"},
};

START_TEST(take_makes_text_of_response_codes)
{
	ck_assert(take(codes[_i].bytes));
	ck_assert_str_eq(passed, codes[_i].passed);
}
END_TEST

START_TEST(take_notes_uidvalidity)
{
	ck_assert(take("* OK [UIDVALIDITY 0] x\r\n* OK UIDVALIDITY 5\r\n"));
	ck_assert_uint_eq(wire.uidvalidity, 0);
	ck_assert(take("* OK [uidvalidity 4294967295] x\r\n"));
	ck_assert_uint_eq(wire.uidvalidity, 4294967295u);
	ck_assert(take("* OK [UIDVALIDITY 4294967296] x\r\n"));
	ck_assert_uint_eq(wire.uidvalidity, 4294967295u);
}
END_TEST

START_TEST(take_keeps_the_last_words_as_plain_text)
{
	ck_assert(
		take("* NO not this\r\n2 NO [X] Sorry\x1b\x80\r\n* OK x\r\n"));
	ck_assert_str_eq(wire.words, "NO [X] Sorry??");
	/* Neither the tag, which is libetpan's, nor Dovecot's stop-watch. */
	ck_assert(take("4 NO No such folder: (x) (0.001 + 0.000 secs).\r\n"));
	ck_assert_str_eq(wire.words, "NO No such folder: (x)");
	ck_assert(take("4 What is this?\r\n"));
	ck_assert_str_eq(wire.words, "4 What is this?");
	ck_assert(take("* BYE go away\r\n3 OK done\r\n"));
	ck_assert(wire.has_bye);
	ck_assert_str_eq(wire.words, "BYE go away");
}
END_TEST

START_TEST(take_cuts_long_last_words)
{
	char line[600];

	memset(line, 'x', sizeof(line));
	memcpy(line, "2 NO ", 5);
	line[598] = '\r';
	line[599] = '\n';
	ck_assert(imap_wire_take(&wire, line, 600, &fault));
	ck_assert_uint_eq(strlen(wire.words), IMAP_WIRE_HEAD - strlen("2 "));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("imap_wire");
	TCase *tc = tcase_create("imap_wire_take");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_loop_test(tc, take_refuses, 0, ARRAY_LEN(refused));
	tcase_add_loop_test(tc, take_refuses_the_same_byte_by_byte, 0,
	                    ARRAY_LEN(refused));
	tcase_add_loop_test(tc, take_accepts, 0, ARRAY_LEN(accepted));
	tcase_add_test(tc, take_looks_at_nothing_inside_a_literal);
	tcase_add_test(tc, take_refuses_a_line_longer_than_allowed);
	tcase_add_test(tc, take_counts_mails_and_notes_growth_only);
	tcase_add_loop_test(tc, take_makes_text_of_response_codes, 0,
	                    ARRAY_LEN(codes));
	tcase_add_test(tc, take_notes_uidvalidity);
	tcase_add_test(tc, take_keeps_the_last_words_as_plain_text);
	tcase_add_test(tc, take_cuts_long_last_words);
	suite_add_tcase(s, tc);
	return s;
}

#include "tests/suite.h"

#include <stdio.h>

#include "mailer/bounce.h"
#include "mailer/failure.h"

static struct arena arena;
static struct failure *failures;
static size_t n;
static bool is_sure;

static void drop_arena(void)
{
	arena_free(&arena);
}

static bool is_ours(const void *context, struct str address)
{
	return str_is(address, context);
}

static void find(const char *report)
{
	failure_find(&arena, str_of(report), is_ours, "news@example.org",
	             &failures, &n, &is_sure);
}

/* One recipient of each server's format: all of them mean bob. */
static const char *const formats[] = {
	/* qmail */
	"Hi. This is the qmail-send program at example.net.\n"
	"<bob@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
	/* Exim */
	"The following address(es) failed:\n\n  bob@example.net\n"
	"    Unrouteable address\n",
	/* Postfix */
	"<bob@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1\n"
	"    <bob@example.net>: unknown (in reply to RCPT TO command)\n",
	/* sendmail */
	"   ----- The following addresses had permanent fatal errors -----\n"
	"<bob@example.net>\n    (reason: 550 5.1.1 User unknown)\n",
	/* Exchange */
	"Your message\n\nTo: alice@example.net\nSubject: x\n\n"
	"did not reach the following recipient(s):\n\n"
	"bob@example.net on Mon, 23 Nov 2026\n",
	/* X1 and its like */
	"---The following addresses had delivery errors---\n"
	"bob@example.net [User unknown]\n",
	/* a label before it */
	"Failed Recipient: bob@example.net\nReason: 550 no\n",
	"    Recipient: <bob@example.net>\n",
	"   * bob@example.net\n",
	"Final-Recipient: rfc822; bob@example.net\n",
	"> bob@example.net\n",
};

START_TEST(the_one_meant_is_found)
{
	find(formats[_i]);
	ck_assert_msg(n == 1, "%s: %zu", formats[_i], n);
	ck_assert_text(failures[0].address, "bob@example.net");
	ck_assert(is_sure);
}
END_TEST

START_TEST(a_told_address_is_less_sure)
{
	find("An error occurred: we sent RCPT TO:<bob@example.net> and it\n"
	     "said no. Ask help@example.net about it.\n");
	ck_assert_uint_eq(n, 1);
	ck_assert_text(failures[0].address, "bob@example.net");
	ck_assert(!is_sure);
}
END_TEST

START_TEST(each_has_its_own_words)
{
	find("<bob@example.net>:\nno such user\n\n"
	     "<eve@example.net>:\nmailbox full\n");
	ck_assert_uint_eq(n, 2);
	ck_assert_text(failures[0].words,
	               "<bob@example.net>:\nno such user\n\n");
	ck_assert_text(failures[1].words, "<eve@example.net>:\nmailbox full\n");
}
END_TEST

START_TEST(who_is_named_twice_counts_once_and_we_never)
{
	find("<bob@example.net>: no\n<BOB@example.net>: no\n"
	     "<news@example.org>: no\n<not an address@>: no\n");
	ck_assert_uint_eq(n, 1);
	find("");
	ck_assert_uint_eq(n, 0);
	ck_assert(!is_sure);
}
END_TEST

static const char *const copies[] = {
	"--- Below this line is a copy of the message.\n",
	"------ This is a copy of the message, including all the headers. "
	"------\n",
	"----- Original message -----\n",
	"   ----- Unsent message follows -----\n",
	"Message headers follow:\n",
	"------- Returned Message --------\n",
	"Received: from mx.example.net by mail.example.org\n",
	"Return-Path: <news@example.org>\n",
};

START_TEST(the_returned_mail_is_no_part_of_the_report)
{
	const char *head = "It failed:\n<bob@example.net>: no\n\n";
	const char *text = arena_printf(&arena, "%s%sTo: carol@example.net\n",
	                                head, copies[_i]);

	ck_assert_text(failure_report(str_of(text)), head);
}
END_TEST

START_TEST(what_has_no_copy_is_all_report)
{
	ck_assert_text(failure_report(str_of("a\n\nb\n")), "a\n\nb\n");
	ck_assert_text(failure_report(str_of("")), "");
}
END_TEST

START_TEST(a_copy_that_is_spoken_of_has_not_begun)
{
	static const char *const whole[] = {
		"You can delete your own text from the attached returned"
		" message.\n",
		"These did NOT receive a copy of your message:\n",
		"The recipients of the original mail:\n",
	};

	for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
		const char *text = arena_printf(
			&arena, "x\n%sbob@example.net\n", whole[i]);

		ck_assert_text(failure_report(str_of(text)), text);
	}
}
END_TEST

START_TEST(who_follows_a_second_lead_does_not_undo_the_first)
{
	find("Host is down.\n\nThe following recipients did not receive it:\n"
	     "   <ann@example.net>\n"
	     "The following recipients did not receive it:\n"
	     "   <bob@example.net>\n");
	ck_assert_uint_eq(n, 2);
	ck_assert_text(failures[0].address, "ann@example.net");
	ck_assert_text(failures[1].address, "bob@example.net");
}
END_TEST

START_TEST(names_stand_by_themselves_below_their_lead)
{
	struct str *names;
	size_t found = 77;

	failure_names(&arena,
	              str_of("Your mail to the following recipients could not\n"
	                     "be delivered since they take none of yours:\n\n"
	                     "\tscreenname\n\tother.one\n"),
	              &names, &found);
	ck_assert_uint_eq(found, 2);
	ck_assert_text(names[0], "screenname");
	ck_assert_text(names[1], "other.one");
	failure_names(&arena,
	              str_of("It was undeliverable to the following:\n"
	                     "\tann (user not found)\n\tno name (x)\n"),
	              &names, &found);
	ck_assert_uint_eq(found, 1);
	ck_assert_text(names[0], "ann");
	failure_names(&arena,
	              str_of("To the following recipients:\n"
	                     "nobody\n\tbob@example.net\n\tno name\n"
	                     "\tlate\n"),
	              &names, &found);
	ck_assert_uint_eq(found, 0);
	failure_names(&arena, str_of("Yours:\n\n\tBob\n"), &names, &found);
	ck_assert_uint_eq(found, 0);
}
END_TEST

START_TEST(many_addresses_are_not_all_looked_at)
{
	char *text = arena_alloc(&arena, 400000);
	size_t len = 0;

	for (int i = 0; i < 10000; i++)
		len += (size_t)snprintf(text + len, 400000 - len,
		                        "r%d@example.net\n", i);
	failure_find(&arena, (struct str){text, len}, is_ours, "", &failures,
	             &n, &is_sure);
	ck_assert_uint_eq(n, BOUNCE_RECIPIENTS_MAX);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("failure");
	TCase *tc = tcase_create("failure");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_loop_test(tc, the_one_meant_is_found, 0, ARRAY_LEN(formats));
	tcase_add_test(tc, a_told_address_is_less_sure);
	tcase_add_test(tc, each_has_its_own_words);
	tcase_add_test(tc, who_is_named_twice_counts_once_and_we_never);
	tcase_add_loop_test(tc, the_returned_mail_is_no_part_of_the_report, 0,
	                    ARRAY_LEN(copies));
	tcase_add_test(tc, what_has_no_copy_is_all_report);
	tcase_add_test(tc, a_copy_that_is_spoken_of_has_not_begun);
	tcase_add_test(tc, who_follows_a_second_lead_does_not_undo_the_first);
	tcase_add_test(tc, names_stand_by_themselves_below_their_lead);
	tcase_add_test(tc, many_addresses_are_not_all_looked_at);
	suite_add_tcase(s, tc);
	return s;
}

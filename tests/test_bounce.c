#include "tests/suite.h"

#include "mailer/bounce.h"

static struct arena arena;
static struct bounce bounce;

static void drop_arena(void)
{
	arena_free(&arena);
}

static void read_words(const char *text)
{
	struct mail mail = {.text = str_of(text),
	                    .from_addr = str_of("mailer-daemon@example.net")};

	bounce_read(&arena, &mail, &bounce);
	ck_assert_uint_ge(bounce.n, 1);
}

START_TEST(the_machines_part_comes_first)
{
	struct mail mail = {
		.text = STR("<carol@example.net>: mailbox full\n"),
		.report = STR("Final-Recipient: rfc822; bob@example.net\n"
	                      "Action: failed\nStatus: 5.0.0\n"
	                      "Diagnostic-Code: smtp; 550 5.1.1 unknown user\n"
	                      "\n"
	                      "Final-Recipient: rfc822; eve@example.net\n"
	                      "Action: delivered\nStatus: 2.1.5\n")};

	bounce_read(&arena, &mail, &bounce);
	ck_assert_uint_eq(bounce.n, 2);
	ck_assert_text(bounce.recipients[0].address, "bob@example.net");
	ck_assert_text(bounce.recipients[0].status, "5.1.1");
	ck_assert_int_eq(bounce.recipients[0].reason, BOUNCE_NO_USER);
	ck_assert(bounce.recipients[0].is_hard);
	ck_assert_int_eq(bounce.recipients[1].action, BOUNCE_DELIVERED);
	ck_assert_text(bounce.recipients[1].status, "2.1.5");
	ck_assert(!bounce.recipients[1].is_permanent);
}
END_TEST

START_TEST(an_original_recipient_stands_in_for_none)
{
	struct mail mail = {
		.report = STR("Final-Recipient: X400; /c=no/\n"
	                      "Original-Recipient: rfc822; bob@example.net\n"
	                      "Action: failed\nStatus: 5.1.1\n")};

	bounce_read(&arena, &mail, &bounce);
	ck_assert_text(bounce.recipients[0].address, "bob@example.net");
}
END_TEST

START_TEST(exims_field_names_them)
{
	struct mail_field field = {STR("X-Failed-Recipients"),
	                           STR("bob@example.net, eve@example.net")};
	struct mail mail = {
		.fields = &field,
		.n_fields = 1,
		.text = STR("  bob@example.net\n    unknown user\n"
	                    "  eve@example.net\n    mailbox is full\n")};

	bounce_read(&arena, &mail, &bounce);
	ck_assert_uint_eq(bounce.n, 2);
	ck_assert_int_eq(bounce.recipients[0].reason, BOUNCE_NO_USER);
	ck_assert_int_eq(bounce.recipients[1].reason, BOUNCE_FULL);
	ck_assert(!bounce.recipients[1].is_hard);
}
END_TEST

START_TEST(words_tell_too)
{
	read_words("Hi. This is the qmail-send program at example.net.\n"
	           "I'm afraid I wasn't able to deliver your message.\n\n"
	           "<bob@example.net>:\n"
	           "Sorry, no mailbox here by that name. (#5.1.1)\n\n"
	           "--- Below this line is a copy of the message.\n\n"
	           "To: eve@example.net\n");
	ck_assert_uint_eq(bounce.n, 1);
	ck_assert_text(bounce.recipients[0].address, "bob@example.net");
	ck_assert_text(bounce.recipients[0].status, "5.1.1");
	ck_assert(bounce.recipients[0].is_hard);
	ck_assert_uint_ne(bounce.recipients[0].diagnostic.len, 0);
}
END_TEST

static const char *const late[] = {
	"Your message to bob@example.net has not yet been delivered.\n"
	"450 no such user\n",
	"THIS IS A WARNING MESSAGE ONLY.\nYOU DO NOT NEED TO RESEND YOUR "
	"MESSAGE.\n<bob@example.net>: 550 no such user\n",
	"<bob@example.net>: no such user. Delivery attempts will continue.\n",
};

START_TEST(what_is_late_is_never_permanent)
{
	read_words(late[_i]);
	ck_assert_int_eq(bounce.recipients[0].action, BOUNCE_DELAYED);
	ck_assert(!bounce.recipients[0].is_permanent);
	ck_assert(!bounce.recipients[0].is_hard);
}
END_TEST

START_TEST(a_report_that_names_nobody_is_judged_all_the_same)
{
	read_words("The mailbox is full.\n");
	ck_assert_uint_eq(bounce.n, 1);
	ck_assert_text(bounce.recipients[0].address, "");
	ck_assert_int_eq(bounce.recipients[0].reason, BOUNCE_FULL);
	read_words("");
	ck_assert_int_eq(bounce.recipients[0].reason, BOUNCE_UNCLEAR);
	ck_assert_text(bounce.recipients[0].status, "5.0.0");
}
END_TEST

static bool is_likely(const char *text, const char *subject, bool is_machine)
{
	struct mail mail = {.text = str_of(text),
	                    .subject = str_of(subject),
	                    .from_addr = str_of("x@example.net")};

	return bounce_is_likely(&arena, &mail, is_machine);
}

START_TEST(a_report_in_words_has_all_its_marks)
{
	static const char text[] = "It could not be delivered to\n"
				   "bob@example.net\n550 no\n";

	ck_assert(is_likely(text, "", false));
	ck_assert(!is_likely(text, "Fwd: what is this?", false));
	ck_assert(!is_likely("I say to\nbob@example.net\n550 no\n", "", false));
	ck_assert(!is_likely("It could not be delivered to Bob. 550 no\n", "",
	                     false));
	ck_assert(!is_likely("It could not be delivered to\n"
	                     "bob@example.net\n",
	                     "", false));
}
END_TEST

START_TEST(amazons_json_tells_each_recipient)
{
	static const char text[] =
		"{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":"
		"\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":"
		"\"ann@example.net\",\"status\":\"5.1.1\",\"diagnosticCode\":"
		"\"smtp; 550 5.1.1 user unknown\"},{\\\"emailAddress\\\" : "
		"\\\"bob@example.net\\\"}]},\"mail\":{\"source\":"
		"\"news@example.org\"}}";
	struct mail_field field = {STR("X-Amz-Sns-Message-Id"), STR("1")};
	struct mail mail = {.fields = &field, .n_fields = 1, .text = STR(text)};

	bounce_read(&arena, &mail, &bounce);
	ck_assert_uint_eq(bounce.n, 2);
	ck_assert_text(bounce.recipients[0].address, "ann@example.net");
	ck_assert_text(bounce.recipients[0].status, "5.1.1");
	ck_assert(bounce.recipients[0].is_hard);
	ck_assert_text(bounce.recipients[1].address, "bob@example.net");
	ck_assert(!bounce.recipients[1].is_hard);
}
END_TEST

START_TEST(a_report_by_its_subject_needs_fewer_marks)
{
	static const char named[] = "Undeliverable mail";

	ck_assert(is_likely("It could not be delivered to\nbob@example.net\n",
	                    named, false));
	ck_assert(is_likely("It could not be delivered. 550 5.1.1\n", named,
	                    false));
	ck_assert(is_likely("Unknown user: bob@example.net\n\n"
	                    "Original message follows.\n\nReceived: x\n",
	                    named, false));
	/* whoever asks about one, or answers it */
	ck_assert(!is_likely("What is that mail that I got?\n", named, false));
	ck_assert(!is_likely("It could not be delivered to\nbob@example.net\n",
	                     "Re: Undeliverable mail", false));
	ck_assert(!is_likely("What is this?\n\n> It could not be delivered to\n"
	                     "> bob@example.net\n> 550 no\n",
	                     named, false));
}
END_TEST

START_TEST(fields_in_the_text_make_a_report)
{
	static const char text[] = "Delivery to the following recipient"
				   " failed.\n\n"
				   "Final-Recipient: rfc822; bob@example.net\n"
				   "Action: failed\nStatus: 5.2.2\n";

	ck_assert(is_likely(text, "x", false));
	ck_assert(!is_likely(text, "Fwd: x", false));
}
END_TEST

START_TEST(a_machine_need_not_say_it_in_english)
{
	static const char text[] = "\xe9\x85\x8d\xe4\xbf\xa1\n"
				   "RCPT TO:<bob@example.net>\n550 x\n"
				   "Received: from a by b\n";

	ck_assert(is_likely(text, "", true));
	ck_assert(!is_likely(text, "", false));
	ck_assert(!is_likely("bob@example.net has joined\n", "", true));
}
END_TEST

START_TEST(reasons_have_names)
{
	ck_assert_str_eq(bounce_reason_name(BOUNCE_NO_USER), "no such user");
	ck_assert_str_eq(bounce_reason_name(BOUNCE_SYSTEM), "their system");
	ck_assert_str_eq(bounce_reason_name((enum bounce_reason)99), "unclear");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("bounce");
	TCase *tc = tcase_create("bounce");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_test(tc, the_machines_part_comes_first);
	tcase_add_test(tc, an_original_recipient_stands_in_for_none);
	tcase_add_test(tc, exims_field_names_them);
	tcase_add_test(tc, words_tell_too);
	tcase_add_loop_test(tc, what_is_late_is_never_permanent, 0,
	                    ARRAY_LEN(late));
	tcase_add_test(tc, a_report_that_names_nobody_is_judged_all_the_same);
	tcase_add_test(tc, a_report_in_words_has_all_its_marks);
	tcase_add_test(tc, amazons_json_tells_each_recipient);
	tcase_add_test(tc, a_report_by_its_subject_needs_fewer_marks);
	tcase_add_test(tc, fields_in_the_text_make_a_report);
	tcase_add_test(tc, a_machine_need_not_say_it_in_english);
	tcase_add_test(tc, reasons_have_names);
	suite_add_tcase(s, tc);
	return s;
}

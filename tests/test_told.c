#include "tests/suite.h"

#include "mailer/told.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(it_says_at_its_start_what_it_is)
{
	ck_assert(
		told_failure(&arena, str_of("x\nIt could not be delivered.")));
	ck_assert(told_failure(&arena, str_of("UNDELIVERABLE")));
	ck_assert(told_failure(
		&arena,
		str_of("Die Nachricht konnte nicht zugestellt werden")));
	ck_assert(!told_failure(&arena, str_of("I delivered it myself.")));
	ck_assert(!told_failure(
		&arena,
		str_of("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n"
	               "17\n"
	               "18\n19\n20\n21\n22\n23\n24\n25\nundeliverable\n")));
}
END_TEST

START_TEST(it_says_so_across_lines_but_not_in_quotes)
{
	ck_assert(told_failure(&arena, str_of("Your message could\n"
	                                      "  not be delivered.\n")));
	ck_assert(!told_failure(
		&arena, str_of("What is that?\n> could not be delivered\n")));
	ck_assert(told_failure(&arena, str_of(">>> could not be delivered\n")));
}
END_TEST

START_TEST(subjects_of_reports_are_known)
{
	static const char *const yes[] = {
		"Undelivered Mail Returned to Sender",
		"failure notice",
		"Delivery Status Notification (Failure)",
		"Mail delivery failed: returning message to sender",
		"Returned mail: User unknown",
		"Permanent Delivery Failure",
		"Unzustellbar: x",
		"メールエラー通知",
	};
	static const char *const no[] = {"Re: Undelivered Mail",
	                                 "AW: failure "
	                                 "notice",
	                                 "The bridge", ""};

	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		ck_assert_msg(told_subject(str_of(yes[i])), "%s", yes[i]);
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		ck_assert_msg(!told_subject(str_of(no[i])), "%s", no[i]);
}
END_TEST

START_TEST(fields_of_a_report_are_known_in_a_text)
{
	ck_assert(told_fields(
		str_of("x\nFinal-Recipient: rfc822; a@b\nAction: failed\n")));
	ck_assert(told_fields(
		str_of("Status: 5.1.1\nOriginal-Recipient: a@b\n")));
	ck_assert(!told_fields(str_of("Final-Recipient: a@b\n")));
	ck_assert(!told_fields(
		str_of("> Final-Recipient: a@b\n> Action: failed\n")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("told");
	TCase *tc = tcase_create("told");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_test(tc, it_says_at_its_start_what_it_is);
	tcase_add_test(tc, it_says_so_across_lines_but_not_in_quotes);
	tcase_add_test(tc, subjects_of_reports_are_known);
	tcase_add_test(tc, fields_of_a_report_are_known_in_a_text);
	suite_add_tcase(s, tc);
	return s;
}

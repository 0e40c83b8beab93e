#include "tests/suite.h"

#include "mailer/trust.h"

/* What a handshake accepts and refuses is tested in test_smtp.c. */

START_TEST(open_takes_the_systems_authorities_by_default)
{
	struct trust trust;

	ck_assert_int_eq(trust_open(&trust, "relay.example", NULL, NULL), OK);
	ck_assert_ptr_nonnull(trust.context);
	ck_assert_ptr_null(trust_refusal(&trust));
	trust_close(&trust);
	ck_assert_ptr_null(trust.context);
	trust_close(&trust); /* twice is fine */
}
END_TEST

START_TEST(open_fails_on_a_file_without_certificates)
{
	static const char *const files[] = {"/nonexistent.pem", "Makefile"};
	struct trust trust;
	struct why why;

	ck_assert_int_eq(trust_open(&trust, "relay.example", files[_i], &why),
	                 ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, files[_i]));
}
END_TEST

START_TEST(refusal_is_in_words)
{
	struct trust trust = {.refusal = 18};

	ck_assert_ptr_nonnull(strstr(trust_refusal(&trust), "self"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("trust");
	TCase *open = tcase_create("trust_open");

	tcase_add_test(open, open_takes_the_systems_authorities_by_default);
	tcase_add_loop_test(open, open_fails_on_a_file_without_certificates, 0,
	                    2);
	tcase_add_test(open, refusal_is_in_words);
	suite_add_tcase(s, open);
	return s;
}

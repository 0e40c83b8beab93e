#include "tests/suite.h"

#include "mailer/login.h"

static struct login login;
static char long_text[LOGIN_LEN_MAX + 1];

START_TEST(open_keeps_the_longest_that_libesmtp_can_hold)
{
	struct str longest = {long_text, LOGIN_LEN_MAX};

	ck_assert_int_eq(login_open(&login, longest, longest, NULL), OK);
	ck_assert_uint_eq(strlen(login.user), LOGIN_LEN_MAX);
	ck_assert_uint_eq(strlen(login.password), LOGIN_LEN_MAX);
	ck_assert_ptr_nonnull(login.context);
	login_close(&login);
}
END_TEST

START_TEST(open_refuses_what_libesmtp_cannot_hold)
{
	const struct str good = STR("a"), none = STR(""), nul = STR("a\0b");
	const struct str longer = {long_text, LOGIN_LEN_MAX + 1};
	const struct str bad[] = {none, nul, longer};
	struct why why = {""};

	ck_assert_int_eq(login_open(&login, good, bad[_i], &why), ERR_FATAL);
	ck_assert_int_eq(login_open(&login, bad[_i], good, &why), ERR_FATAL);
	ck_assert_str_ne(why.text, "");
	ck_assert_ptr_null(login.context);
}
END_TEST

START_TEST(close_forgets_the_password)
{
	ck_assert_int_eq(
		login_open(&login, str_of("user"), str_of("secret"), NULL), OK);
	ck_assert_str_eq(login.password, "secret");
	login_close(&login);
	ck_assert_str_eq(login.password, "");
	ck_assert_str_eq(login.user, "");
	login_close(&login); /* twice is fine */
	ck_assert_ptr_null(login.context);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("login");
	TCase *open = tcase_create("login_open");

	memset(long_text, 'x', sizeof(long_text));
	tcase_add_test(open, open_keeps_the_longest_that_libesmtp_can_hold);
	tcase_add_loop_test(open, open_refuses_what_libesmtp_cannot_hold, 0, 3);
	tcase_add_test(open, close_forgets_the_password);
	suite_add_tcase(s, open);
	return s;
}

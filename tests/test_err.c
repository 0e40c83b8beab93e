#include "tests/suite.h"

#include "base/err.h"

START_TEST(name_is_what_the_log_shows)
{
	ck_assert_str_eq(err_name(OK), "ok");
	ck_assert_str_eq(err_name(ERR_INPUT), "input");
	ck_assert_str_eq(err_name(ERR_DENIED), "denied");
	ck_assert_str_eq(err_name(ERR_EXPIRED), "expired");
	ck_assert_str_eq(err_name(ERR_ABSENT), "absent");
	ck_assert_str_eq(err_name(ERR_LIMIT), "limit");
	ck_assert_str_eq(err_name(ERR_TEMP), "temp");
	ck_assert_str_eq(err_name(ERR_FATAL), "fatal");
	ck_assert_str_eq(err_name((enum err)99), "unknown");
	ck_assert_str_eq(err_name((enum err) - 1), "unknown");
}
END_TEST

START_TEST(because_writes_the_reason_and_returns_the_code)
{
	struct why why = {0};

	ck_assert_int_eq(err_because(&why, ERR_TEMP, "%s: %d", "x", 42),
	                 ERR_TEMP);
	ck_assert_str_eq(why.text, "x: 42");
	ck_assert_int_eq(err_because(NULL, ERR_FATAL, "x"), ERR_FATAL);
}
END_TEST

START_TEST(because_makes_one_line)
{
	struct why why = {0};

	ck_assert_int_eq(err_because(&why, ERR_INPUT, "a\r\nb\n"), ERR_INPUT);
	ck_assert_str_eq(why.text, "a  b ");
}
END_TEST

START_TEST(because_marks_what_it_cut)
{
	struct why why = {0};
	const size_t room = sizeof(why.text) - 1;

	ck_assert_int_eq(err_because(&why, ERR_INPUT, "%*d", (int)room, 1),
	                 ERR_INPUT);
	ck_assert_uint_eq(strlen(why.text), room);
	ck_assert_int_eq(why.text[room - 1], '1');
	ck_assert_int_eq(err_because(&why, ERR_INPUT, "%*d", (int)room + 1, 1),
	                 ERR_INPUT);
	ck_assert_uint_eq(strlen(why.text), room);
	ck_assert_str_eq(why.text + room - 3, "...");
}
END_TEST

START_TEST(because_may_name_the_reason_before)
{
	struct why why = {0};

	ck_assert_int_eq(err_because(&why, ERR_TEMP, "no route"), ERR_TEMP);
	ck_assert_int_eq(err_because(&why, ERR_TEMP, "host: %s", why.text),
	                 ERR_TEMP);
	ck_assert_str_eq(why.text, "host: no route");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("err");
	TCase *name = tcase_create("err_name");
	TCase *because = tcase_create("err_because");

	tcase_add_test(name, name_is_what_the_log_shows);
	suite_add_tcase(s, name);

	tcase_add_test(because, because_writes_the_reason_and_returns_the_code);
	tcase_add_test(because, because_makes_one_line);
	tcase_add_test(because, because_marks_what_it_cut);
	tcase_add_test(because, because_may_name_the_reason_before);
	suite_add_tcase(s, because);
	return s;
}

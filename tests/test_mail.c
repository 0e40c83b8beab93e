#include "tests/suite.h"

#include "mailer/mail.h"

static struct mail_field fields[] = {
	{STR("Received"), STR("first")},
	{STR("subject"), STR("Hi")},
	{STR("RECEIVED"), STR("second")},
};
static const struct mail mail = {.fields = fields, .n_fields = 3};

START_TEST(field_is_the_first_of_its_name_in_any_case)
{
	ck_assert_text(mail_field(&mail, "Received"), "first");
	ck_assert_text(mail_field(&mail, "Subject"), "Hi");
}
END_TEST

START_TEST(field_is_empty_when_absent)
{
	static const struct mail empty;

	ck_assert_text(mail_field(&mail, "Subjects"), "");
	ck_assert_text(mail_field(&empty, "Subject"), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mail");
	TCase *field = tcase_create("mail_field");

	tcase_add_test(field, field_is_the_first_of_its_name_in_any_case);
	tcase_add_test(field, field_is_empty_when_absent);
	suite_add_tcase(s, field);
	return s;
}

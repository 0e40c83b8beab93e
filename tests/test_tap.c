#include "digest/tap.h"

#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(a_link_has_address_subject_and_body)
{
	ck_assert_text(tap_link(&arena, str_of("c+m1@example.org"),
	                        str_of("Re: A & B"),
	                        str_of("e 3\nNo, \xc3\xa9.\n.")),
	               "mailto:c+m1@example.org?subject=Re%3A%20A%20%26%20B"
	               "&body=e%203%0D%0ANo%2C%20%C3%A9%2E%0D%0A%2E");
}
END_TEST

START_TEST(nothing_in_it_can_end_the_link)
{
	ck_assert_text(tap_encode(&arena, str_of("\"'<>&?#%")),
	               "%22%27%3C%3E%26%3F%23%25");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("tap");
	TCase *t = tcase_create("tap_link");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_test(t, a_link_has_address_subject_and_body);
	tcase_add_test(t, nothing_in_it_can_end_the_link);
	suite_add_tcase(s, t);
	return s;
}

#include "tests/suite.h"

#include "app/weekly.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	HOUR_S = 3600,
	DAY_S = 86400,
	WEEK_S = 7 * DAY_S,
};

static struct site site;
static struct arena arena;
static int64_t monday; /* 08:00, when it is due */

static void open_site(void)
{
	site_in_memory(&site);
	site.config.n_lists = 1;
	/* 1970-01-05 was the first Monday. */
	monday = INT64_C(4) * DAY_S + INT64_C(2900) * WEEK_S + 8 * HOUR_S;
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static int64_t mails_at(int64_t now)
{
	weekly_send_due(&site, now);
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                             " WHERE kind = 'weekly'");
}

START_TEST(the_week_in_which_a_list_begins_is_not_told_of)
{
	ck_assert_int_eq(mails_at(monday - 3 * DAY_S), 0);
	ck_assert_int_eq(mails_at(monday - 1), 0);
	ck_assert_int_eq(mails_at(monday), 1);
}
END_TEST

START_TEST(a_mail_comes_once_a_week_from_its_hour_on)
{
	ck_assert_int_eq(mails_at(monday - DAY_S), 0);
	for (int64_t now = monday; now < monday + WEEK_S; now += HOUR_S)
		ck_assert_int_eq(mails_at(now), 1);
	ck_assert_int_eq(mails_at(monday + WEEK_S - 1), 1);
	ck_assert_int_eq(mails_at(monday + WEEK_S), 2);
}
END_TEST

START_TEST(a_mail_is_late_rather_than_never_and_never_twice)
{
	ck_assert_int_eq(mails_at(monday - DAY_S), 0);
	ck_assert_int_eq(mails_at(monday + 5 * DAY_S), 1);
	ck_assert_int_eq(mails_at(monday + 6 * DAY_S), 1);
	/* Three weeks without anybody awake are one mail. */
	ck_assert_int_eq(mails_at(monday + 4 * WEEK_S), 2);
	/* A clock that goes back. */
	ck_assert_int_eq(mails_at(monday + 4 * WEEK_S - HOUR_S), 2);
	ck_assert_int_eq(mails_at(monday + 4 * WEEK_S), 2);
}
END_TEST

START_TEST(each_admin_gets_one)
{
	static const char *admins[] = {"a@example.org", "b@example.org"};

	site.config.lists[0].admins = admins;
	site.config.lists[0].n_admins = 2;
	ck_assert_int_eq(mails_at(monday - DAY_S), 0);
	ck_assert_int_eq(mails_at(monday), 2);
}
END_TEST

START_TEST(never_is_never)
{
	site.config.lists[0].weekly_on = CONFIG_NEVER;
	ck_assert_int_eq(mails_at(monday - DAY_S), 0);
	ck_assert_int_eq(mails_at(monday), 0);
	ck_assert_int_eq(mails_at(monday + WEEK_S), 0);
}
END_TEST

START_TEST(another_day_and_hour_count)
{
	site.config.lists[0].weekly_on = 3;
	site.config.lists[0].weekly_at = 23 * 60 + 59;
	ck_assert_int_eq(mails_at(monday), 0);
	ck_assert_int_eq(mails_at(monday + 2 * DAY_S + 16 * HOUR_S - 120), 0);
	ck_assert_int_eq(mails_at(monday + 2 * DAY_S + 16 * HOUR_S - 60), 1);
}
END_TEST

START_TEST(a_mail_that_cannot_be_written_is_tried_again)
{
	static const char *bad[] = {"not an address"};
	static const char *good[] = {"a@example.org"};

	ck_assert_int_eq(mails_at(monday - DAY_S), 0);
	site.config.lists[0].admins = bad;
	ck_assert_int_eq(mails_at(monday), 0);
	site.config.lists[0].admins = good;
	ck_assert_int_eq(mails_at(monday + 60), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("weekly");
	TCase *t = tcase_create("weekly_send_due");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, the_week_in_which_a_list_begins_is_not_told_of);
	tcase_add_test(t, a_mail_comes_once_a_week_from_its_hour_on);
	tcase_add_test(t, a_mail_is_late_rather_than_never_and_never_twice);
	tcase_add_test(t, each_admin_gets_one);
	tcase_add_test(t, never_is_never);
	tcase_add_test(t, another_day_and_hour_count);
	tcase_add_test(t, a_mail_that_cannot_be_written_is_tried_again);
	suite_add_tcase(s, t);
	return s;
}

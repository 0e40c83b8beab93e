#include "tests/suite.h"

#include <locale.h>
#include <signal.h>

#include "base/date.h"

/* Pinned by date(1). */
static const struct {
	int64_t time;
	struct date date;
} dates[] = {
	{0, {1970, 1, 1, 0, 0, 0, 4}},
	{-1, {1969, 12, 31, 23, 59, 59, 3}},
	{951782400, {2000, 2, 29, 0, 0, 0, 2}},
	{951868799, {2000, 2, 29, 23, 59, 59, 2}},
	{951868800, {2000, 3, 1, 0, 0, 0, 3}},
	{1795420800, {2026, 11, 23, 8, 0, 0, 1}},
	{4107542399, {2100, 2, 28, 23, 59, 59, 0}},
	{4107542400, {2100, 3, 1, 0, 0, 0, 1}},
	{-2203891201, {1900, 2, 28, 23, 59, 59, 3}},
	{-2203891200, {1900, 3, 1, 0, 0, 0, 4}},
	{-11644473600, {1601, 1, 1, 0, 0, 0, 1}},
	{-62135596800, {1, 1, 1, 0, 0, 0, 1}},
	{-62167219200, {0, 1, 1, 0, 0, 0, 6}},
	{253402300799, {9999, 12, 31, 23, 59, 59, 5}},
};

START_TEST(of_and_time_are_each_others_reverse)
{
	const struct date *expected = &dates[_i].date;
	struct date d = date_of(dates[_i].time);

	ck_assert_int_eq(d.year, expected->year);
	ck_assert_int_eq(d.month, expected->month);
	ck_assert_int_eq(d.day, expected->day);
	ck_assert_int_eq(d.hour, expected->hour);
	ck_assert_int_eq(d.minute, expected->minute);
	ck_assert_int_eq(d.second, expected->second);
	ck_assert_int_eq(d.weekday, expected->weekday);
	ck_assert_int_eq(date_time(expected), dates[_i].time);
}
END_TEST

START_TEST(of_walks_through_400_years_day_by_day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30,
	                              31, 31, 30, 31, 30, 31};
	int64_t days = date_days(1800, 1, 1), n_wrong = 0;

	for (int y = 1800; y < 2200; y++) {
		bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

		for (int m = 1; m <= 12; m++) {
			int len = lengths[m - 1] + (leap && m == 2);

			for (int day = 1; day <= len; day++, days++) {
				struct date d = date_of(days * 86400);

				n_wrong += date_days(y, m, day) != days ||
				           d.year != y || d.month != m ||
				           d.day != day;
			}
		}
	}
	ck_assert_int_eq(n_wrong, 0);
}
END_TEST

static const struct {
	int64_t time;
	int offset;
	const char *expected;
} mails[] = {
	{1795420800, 0, "Mon, 23 Nov 2026 08:00:00 +0000"},
	{1795420800, 3600, "Mon, 23 Nov 2026 09:00:00 +0100"},
	{1795420800, -34200, "Sun, 22 Nov 2026 22:30:00 -0930"},
	{1795420800, 50400, "Mon, 23 Nov 2026 22:00:00 +1400"},
	{253402300799, 0, "Fri, 31 Dec 9999 23:59:59 +0000"},
	{-62167219200, 0, "Sat, 01 Jan 0000 00:00:00 +0000"},
};

START_TEST(format_mail_is_in_english_whatever_the_locale)
{
	static const char *const locales[] = {"C", "de_DE.UTF-8", "tr_TR.UTF-8",
	                                      "fa_IR.UTF-8"};
	char text[DATE_RFC5322_LEN + 1];

	for (size_t i = 0; i < ARRAY_LEN(locales); i++) {
		setlocale(LC_ALL, locales[i]);
		date_format_mail(mails[_i].time, mails[_i].offset, text);
		ck_assert_str_eq(text, mails[_i].expected);
	}
	setlocale(LC_ALL, "C");
}
END_TEST

START_TEST(format_mail_aborts_on_a_year_of_five_digits)
{
	char text[DATE_RFC5322_LEN + 1];

	date_format_mail(253402300800, 0, text);
}
END_TEST

static const struct {
	const char *text;
	int64_t time; /* -1: unreadable */
} parses[] = {
	{"Mon, 23 Nov 2026 08:00:00 +0000", 1795420800},
	{"Mon, 23 Nov 2026 09:00:00 +0100", 1795420800},
	{"Mon, 23 Nov 2026 03:00:00 -0500", 1795420800},
	{"23 Nov 2026 08:00 +0000", 1795420800},
	{"MON,23 NOV 2026 08:00:00 GMT", 1795420800},
	{"Mon 23 November 2026 08:00:00 UT", 1795420800},
	{"  Mon , 23\r\n Nov\t2026 08:00:00 +0000 (UTC)", 1795420800},
	{"Mon, 23 Nov 2026 09:00:00 +0100 (CET (winter))", 1795420800},
	{"(x) Mon, (y) 23 Nov (\\)) 2026 08:00:00 Z", 1795420800},
	{"Mon, 23 Nov 2026 03:00:00 EST", 1795420800},
	{"Mon, 23 Nov 2026 01:00:00 PDT", 1795420800},
	{"Mon, 23 Nov 2026 08:00:00 XYZ", 1795420800},
	{"Mon, 23 Nov 2026 08:00:00", 1795420800},
	{"Mon, 23 Nov 2026 08:00:00 +9999", 1795420800},
	{"Mon, 23 Nov 2026 08:00:00 +12345678901234567890", 1795420800},
	{"Sun, 23 Nov 26 08:00:00 +0000", 1795420800},
	{"Sat, 1 Jan 00 00:00:00 +0000", 946684800},
	{"Fri, 31 Dec 99 23:59:59 +0000", 946684799},
	{"Fri, 31 Dec 099 23:59:59 +0000", 946684799},
	{"Fri, 31 Dec 1999 23:59:60 +0000", 946684799},
	/* What no standard has. */
	{"Mon Nov 23 2026 09:00:00 GMT+0100 (CET)", 1795420800},
	{"Mon, Nov 23 2026 09:00:00 0100", 1795420800},
	{"2026 Nov 23 08:00", 1795420800},
	{"2026-11-23 08:00:00 +0000", 1795420800},
	{"23-11-2026 08:00:00", 1795420800},
	{"11/23/2026 08:00:00", -1}, /* nobody knows */
	{"23-Nov-2026 08:00:00 AM", 1795420800},
	{"Mon, 23 Nov 2026 12:30:00 AM -0500", 1795411800},
	{"Mon, 23 Nov 2026 01:00:00 PM +0000", 1795438800},
	{"Mon, 23 Nov 2026 08:00:00 -2300", 1795420800},
	{"", -1},
	{"Mon", -1},
	{"Mon, 23", -1},
	{"Mon, 23 Nov", -1},
	{"Mon, 23 Nov 2026", 1795392000},
	{"Mon, 23 Nov 2026 08", 1795392000},
	{"Mon, 23 Nov 2026 24:00:00 +0000", -1},
	{"Mon, 23 Nov 2026 08:60:00 +0000", -1},
	{"Mon, 23 Nov 2026 08:00:61 +0000", -1},
	{"Mon, 23 Nov 2026 08:00:00:00 +0000", -1},
	{"Mon, 32 Nov 2026 08:00:00 +0000", -1},
	{"Mon, 0 Nov 2026 08:00:00 +0000", -1},
	{"Mon, 31 Nov 2026 08:00:00 +0000", -1},
	{"Mon, 29 Feb 2026 08:00:00 +0000", -1},
	{"Mon, 23 Xyz 2026 08:00:00 +0000", -1},
	{"Mon, 23 Nov 20260 08:00:00 +0000", -1},
	{"Mon, 23 Nov 1899 08:00:00 +0000", -1},
	{"Mon, -3 Nov 2026 08:00:00 +0000", -1},
	{"((((((((((", -1},
};

START_TEST(parse_mail_reads_what_a_date_header_may_hold)
{
	int64_t time = -1;
	bool read = date_parse_mail(str_of(parses[_i].text), &time);

	ck_assert_int_eq(read, parses[_i].time != -1);
	ck_assert_int_eq(time, parses[_i].time);
}
END_TEST

START_TEST(names_are_english)
{
	ck_assert_str_eq(date_weekday_name(0), "Sunday");
	ck_assert_str_eq(date_weekday_name(1), "Monday");
	ck_assert_str_eq(date_weekday_name(6), "Saturday");
	ck_assert_str_eq(date_month_name(1), "January");
	ck_assert_str_eq(date_month_name(12), "December");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("date");
	TCase *calendar = tcase_create("date_of");
	TCase *mail = tcase_create("date_mail");
	TCase *aborts = tcase_create("aborts");

	tcase_add_loop_test(calendar, of_and_time_are_each_others_reverse, 0,
	                    ARRAY_LEN(dates));
	tcase_add_test(calendar, of_walks_through_400_years_day_by_day);
	tcase_add_test(calendar, names_are_english);
	suite_add_tcase(s, calendar);

	tcase_add_loop_test(mail, format_mail_is_in_english_whatever_the_locale,
	                    0, ARRAY_LEN(mails));
	tcase_add_loop_test(mail, parse_mail_reads_what_a_date_header_may_hold,
	                    0, ARRAY_LEN(parses));
	suite_add_tcase(s, mail);

	tcase_set_tags(aborts, "aborts"); /* needs a process of its own */
	tcase_add_test_raise_signal(
		aborts, format_mail_aborts_on_a_year_of_five_digits, SIGABRT);
	suite_add_tcase(s, aborts);
	return s;
}

#include "tests/suite.h"

#include "base/date.h"
#include "base/file.h"
#include "digest/schedule.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct zone *zone_of(const char *name)
{
	const struct zone *zone;
	struct why why;
	struct str bytes;
	char *path = arena_printf(&arena, "/usr/share/zoneinfo/%s", name);

	ck_assert_int_eq(file_read(&arena, path, 100000, &bytes, &why), OK);
	ck_assert_int_eq(zone_parse(&arena, bytes, &zone), OK);
	return zone;
}

/* "2026-03-29 01:00:00" at UTC as Unix seconds. */
static int64_t utc(const char *text)
{
	struct date date = {0};
	struct str rest = str_of(text);
	int64_t part[6];
	static const size_t at[] = {0, 5, 8, 11, 14, 17};

	for (size_t i = 0; i < ARRAY_LEN(at); i++)
		ck_assert(str_number(
			str_slice(rest, at[i], at[i] + (i ? 2 : 4)), &part[i]));
	date.year = part[0];
	date.month = (int)part[1];
	date.day = (int)part[2];
	date.hour = (int)part[3];
	date.minute = (int)part[4];
	date.second = (int)part[5];
	return date_time(&date);
}

/* When an edition of a local day is due, checked by another program. */
static const struct {
	const char *zone;
	int64_t minute;
	const char *period;
	const char *due; /* UTC */
} days[] = {
	/* plain days, winter and summer */
	{"Europe/Oslo", 450, "2026-01-15", "2026-01-15 06:30:00"},
	{"Europe/Oslo", 450, "2026-07-15", "2026-07-15 05:30:00"},
	{"America/New_York", 450, "2026-01-15", "2026-01-15 12:30:00"},
	{"America/New_York", 450, "2026-07-15", "2026-07-15 11:30:00"},
	{"UTC", 0, "2026-02-28", "2026-02-28 00:00:00"},
	{"UTC", 1439, "2028-02-29", "2028-02-29 23:59:00"},
	/* Oslo, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC */
	{"Europe/Oslo", 119, "2026-03-29", "2026-03-29 00:59:00"},
	{"Europe/Oslo", 120, "2026-03-29", "2026-03-29 01:00:00"},
	{"Europe/Oslo", 150, "2026-03-29", "2026-03-29 01:00:00"},
	{"Europe/Oslo", 179, "2026-03-29", "2026-03-29 01:00:00"},
	{"Europe/Oslo", 180, "2026-03-29", "2026-03-29 01:00:00"},
	{"Europe/Oslo", 181, "2026-03-29", "2026-03-29 01:01:00"},
	{"Europe/Oslo", 450, "2026-03-29", "2026-03-29 05:30:00"},
	{"Europe/Oslo", 0, "2026-03-30", "2026-03-29 22:00:00"},
	/* Oslo, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC */
	{"Europe/Oslo", 119, "2026-10-25", "2026-10-24 23:59:00"},
	{"Europe/Oslo", 120, "2026-10-25", "2026-10-25 00:00:00"},
	{"Europe/Oslo", 150, "2026-10-25", "2026-10-25 00:30:00"},
	{"Europe/Oslo", 179, "2026-10-25", "2026-10-25 00:59:00"},
	{"Europe/Oslo", 180, "2026-10-25", "2026-10-25 02:00:00"},
	/* New York, 8 March 2026: 02:00 becomes 03:00 at 07:00 UTC */
	{"America/New_York", 119, "2026-03-08", "2026-03-08 06:59:00"},
	{"America/New_York", 120, "2026-03-08", "2026-03-08 07:00:00"},
	{"America/New_York", 150, "2026-03-08", "2026-03-08 07:00:00"},
	{"America/New_York", 180, "2026-03-08", "2026-03-08 07:00:00"},
	{"America/New_York", 1439, "2026-03-08", "2026-03-09 03:59:00"},
	/* New York, 1 November 2026: 02:00 becomes 01:00 at 06:00 UTC */
	{"America/New_York", 59, "2026-11-01", "2026-11-01 04:59:00"},
	{"America/New_York", 60, "2026-11-01", "2026-11-01 05:00:00"},
	{"America/New_York", 90, "2026-11-01", "2026-11-01 05:30:00"},
	{"America/New_York", 120, "2026-11-01", "2026-11-01 07:00:00"},
	/* Lord Howe moves by half an hour: 02:00 to 02:30, 02:00 to 01:30 */
	{"Australia/Lord_Howe", 135, "2026-10-04", "2026-10-03 15:30:00"},
	{"Australia/Lord_Howe", 105, "2026-04-05", "2026-04-04 14:45:00"},
	/* Nuuk, 28 March 2026: 23:00 becomes midnight, at 01:00 UTC */
	{"America/Nuuk", 1410, "2026-03-28", "2026-03-29 01:00:00"},
	{"America/Nuuk", 1410, "2026-03-29", "2026-03-30 00:30:00"},
	/* Apia had no 30 December 2011 */
	{"Pacific/Apia", 450, "2011-12-29", "2011-12-29 17:30:00"},
	{"Pacific/Apia", 450, "2011-12-31", "2011-12-30 17:30:00"},
};

START_TEST(an_edition_is_due_from_its_second_on)
{
	const struct zone *zone = zone_of(days[_i].zone);
	int64_t due = utc(days[_i].due);
	char period[SCHEDULE_PERIOD_LEN + 1];

	ck_assert(schedule_due(zone, days[_i].minute, due, period));
	ck_assert_str_eq(period, days[_i].period);
	if (schedule_due(zone, days[_i].minute, due - 1, period))
		ck_assert_str_ne(period, days[_i].period);
}
END_TEST

START_TEST(the_next_edition_after_the_second_before_is_that_one)
{
	const struct zone *zone = zone_of(days[_i].zone);
	int64_t due = utc(days[_i].due);

	ck_assert_int_eq(schedule_next(zone, days[_i].minute, due - 1), due);
	ck_assert_int_gt(schedule_next(zone, days[_i].minute, due), due);
}
END_TEST

/* Every quarter of an hour of the weeks around each change of clocks. */
static const struct {
	const char *zone, *from;
} weeks[] = {
	{"Europe/Oslo", "2026-03-25 00:00:00"},
	{"Europe/Oslo", "2026-10-21 00:00:00"},
	{"America/New_York", "2026-03-04 00:00:00"},
	{"America/New_York", "2026-10-28 00:00:00"},
	{"Australia/Lord_Howe", "2026-04-01 00:00:00"},
	{"America/Nuuk", "2026-03-25 00:00:00"},
	{"Pacific/Apia", "2011-12-27 00:00:00"},
};

enum {
	QUARTER_S = 900,
	WEEK_S = 7 * 86400,
	MINUTES = 24, /* looked at: each hour of the day, half past */
};

START_TEST(each_local_day_of_a_week_is_due_once_and_in_one_stretch)
{
	size_t week = (size_t)_i / MINUTES;
	int64_t minute = (_i % MINUTES) * 60 + 30;
	const struct zone *zone = zone_of(weeks[week].zone);
	int64_t from = utc(weeks[week].from), n = 0, n_next = 0;
	char last[SCHEDULE_PERIOD_LEN + 1] = "", period[sizeof(last)];
	int64_t next = from;

	for (int64_t now = from; now < from + WEEK_S; now += QUARTER_S) {
		if (!schedule_due(zone, minute, now, period))
			continue;
		ck_assert_int_ge(strcmp(period, last), 0);
		n += strcmp(period, last) != 0;
		memcpy(last, period, sizeof(last));
	}
	while ((next = schedule_next(zone, minute, next)) < from + WEEK_S) {
		ck_assert(schedule_due(zone, minute, next, period));
		n_next++;
	}
	/* The day that was under way at the start may be due already. */
	ck_assert_int_ge(n, n_next);
	ck_assert_int_le(n, n_next + 1);
	ck_assert_int_ge(n_next, 6);
	ck_assert_int_le(n_next, 8);
}
END_TEST

static const struct {
	const char *time, *period;
} years[] = {
	{"1970-01-01 12:00:00", "1970-01-01"},
	{"1969-12-31 12:00:00", "1969-12-31"},
	{"0001-01-01 12:00:00", "0001-01-01"},
	{"2038-01-20 12:00:00", "2038-01-20"},
	{"2100-03-01 12:00:00", "2100-03-01"},
	{"9999-12-31 12:00:00", "9999-12-31"},
};

START_TEST(a_period_has_ten_characters_in_every_year)
{
	char period[SCHEDULE_PERIOD_LEN + 1];

	ck_assert(schedule_due(zone_of("UTC"), 0, utc(years[_i].time), period));
	ck_assert_str_eq(period, years[_i].period);
}
END_TEST

START_TEST(a_year_of_other_than_four_digits_still_gives_ten_characters)
{
	static const int64_t times[] = {-100000000000, 300000000000};
	char period[SCHEDULE_PERIOD_LEN + 1];

	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		(void)schedule_due(zone_of("UTC"), 0, times[i], period);
		ck_assert_uint_eq(strlen(period), SCHEDULE_PERIOD_LEN);
		for (size_t k = 0; k < SCHEDULE_PERIOD_LEN; k++)
			ck_assert(k == 4 || k == 7 ? period[k] == '-'
			                           : char_is_digit(period[k]));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("schedule");
	TCase *due = tcase_create("schedule_due");
	TCase *next = tcase_create("schedule_next");

	tcase_add_checked_fixture(due, NULL, drop_arena);
	tcase_add_loop_test(due, an_edition_is_due_from_its_second_on, 0,
	                    ARRAY_LEN(days));
	tcase_add_loop_test(
		due, each_local_day_of_a_week_is_due_once_and_in_one_stretch, 0,
		(int)ARRAY_LEN(weeks) * MINUTES);
	tcase_add_loop_test(due, a_period_has_ten_characters_in_every_year, 0,
	                    ARRAY_LEN(years));
	tcase_add_test(
		due,
		a_year_of_other_than_four_digits_still_gives_ten_characters);
	suite_add_tcase(s, due);

	tcase_add_checked_fixture(next, NULL, drop_arena);
	tcase_add_loop_test(
		next, the_next_edition_after_the_second_before_is_that_one, 0,
		ARRAY_LEN(days));
	suite_add_tcase(s, next);
	return s;
}

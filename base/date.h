/*
 * date.h - days, hours and the forms of a date in mail
 *
 * Times are Unix seconds (int64_t); days are counted since 1970-01-01 in the
 * proleptic Gregorian calendar.  No clock and no zone here: see base/zone.h.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct date {
	int64_t year;
	int month;   /* 1..12 */
	int day;     /* 1..31 */
	int hour;    /* 0..23 */
	int minute;  /* 0..59 */
	int second;  /* 0..59 */
	int weekday; /* 0 = Sunday .. 6 */
};

#define DATE_RFC5322_LEN 31 /* characters, without a NUL */

/* Days since 1970-01-01 of a day of the calendar (`month` 1..12). */
int64_t date_days(int64_t year, int month, int day);

/* The calendar's view of `time` seconds, as if at UTC. */
struct date date_of(int64_t time);

/* The reverse of date_of(); `weekday` is not read. */
int64_t date_time(const struct date *date);

/*
 * Write `time` as RFC 5322, 3.3 wants it, in English whatever the locale:
 * "Mon, 23 Nov 2026 08:00:00 +0000".  `offset_s` is the zone's distance from
 * UTC in seconds, east positive, of whole minutes.  The year has four digits.
 */
void date_format_mail(int64_t time, int offset_s,
                      char text[DATE_RFC5322_LEN + 1]);

/*
 * Read a Date header (RFC 5322, 3.3, obsolete zones too), or what programs write
 * for one: month before day, numbers with "-" between, AM and PM, a zone without
 * its sign, no time of day (midnight).  A zone that cannot be is as UTC.  False:
 * there is no date in it, or one that cannot be.
 */
bool date_parse_mail(struct str text, int64_t *time);

/* English names: "Monday" for weekday 1, "November" for month 11. */
const char *date_weekday_name(int weekday);
const char *date_month_name(int month);

#endif

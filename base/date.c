#include "base/date.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/attr.h"

#define ZONE_MAX_H   14 /* no place is farther from UTC */
#define WORDS_MAX    12 /* of a date that are looked at */
#define DAY_S        86400
#define DAYS_400     146097 /* in 400 years */
#define DAYS_TO_1970 719468 /* from 0000-03-01 */
#define YEAR_MIN     1900   /* RFC 5322, 3.3 */
#define YEAR_MAX     9999

static const char *const weekdays[] = {"Sunday",    "Monday",   "Tuesday",
                                       "Wednesday", "Thursday", "Friday",
                                       "Saturday"};
static const char *const months[] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December"};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* A year starts in March here, so that the odd day is its last. */
int64_t date_days(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year, cycle = floor_div(y, 400);
	int64_t in_cycle = y - cycle * 400;
	int march_month = month <= 2 ? month + 9 : month - 3;
	int64_t in_year = (153 * march_month + 2) / 5 + day - 1;

	return cycle * DAYS_400 + in_cycle * 365 + in_cycle / 4 -
	       in_cycle / 100 + in_year - DAYS_TO_1970;
}

struct date date_of(int64_t time)
{
	int64_t days = floor_div(time, DAY_S), second = time - days * DAY_S;
	int64_t cycle = floor_div(days + DAYS_TO_1970, DAYS_400);
	int64_t in_cycle = days + DAYS_TO_1970 - cycle * DAYS_400;
	int64_t year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 -
	                in_cycle / (DAYS_400 - 1)) /
	               365;
	int64_t in_year = in_cycle - (365 * year + year / 4 - year / 100);
	int march_month = (int)((5 * in_year + 2) / 153);
	int month = march_month < 10 ? march_month + 3 : march_month - 9;

	return (struct date){
		.year = year + cycle * 400 + (month <= 2),
		.month = month,
		.day = (int)in_year - (153 * march_month + 2) / 5 + 1,
		.hour = (int)(second / 3600),
		.minute = (int)(second / 60 % 60),
		.second = (int)(second % 60),
		.weekday = (int)(days + 4 - 7 * floor_div(days + 4, 7)),
	};
}

int64_t date_time(const struct date *date)
{
	return date_days(date->year, date->month, date->day) * DAY_S +
	       date->hour * 3600 + date->minute * 60 + date->second;
}

void date_format_mail(int64_t time, int offset_s,
                      char text[DATE_RFC5322_LEN + 1])
{
	struct date d = date_of(time + offset_s);
	int offset_m = (offset_s < 0 ? -offset_s : offset_s) / 60;

	assert(d.year >= 0 && d.year <= YEAR_MAX && offset_m < 100 * 60);
	snprintf(text, DATE_RFC5322_LEN + 1,
	         "%.3s, %02d %.3s %04d %02d:%02d:%02d %c%02d%02d",
	         weekdays[d.weekday], d.day, months[d.month - 1], (int)d.year,
	         d.hour, d.minute, d.second, offset_s < 0 ? '-' : '+',
	         offset_m / 60, offset_m % 60);
}

const char *date_weekday_name(int weekday)
{
	assert(weekday >= 0 && weekday < (int)ARRAY_LEN(weekdays));
	return weekdays[weekday];
}

const char *date_month_name(int month)
{
	assert(month >= 1 && month <= (int)ARRAY_LEN(months));
	return months[month - 1];
}

/* Drop blanks, commas and comments, which may be nested. */
static void skip_blanks(struct str *rest)
{
	size_t depth = 0, i = 0;

	for (; i < rest->len; i++) {
		char c = rest->ptr[i];

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (c == '\\' && depth > 0)
			i++;
		else if (depth == 0 && !char_is_space(c) && c != ',')
			break;
	}
	*rest = str_from(*rest, i);
}

static struct str next_word(struct str *rest)
{
	struct str word;
	size_t n = 0;

	skip_blanks(rest);
	while (n < rest->len && !char_is_space(rest->ptr[n]) &&
	       rest->ptr[n] != ',' && rest->ptr[n] != '(')
		n++;
	word = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	return word;
}

/* Read `min` to `max` digits and nothing else. */
static bool read_digits(struct str text, size_t min, size_t max, int *value)
{
	int64_t number;

	if (text.len < min || text.len > max || !char_is_digit(text.ptr[0]) ||
	    !str_number(text, &number))
		return false;
	*value = (int)number;
	return true;
}

static bool read_month(struct str text, int *month)
{
	for (size_t i = 0; i < ARRAY_LEN(months); i++) {
		struct str name = str_of(months[i]);

		if (str_eq_nocase(text, str_slice(name, 0, 3)) ||
		    str_eq_nocase(text, name)) {
			*month = (int)i + 1;
			return true;
		}
	}
	return false;
}

static bool read_year(struct str text, int64_t *year)
{
	int number;

	if (!read_digits(text, 2, 4, &number))
		return false;
	if (text.len == 2) /* RFC 5322, 4.3 */
		number += number < 50 ? 2000 : 1900;
	else if (text.len == 3)
		number += 1900;
	*year = number;
	return number >= YEAR_MIN;
}

/* "08:00" or "08:00:59"; a leap second is the one before it. */
static bool read_clock(struct str text, struct date *date)
{
	struct str part[3] = {{0}, {0}, STR("00")};
	size_t n = 0;

	while (n < 3 && str_next_field(&text, ':', &part[n]))
		n++;
	if (n < 2 || text.len > 0 || !read_digits(part[0], 1, 2, &date->hour) ||
	    !read_digits(part[1], 2, 2, &date->minute) ||
	    !read_digits(part[2], 2, 2, &date->second))
		return false;
	if (date->second == 60)
		date->second = 59;
	return date->hour < 24 && date->minute < 60 && date->second < 60;
}

/* Seconds east of UTC; 0 for what is not known (RFC 5322, 4.3). */
static int read_zone(struct str text)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5},
	             {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
	bool west = str_starts(text, "-");
	int hour, minute;

	for (size_t i = 0; i < ARRAY_LEN(zones); i++)
		if (str_is_nocase(text, zones[i].name))
			return zones[i].hours * 3600;
	if (west || str_starts(text, "+"))
		text = str_from(text, 1);
	if (text.len != 4 || !read_digits(str_slice(text, 0, 2), 2, 2, &hour) ||
	    !read_digits(str_from(text, 2), 2, 2, &minute) ||
	    hour > ZONE_MAX_H || minute > 59)
		return 0;
	return (west ? -1 : 1) * (hour * 3600 + minute * 60);
}

/* Half a day of the clock that Americans use? */
static bool is_half_day(struct str word)
{
	return str_is_nocase(word, "AM") || str_is_nocase(word, "PM");
}

/* As the standard has it; false: it is something else. */
static bool parse_strictly(struct str text, int64_t *time)
{
	struct date d = {0}, same;
	struct str word = next_word(&text);
	int64_t result;

	if (word.len > 0 && !char_is_digit(word.ptr[0]))
		word = next_word(&text); /* the weekday tells nothing */
	if (!read_digits(word, 1, 2, &d.day) ||
	    !read_month(next_word(&text), &d.month) ||
	    !read_year(next_word(&text), &d.year) ||
	    !read_clock(next_word(&text), &d))
		return false;
	word = next_word(&text);
	result = date_time(&d);
	same = date_of(result);
	/* A 30th of February, a day 0; "AM" is no zone. */
	if (same.day != d.day || same.month != d.month || is_half_day(word))
		return false;
	*time = result - read_zone(word);
	return true;
}

/* What was found of a date whose parts stand in any order. */
struct parts {
	struct date date;
	bool has_clock, is_pm, is_am, is_bad;
	int zone_s;
};

/* A number: the first small one is the day, a long one the year. */
static bool take_number(struct parts *p, struct str word)
{
	struct date *d = &p->date;
	int number;

	if (!read_digits(word, 1, 4, &number))
		return false;
	if (word.len <= 2 && d->day == 0)
		d->day = number;
	else if (d->year == 0)
		return read_year(word, &d->year);
	else if (p->has_clock && word.len == 4)
		p->zone_s = read_zone(word);
	return true;
}

/* "17-6-2008", "2008/06/17" or "17-Jun-2008". */
static bool take_joined(struct parts *p, struct str word)
{
	struct str part[3];
	struct date *d = &p->date;
	char c = str_find_char(word, '/') == STR_NONE ? '-' : '/';
	size_t n = 0;

	while (n < 3 && str_next_field(&word, c, &part[n]))
		n++;
	if (n < 3 || word.len > 0 || d->day != 0)
		return false;
	if (part[0].len == 4) {
		struct str year = part[0];

		part[0] = part[2];
		part[2] = year;
	}
	return read_digits(part[0], 1, 2, &d->day) &&
	       (read_month(part[1], &d->month) ||
	        read_digits(part[1], 1, 2, &d->month)) &&
	       read_year(part[2], &d->year);
}

static void take_word(struct parts *p, struct str word)
{
	struct date clock = {0};

	if (str_find_char(word, ':') != STR_NONE && !p->has_clock) {
		p->has_clock = true;
		p->is_bad = !read_clock(word, &clock);
		p->date.hour = clock.hour;
		p->date.minute = clock.minute;
		p->date.second = clock.second;
	} else if (is_half_day(word)) {
		p->is_am = char_lower(word.ptr[0]) == 'a';
		p->is_pm = !p->is_am;
	} else if (!take_number(p, word) && !take_joined(p, word) &&
	           (p->date.month != 0 || !read_month(word, &p->date.month)) &&
	           p->has_clock && p->zone_s == 0) {
		p->zone_s =
			read_zone(str_starts_nocase(word, "GMT") ||
		                                  str_starts_nocase(word, "UTC")
		                          ? str_from(word, 3)
		                          : word);
	}
}

bool date_parse_mail(struct str text, int64_t *time)
{
	struct parts p = {.has_clock = false};
	struct date *d = &p.date, same;
	struct str word;
	int64_t result;

	if (parse_strictly(text, time))
		return true;
	for (int i = 0; i < WORDS_MAX; i++) {
		word = next_word(&text);
		if (word.len == 0)
			break;
		take_word(&p, word);
	}
	if (p.is_bad || d->day < 1 || d->month < 1 || d->month > 12 ||
	    d->year < YEAR_MIN)
		return false;
	if (p.is_pm && d->hour < 12)
		d->hour += 12;
	else if (p.is_am && d->hour == 12)
		d->hour = 0;
	result = date_time(d);
	same = date_of(result);
	if (same.day != d->day || same.month != d->month)
		return false;
	*time = result - p.zone_s;
	return true;
}

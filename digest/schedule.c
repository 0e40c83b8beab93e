#include "digest/schedule.h"

#include "base/date.h"

enum {
	DAY_S = 86400,
};

/* Days since 1970-01-01 on the zone's calendar. */
static int64_t local_day(const struct zone *zone, int64_t now)
{
	int64_t local = now + zone_offset(zone, now);
	int64_t day = local / DAY_S;

	return local % DAY_S < 0 ? day - 1 : day;
}

static int64_t due_at(const struct zone *zone, int64_t day, int64_t minute)
{
	return zone_time(zone, day * DAY_S + minute * 60);
}

/* The last `n` digits of `value`. */
static void put_digits(char *to, size_t n, int64_t value)
{
	while (n-- > 0) {
		to[n] = (char)('0' + value % 10);
		value /= 10;
	}
}

static void put_period(int64_t day, char period[SCHEDULE_PERIOD_LEN + 1])
{
	struct date date = date_of(day * DAY_S);

	put_digits(period, 4, date.year > 0 ? date.year : 0);
	period[4] = '-';
	put_digits(period + 5, 2, date.month);
	period[7] = '-';
	put_digits(period + 8, 2, date.day);
	period[SCHEDULE_PERIOD_LEN] = '\0';
}

/* Is `day` on the zone's calendar?  Its hour may be skipped together with all
 * that follows of the day: then it is due on the next one's first second. */
static bool is_day(const struct zone *zone, int64_t day, int64_t at)
{
	return local_day(zone, at) == day || local_day(zone, at - 1) == day;
}

bool schedule_due(const struct zone *zone, int64_t minute, int64_t now,
                  char period[SCHEDULE_PERIOD_LEN + 1])
{
	int64_t day = local_day(zone, now);
	int64_t at = due_at(zone, day, minute);
	int64_t before = due_at(zone, day - 1, minute);

	if (now < at && local_day(zone, before) == day &&
	    is_day(zone, day - 1, before)) {
		day--;
		at = before;
	}
	put_period(day, period);
	return now >= at;
}

int64_t schedule_next(const struct zone *zone, int64_t minute, int64_t now)
{
	int64_t day = local_day(zone, now) - 1;
	int64_t at = due_at(zone, day, minute);

	while (at <= now || !is_day(zone, day, at))
		at = due_at(zone, ++day, minute);
	return at;
}

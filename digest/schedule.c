#include "digest/schedule.h"

#include <stdio.h>

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

bool schedule_due(const struct zone *zone, int64_t minute, int64_t now,
                  char period[SCHEDULE_PERIOD_LEN + 1])
{
	int64_t day = local_day(zone, now);
	struct date date = date_of(day * DAY_S);

	snprintf(period, SCHEDULE_PERIOD_LEN + 1, "%04u-%02u-%02u",
	         (unsigned)date.year % 10000, (unsigned)date.month % 100,
	         (unsigned)date.day % 100);
	return now >= due_at(zone, day, minute);
}

int64_t schedule_next(const struct zone *zone, int64_t minute, int64_t now)
{
	int64_t day = local_day(zone, now);
	int64_t at = due_at(zone, day, minute);

	return at > now ? at : due_at(zone, day + 1, minute);
}

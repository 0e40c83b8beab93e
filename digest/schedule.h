/*
 * schedule.h - when a list's edition is due
 *
 * Once for each local day, at an hour of the list's zone.  An hour that is
 * skipped in spring is due when it would have begun, one that comes twice in
 * autumn counts the first time, and whatever the clock does there is at most
 * one edition for a day, since the day is its key in the store (STANDARDS 4.7).
 */
#ifndef DIGEST_SCHEDULE_H
#define DIGEST_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"

#define SCHEDULE_PERIOD_LEN 10 /* "2026-11-23" */

/*
 * The period that `now` (Unix seconds) belongs to, as a key: the local day, its
 * year in four digits.  True when its edition is due: the local clock has
 * reached `minute` (0..1439 since midnight) of that day.
 */
bool schedule_due(const struct zone *zone, int64_t minute, int64_t now,
                  char period[SCHEDULE_PERIOD_LEN + 1]);

/* The Unix second after `now` at which schedule_due() turns true next.  A day
 * that the zone's calendar leaves out has no edition. */
int64_t schedule_next(const struct zone *zone, int64_t minute, int64_t now);

#endif

/*
 * zone.h - local time in an IANA zone
 *
 * A zone is read from the bytes of a TZif file (RFC 8536, version 2 or later,
 * with its POSIX footer for the years past the table), as it lies in
 * /usr/share/zoneinfo.  The caller reads the file: nothing here does I/O.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct zone; /* in the arena given to zone_parse() */

/* "Europe/Oslo", "UTC": letters, digits, + - _ and /, no "..", <= 64 bytes. */
bool zone_name_ok(struct str name);

/* ERR_INPUT when `tzif` is not a TZif file that we can read. */
enum err zone_parse(struct arena *arena, struct str tzif,
                    const struct zone **zone) MUST_CHECK;

/* Seconds east of UTC that the zone's clocks show at `time` (Unix seconds). */
int zone_offset(const struct zone *zone, int64_t time);

/*
 * The Unix second at which the zone's clocks show `local` (seconds counted as
 * if local time were UTC, see date_time()).  An hour that comes twice gives
 * the first; an hour that is left out gives the second at which it is skipped,
 * so that nothing due in it is lost (STANDARDS 4.7).
 */
int64_t zone_time(const struct zone *zone, int64_t local);

#endif

/*
 * when.h - the dates of feeds and pages
 */
#ifndef TEXT_WHEN_H
#define TEXT_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * A date as feeds write it: RFC 3339 and what else ISO 8601 allows (a year, a
 * month, a day of the year, without the signs, without seconds), the form of
 * mail, or that of C's asctime() with a zone.  Without a zone it is UTC, without
 * a time midnight.  False: there is none, or one that cannot be.
 */
bool when_parse(struct str text, int64_t *time);

#endif

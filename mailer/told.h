/*
 * told.h - does a mail tell that another one was not delivered?
 *
 * By what mail servers write, in the languages that they write in, over a
 * report and at its start.
 */
#ifndef MAILER_TOLD_H
#define MAILER_TOLD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Do the first lines of `report` say that a mail could not be delivered?  Not
 * those that a person quotes. */
bool told_failure(struct arena *arena, struct str report);

/* Is it what mail servers write over their reports?  Not behind "Re:". */
bool told_subject(struct str subject);

/* Has `report` the fields of RFC 3464 in its own lines: a report that lost its
 * form, or never had it? */
bool told_fields(struct str report);

#endif

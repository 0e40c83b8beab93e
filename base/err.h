/*
 * err.h - how a function says that it failed
 *
 * Whatever can fail returns an `enum err`; results go through the last
 * arguments and are untouched unless it returns OK.  A code says what the
 * caller does next, not where the failure came from.
 *
 * Functions that meet the outside also take a `struct why *` (NULL when nobody
 * asks), in which they write, for the log, what it was that failed.  Lack of
 * memory and mistakes of our own are no errors: they abort.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"

enum err {
	OK = 0,
	ERR_INPUT,   /* malformed: refuse, never try again */
	ERR_DENIED,  /* well formed, but not allowed to this sender */
	ERR_EXPIRED, /* was allowed once: say so politely */
	ERR_ABSENT,  /* no such row, file, mailbox */
	ERR_LIMIT,   /* over one of our limits: refuse and name it */
	ERR_TEMP,    /* network, lock, 4xx: may work later */
	ERR_FATAL,   /* disk, schema, configuration: call the operator */
};

#define WHY_MAX 256 /* bytes of a reason, its NUL included */

struct why {
	char text[WHY_MAX]; /* one line without its end; cut with "..." */
};

/* The code's name as the log shows it: "ok", "input", "denied", ... */
const char *err_name(enum err code);

/* Write the reason into `why` unless NULL and return `code`. */
enum err err_because(struct why *why, enum err code, const char *fmt, ...)
	PRINTF(3, 4);

#endif

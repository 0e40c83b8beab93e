/*
 * log.h - one event, one line
 *
 *	comment_held comment=812 article=41 reason=first
 *
 * An event is a constant name and pairs of key=value: ids, never bodies;
 * addresses at debug only; never tokens, passwords or what a comment says.
 * Control characters are escaped here, since values may come from strangers.
 * Only app/ and the files that speak to the network log; the rest returns.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"

enum log_level {
	LOG_LEVEL_ERROR, /* the operator must act now */
	LOG_LEVEL_WARN,  /* odd, but we coped */
	LOG_LEVEL_INFO,  /* one line for a change of state */
	LOG_LEVEL_DEBUG,
};

/* Lines above `level` are dropped from now on; the start is INFO. */
void log_set_level(enum log_level level);

/* The level called `name` ("error", "warn", "info", "debug"); false: none. */
bool log_level_named(const char *name, enum log_level *level);

/* Lines go to `buf` instead of stderr; NULL: to stderr again (for tests). */
void log_to(struct buf *buf);

/*
 * Write "<level> <role>: <event> <text>".  `fmt` gives the pairs, as in
 * log_event(LOG_LEVEL_INFO, "letter_stored", "letter=%lld", id).
 */
void log_event(enum log_level level, const char *event, const char *fmt, ...)
	PRINTF(3, 4);

/* Whether a line without its end stands on the terminal (a progress bar): it is
 * wiped ahead of each log line on stderr. */
void log_over_bar(bool is_shown);

/* Name this process in each line ("collect", "deliver", ...). */
void log_set_role(const char *role);

#endif

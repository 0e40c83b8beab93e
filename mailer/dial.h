/*
 * dial.h - a TCP connection to a host, within a time
 */
#ifndef MAILER_DIAL_H
#define MAILER_DIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Connect to `host`, a name or an address, within `wait_ms`; each of its
 * addresses gets a share of that.  `loopback_only`: to addresses of this
 * machine alone.  `*fd` is non-blocking, closed on exec, without Nagle's delay.
 * The look-up of the name has the resolver's own time-out.
 *
 *	ERR_TEMP	no such name, refused, time-out
 *	ERR_FATAL	`loopback_only` and the host is elsewhere
 */
enum err dial(const char *host, int64_t port, bool loopback_only,
              int64_t wait_ms, int *fd, struct why *why) MUST_CHECK;

#endif

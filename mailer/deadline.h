/*
 * deadline.h - waiting for the network until a moment, not for a while
 *
 * A deadline is a moment on a clock that nobody sets, in milliseconds.  However
 * often a wait is interrupted or begun anew, it ends there.
 */
#ifndef MAILER_DEADLINE_H
#define MAILER_DEADLINE_H

#include <poll.h>
#include <stdint.h>

/* The moment that it is now. */
int64_t deadline_clock(void);

/*
 * poll(2) until `until_ms`, whatever signals come: how many of the `n` are
 * ready, 0 when the time is over, -1 with errno.
 */
int deadline_poll(struct pollfd *fds, nfds_t n, int64_t until_ms);

#endif

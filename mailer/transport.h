/*
 * transport.h - a connection to a mail server, in clear or in TLS
 *
 * A socket that never blocks for longer than it is allowed to.  Before each
 * command the caller allows so many bytes and so much time; from then on every
 * read and write ends by that deadline.  What arrives moves the deadline on,
 * as a line of 8 KiB a second would need it: a large answer may take long, a
 * dripping one may not.
 *
 * TLS is OpenSSL's, 1.2 or later, with chain and host name verified (RFC 9525:
 * no partial wildcards, no common name, an address only as iPAddress) and the
 * name sent (SNI).  There is no way to leave that out.
 *
 * The end of the stream is an error, as is everything else: after the first
 * one each call fails, and transport_fault() says why.  Signals interrupt
 * nothing, SIGPIPE is never raised, any descriptor number will do, and no
 * child inherits it.
 */
#ifndef MAILER_TRANSPORT_H
#define MAILER_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define TRANSPORT_RATE 8192 /* bytes a second that a large answer must make */

struct transport;

/*
 * Connect within `wait_ms` to `host`, a name or an address; each of its
 * addresses is tried.  `loopback_only`: to addresses of this machine alone.
 *
 *	ERR_TEMP	no such name, refused, time-out
 *	ERR_FATAL	`loopback_only` and the host is elsewhere
 */
enum err transport_open(const char *host, int64_t port, bool loopback_only,
                        int64_t wait_ms, struct transport **transport,
                        struct why *why) MUST_CHECK;

/* Close; NULL is fine; sets NULL. */
void transport_close(struct transport **transport);

/*
 * Speak TLS from here on, within the time allowed.  `ca_file` (PEM) replaces the system's authorities
 * unless NULL.
 *
 *	ERR_TEMP	time-out, connection lost
 *	ERR_FATAL	certificate not trusted or of another name, `ca_file`
 *			unreadable, no TLS spoken there
 */
enum err transport_start_tls(struct transport *transport, const char *ca_file,
                             struct why *why) MUST_CHECK;

/* A command starts: it may read `bytes` and take `wait_ms` from now. */
void transport_allow(struct transport *transport, int64_t bytes,
                     int64_t wait_ms);

/* The last `ms` of the command were our own doing, not the server's. */
void transport_excuse(struct transport *transport, int64_t ms);

/* Read at least one and at most `max` bytes; ERR_TEMP: see the fault. */
enum err transport_read(struct transport *transport, void *bytes, size_t max,
                        size_t *n) MUST_CHECK;

/* Write all of `bytes`; ERR_TEMP: see the fault. */
enum err transport_write(struct transport *transport,
                         struct str bytes) MUST_CHECK;

enum transport_event {
	TRANSPORT_QUIET,  /* the time is over */
	TRANSPORT_READY,  /* there is something to read, be it the end */
	TRANSPORT_STOPPED /* `stop_fd` became readable */
};

/* Wait for `wait_ms` at most; `stop_fd` is -1 or another descriptor. */
enum transport_event transport_wait(const struct transport *transport,
                                    int64_t wait_ms, int stop_fd);

/* Make this and every later call fail because of `fault` (a literal). */
void transport_fail(struct transport *transport, const char *fault);

/* What went wrong first, in words; NULL: nothing yet. */
const char *transport_fault(const struct transport *transport);

#endif

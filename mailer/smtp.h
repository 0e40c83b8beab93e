/*
 * smtp.h - one SMTP session to a relay, by libesmtp
 *
 * smtp_send() runs one session and asks for one message after the other, so
 * that a result is recorded before the next message starts: there is never
 * more than one without a result.  libesmtp's traps and what we do about them:
 * LIBRARIES 1, STANDARDS 0.3 (guards G1-G7).
 *
 * The process must ignore SIGPIPE, and for TLS its HOME must not name a folder
 * that it cannot look into ("/nonexistent" is fine): libesmtp looks for a
 * client certificate below HOME, or XDG_CONFIG_DIR if set, and must find none.
 * With CHUNKING (BDAT) libesmtp waits without end for a silent server, so the
 * caller's watchdog has to end it.
 */
#ifndef MAILER_SMTP_H
#define MAILER_SMTP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum smtp_tls {
	SMTP_TLS_NONE,     /* loopback only */
	SMTP_TLS_STARTTLS, /* required, TLS 1.2, name and chain verified */
};

struct smtp_options {
	const char *host;
	int64_t port;
	int64_t tls;         /* enum smtp_tls */
	const char *ca_file; /* NULL: the system's */
	const char *user;    /* NULL: no AUTH; wants STARTTLS */
	struct str password; /* <= 255 bytes, borrowed */
	const char *helo;    /* a name of ours, for EHLO */
	int64_t connect_timeout_s;
	int64_t timeout_s; /* for a reply; twice that after the final dot */
};

#define SMTP_SESSION_MAX 200 /* messages: libesmtp keeps 4 KB of each */

struct smtp_message {
	int64_t id;       /* the caller's; goes out as ENVID with DSN */
	const char *from; /* envelope; "" is the null sender */
	const char *to;   /* envelope */
	struct str bytes; /* whole mail, CRLF; stays until its result */
};

enum smtp_verdict {
	SMTP_SENT,
	SMTP_TEMPORARY,       /* 4xx: later */
	SMTP_REFUSED,         /* 5xx for this recipient (5.7.x: or for us) */
	SMTP_MESSAGE_REFUSED, /* 5xx for this message */
	SMTP_SENDER_REFUSED,  /* 5xx at MAIL: our fault, not the reader's */
	SMTP_IN_DOUBT,        /* no reply to the final dot */
	SMTP_NOT_TRIED,       /* the session ended before it */
};

struct smtp_result {
	enum smtp_verdict verdict;
	int code;          /* 0: none came */
	char enhanced[12]; /* "5.1.1" or "" */
	char text[200];    /* the server's words, control characters as '?' */
};

/* Hand out the next message; false: no more.  `message` stays the caller's
 * until its result has been given. */
typedef bool smtp_next(void *context, struct smtp_message *message);
/* Take a result; false ends the session after this message. */
typedef bool smtp_done(void *context, const struct smtp_message *message,
                       const struct smtp_result *result);

/*
 * Connect, send up to SMTP_SESSION_MAX messages, QUIT.  Each message that
 * `next` gave gets exactly one result, whatever happens; it is given as soon as
 * it is known.  The session may end before `next` said so (after a refused
 * DATA): call again.  OK: the session worked, look at the results.
 *
 *	ERR_TEMP	no connection, greeting refused, time-out, line lost or
 *			closed by 421; what results there are still hold
 *	ERR_DENIED	user or password refused (535)
 *	ERR_FATAL	certificate, TLS missing, plain text to another host,
 *			bytes injected before TLS, no AUTH offered, bad options
 *
 * `why` names host and cause.
 */
enum err smtp_send(const struct smtp_options *options, smtp_next *next,
                   smtp_done *done, void *context, struct why *why) MUST_CHECK;

/* "sent", "temporary", "refused", ... */
const char *smtp_verdict_name(enum smtp_verdict verdict);

#endif

/*
 * watch.h - read along what an SMTP session says and hears
 *
 * libesmtp keeps bytes that came with the reply to STARTTLS and takes them for
 * replies inside TLS: whoever sits on the line can answer "250" in the
 * server's name (STANDARDS E13).  It also says nothing of a refused AUTH and
 * goes on with MAIL.  This follows the session line by line and names the
 * first thing that must end it; whoever feeds it then cuts the line.
 *
 * Before TLS is up, where TLS is wanted, only EHLO, HELO, STARTTLS and QUIT may
 * be said, each answered by exactly one reply, and not a byte more.  Before a
 * wanted AUTH has worked, no mail may start.  No I/O and no library here; what
 * AUTH says is looked at only for its first word, and never kept.
 */
#ifndef MAILER_WATCH_H
#define MAILER_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

enum watch_fault {
	WATCH_FINE,
	WATCH_INJECTED,     /* bytes that nobody asked for, before TLS */
	WATCH_GARBLED,      /* before TLS, a line that is no reply */
	WATCH_AUTH_REFUSED, /* 5xx to AUTH */
	WATCH_AUTH_LATER,   /* 4xx to AUTH */
	WATCH_NOT_ALLOWED,  /* a command before the TLS or AUTH it wants */
};

#define WATCH_LINE_MAX 1000 /* bytes; libesmtp cuts replies at 1023 */

struct watch {
	bool wants_tls, wants_auth;
	bool is_secure, is_authenticated, is_in_auth;
	bool is_reply_due; /* before TLS: the server is to speak */
	bool is_over;      /* QUIT has been said */
	enum watch_fault fault;
	char reply[200]; /* the last whole line before QUIT, or "" */
	char line[WATCH_LINE_MAX];
	size_t line_len;
};

/* A connection has been made; the greeting is to come. */
void watch_start(struct watch *watch, bool wants_tls, bool wants_auth);

/* `bytes` are about to be written, or have just been read.  False: `fault` is
 * set, from now on for good, and nothing more must go out. */
bool watch_sent(struct watch *watch, struct str bytes);
bool watch_received(struct watch *watch, struct str bytes);

/* The handshake is done and the certificate is good. */
void watch_secure(struct watch *watch);

/*
 * What the fault means for the session with `host`, `why` with the last reply:
 *
 *	OK		there is none
 *	ERR_DENIED	AUTH was refused (5xx)
 *	ERR_TEMP	AUTH was put off (4xx)
 *	ERR_FATAL	anything else
 */
enum err watch_outcome(const struct watch *watch, const char *host,
                       struct why *why) MUST_CHECK;

#endif

/*
 * bounce.h - what a delivery report says: whom, how it ended, and why
 *
 * Reads RFC 3464 reports (RFC 6533 ones too), X-Failed-Recipients, and what
 * mail servers write in words of their own.  Which subscriber is meant is never
 * told by this but by the VERP address that the report was sent to
 * (STANDARDS DSN-01): a report is what a stranger wrote.
 */
#ifndef MAILER_BOUNCE_H
#define MAILER_BOUNCE_H

#include "base/arena.h"
#include "mailer/mail.h"

#define BOUNCE_RECIPIENTS_MAX 100 /* what comes after is not looked at */

enum bounce_action {
	BOUNCE_FAILED,
	BOUNCE_DELAYED,   /* still trying */
	BOUNCE_DELIVERED, /* or relayed, or expanded: no failure */
};

enum bounce_reason {
	BOUNCE_UNCLEAR,
	BOUNCE_NO_USER,
	BOUNCE_NO_HOST,
	BOUNCE_MOVED,
	BOUNCE_FULL,
	BOUNCE_SUSPENDED, /* the mailbox is closed, for now perhaps */
	BOUNCE_TOO_BIG,
	BOUNCE_POLICY, /* spam, reputation, authentication: about us */
	BOUNCE_EXPIRED,
	BOUNCE_NETWORK,
	BOUNCE_SYSTEM,
};

struct bounce_recipient {
	struct str address;    /* "" when the report does not tell */
	struct str status;     /* "5.1.1" (RFC 3463); guessed if none is told */
	struct str diagnostic; /* the server's words, a line; may be "" */
	enum bounce_action action;
	enum bounce_reason reason;
	bool is_permanent; /* failed, and not for a temporary cause */
	bool is_hard;      /* the address is dead: it failed and will again */
};

struct bounce {
	struct bounce_recipient *recipients;
	size_t n;
};

/*
 * Is `mail` a report, by its words alone?  It says at its start that a mail was
 * not delivered and to whom, and has what only a machine's has: an SMTP code,
 * the mail itself behind it, or (`is_machine`, the caller knows) its sender.
 */
bool bounce_is_likely(struct arena *arena, const struct mail *mail,
                      bool is_machine);

/* Read a report; a mail that tells nothing gives one recipient without an
 * address, judged by the words of the whole. */
void bounce_read(struct arena *arena, const struct mail *mail,
                 struct bounce *bounce);

/* "no such user", "mailbox full", ...; "unclear" */
const char *bounce_reason_name(enum bounce_reason reason);

#endif

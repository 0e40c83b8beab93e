/*
 * dsn.h - the machine's part of a delivery report (RFC 3464, RFC 6533)
 */
#ifndef MAILER_DSN_H
#define MAILER_DSN_H

#include "mailer/bounce.h"

/* One recipient's fields, as they stand but for the address: the type before
 * ';' is taken off, xtext and the \x{...} of RFC 6533 are decoded. */
struct dsn_recipient {
	struct str final, original; /* addresses, "" when not told */
	struct str action, status, diagnostic;
};

/* The recipients of `report` in order, at most BOUNCE_RECIPIENTS_MAX.  A group
 * of fields that names none of them is the message's own.  What is no field is
 * passed over. */
void dsn_read(struct arena *arena, struct str report,
              struct dsn_recipient **recipients, size_t *n);

#endif

/*
 * sendable.h - whether a message may go over SMTP as it is
 *
 * libesmtp writes envelope addresses as they come: a CR LF in one is a second
 * command (STANDARDS E12, guard G1).  It passes a bare LF or CR of the mail,
 * by which whoever wrote the text could smuggle a mail of his own through a
 * relay that takes it for a line's end (E11, SMTP-01).  And it cannot ask for
 * 8BITMIME safely, so that mail must be 7-bit.  Our composer writes nothing of
 * the kind; this is the last look before the wire.
 */
#ifndef MAILER_SENDABLE_H
#define MAILER_SENDABLE_H

#include <stdbool.h>

#include "mailer/smtp.h"

#define SENDABLE_LINE_MAX 998 /* bytes without CRLF, RFC 5321, 4.5.3.1.6 */

/* What is wrong with `mail`, in English for the log, or NULL: it is 7-bit
 * without NULs, in lines of at most SENDABLE_LINE_MAX that all end in CRLF. */
const char *sendable_fault(struct str mail);

/* Whether `message` may go out; else `result` has the verdict on it: sender,
 * recipient or message refused, by us. */
bool is_sendable(const struct smtp_message *message,
                 struct smtp_result *result);

#endif

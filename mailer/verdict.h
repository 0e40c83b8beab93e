/*
 * verdict.h - what became of a message, from the replies to it
 *
 * libesmtp's own "complete" and transfer code mislead: after RCPT 450 with
 * CHUNKING a Postfix answers the body with 551 and libesmtp calls the message
 * complete, which would make a busy server look like a dead reader.  So the
 * replies are judged in the order in which the server gave them: MAIL, RCPT,
 * then the transfer.  No I/O and no library here.
 */
#ifndef MAILER_VERDICT_H
#define MAILER_VERDICT_H

#include <stdbool.h>

#include "mailer/smtp.h"

/* Codes of whole replies; 0 where none came. */
struct verdict_facts {
	int mail;
	int rcpt;
	int transfer;     /* to DATA, to the final dot, or the last BDAT */
	bool is_complete; /* libesmtp took the last reply for the end */
	bool is_ended;    /* our end was handed over: it may have arrived */
};

/*
 * Judge one message with one recipient.  The rules that are not plain:
 *
 *	MAIL 552	the message is too large (SIZE, RFC 1870, 6.1 (2))
 *	transfer 503	an earlier failure that a later BDAT's reply hides
 *	transfer 2xx	counts only when complete; else replies are out of step
 *	no reply	in doubt once the end was handed over
 */
enum smtp_verdict verdict_of(const struct verdict_facts *facts);

/*
 * Fill in a reply: its `code`, its `enhanced` status (RFC 3463; kept when its
 * class is that of the code, STANDARDS SMTP-13) and the server's words, which
 * are made one line of printable ASCII.
 */
void verdict_reply(struct smtp_result *result, int code, const int enhanced[3],
                   const char *text);
/* The same where no reply came, with what we know instead. */
void verdict_silence(struct smtp_result *result, const char *text);

#endif

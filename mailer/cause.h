/*
 * cause.h - why a mail could not be delivered, from a server's words
 */
#ifndef MAILER_CAUSE_H
#define MAILER_CAUSE_H

#include "base/arena.h"
#include "mailer/bounce.h"

/* The first enhanced status code in `text` ("5.1.1", RFC 3463, 2); "" when
 * there is none.  What is part of a longer number (an IP address) is none. */
struct str cause_status(struct str text);

/* The first SMTP reply code from 400 to 599 in `text`, 0 when there is none:
 * three digits by themselves, followed by a blank, '-' or ':'. */
int cause_code(struct str text);

/* The reason that `words` and `status` (may be "") give. */
enum bounce_reason cause_reason(struct str words, struct str status);

/* Fill in status (where it is "" or says nothing: x.0.0), reason, is_permanent
 * and is_hard of one whose action, status and diagnostic are known.  `words`
 * is all that is said about it. */
void cause_judge(struct arena *arena, struct str words,
                 struct bounce_recipient *recipient);

#endif

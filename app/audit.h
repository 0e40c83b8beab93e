/*
 * audit.h - the record of decisions, proven and told
 */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/verb.h"

/*
 * Verify the whole record (store/chain.h) and print the decisions since `since`:
 * for programs one as a line, with what is wrong with it, for people a summary
 * and what was found.  `head`, "1234:HASH" as an earlier audit or a weekly mail
 * said it, has to be a row of the record; NULL: nobody asks.  Returns an exit
 * code, 1 when something is wrong.
 */
int audit_moderation(const struct verb_call *call, int64_t since,
                     const char *head);

#endif

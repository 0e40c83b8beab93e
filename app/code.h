/*
 * code.h - one-time codes for moderators whose mail nobody vouches for
 *
 * Where no border of ours tells who signed a mail (`auth` is not set), a queue's
 * token and a From prove little: who reads a forwarded queue has both.  So an
 * answer waits, its receipt goes to the moderator's own address with a code,
 * and the answer counts when the code comes back, once, within a day, by the
 * same token (STANDARDS T-04).  The code stands in the body alone, where no
 * auto-responder sends it back.
 */
#ifndef APP_CODE_H
#define APP_CODE_H

#include "app/receipt.h"

/*
 * Does `code` (its digits) belong to an answer that waits for this queue?  Then
 * it is used up, and `*text` is what that answer said.
 */
enum err code_check(struct act *act, struct str code, bool *is_right,
                    struct str *text, struct why *why) MUST_CHECK;

/* Have the letter's own text wait, and put the code into `receipt`;
 * `*is_allowed` is false when the moderator got too many today: then nothing
 * waits and no receipt is to go out. */
enum err code_send(struct act *act, struct receipt *receipt, bool *is_allowed,
                   struct why *why) MUST_CHECK;

#endif

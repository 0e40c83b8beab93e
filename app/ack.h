/*
 * ack.h - whoever wrote a held comment is told that it came, once
 *
 * Only readers whom token and From prove, nobody by way of a list or a machine
 * (STANDARDS T-08), within the budgets of T-05.  The mail has a token of its own:
 * an answer to it can correct the comment or take it back (app/request.c).
 */
#ifndef APP_ACK_H
#define APP_ACK_H

#include "app/act.h"

#define ACK_DAYS 60 /* an answer is listened to, as to an edition */

/* Whether a mail about a letter may go to the one who wrote it: proven, active,
 * and no machine. */
bool ack_may_answer(const struct act *act);

/* Tell of the held comments that came of `letter`, of which nobody was told
 * before; `is_correction`: it is a correction, and asked for by mail.  The
 * answer stands in the thread of the letter that is acted on. */
enum err ack_held(struct act *act, int64_t letter, bool is_correction,
                  struct why *why) MUST_CHECK;

#endif

/*
 * prove.h - asking readers whether a letter is theirs, and what they answer
 *
 * The question goes to the address of the subscription, never to where the
 * letter came from, and its token stands in the body only (STANDARDS T-09): an
 * auto-responder cannot reach it.  An empty mail to the token's address says
 * yes, one with the word "no" says no, silence says neither; a plain answer may
 * count, too (app/consent.h).
 *
 * Anybody can write any From, also the reader who then says yes.  So another
 * address is the reader's only if our border has vouched for the letter that
 * came from there, or, where no border is asked, when that address has answered
 * as well: from there, to a token that was mailed there.
 */
#ifndef APP_PROVE_H
#define APP_PROVE_H

#include "app/act.h"

/* Purposes of tokens. */
#define PROVE_ADDRESS "address" /* a yes is enough */
#define PROVE_CLAIM   "claim"   /* a yes has the other address asked, by */
#define PROVE_OWNER   "owner"
#define PROVE_LETTER  "letter"

/*
 * Ask about a letter's author, if there is something to ask and it may be
 * asked.  `*waits`: its comments are not for moderators before the answer.
 */
enum err prove_ask(struct act *act, bool *waits, struct why *why) MUST_CHECK;

/* The answer, by a mail to the address of a token for `purpose`: `is_no` or
 * yes. */
enum err prove_answer(struct act *act, struct str purpose, bool is_no,
                      struct why *why) MUST_CHECK;

#endif

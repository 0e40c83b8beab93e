/*
 * consent.h - a plain answer to a question of ours
 *
 * What confirms something stands in the text of our mail, as an address, and
 * people answer all the same by "yes".  An auto-responder answers, too, so that
 * such an answer counts only (STANDARDS T-09) when it
 *
 *	answers the mail with the token (In-Reply-To),
 *	says yes or no in its first line,
 *	comes from the subscribed address, to which that mail went, and
 *	our border says that its domain signed it.
 *
 * The word "block" ends all questions and wants no proof (app/refuse.h).  Any
 * other answer to a notice is no comment.
 */
#ifndef APP_CONSENT_H
#define APP_CONSENT_H

#include "app/judge.h"

/*
 * Is `mail`, which went to the list's address without a token, an answer to a
 * notice?  `*is_so`: then it is classed, and one that counts has got the token
 * of the question.  Errors are the store's.
 */
enum err consent_judge(struct site *site, struct arena *arena,
                       const struct mail *mail, struct judgement *judgement,
                       bool *is_so, struct why *why) MUST_CHECK;

#endif

/*
 * earned.h - approving unseen what a list's moderators hardly ever reject
 *
 * Off unless `approve_below` says below which risk (digest/recommend.h), and
 * then only while it is earned: under the models that are in use, people have
 * decided about at least 300 comments of the list with a risk below that, and
 * the upper end of Wilson's interval says that they reject at most 2 % of them
 * (TEXT.md 4).  It ends by itself when that is so no longer, or when other
 * models are shipped.
 *
 * One comment in twenty goes to a person all the same, or the record would only
 * confirm itself; and so does what nothing proves, has a doubt or a link, has no
 * known and open article or a score that failed, or is by a reader of whom
 * nothing was approved.
 */
#ifndef APP_EARNED_H
#define APP_EARNED_H

#include "app/site.h"

#define EARNED_RULE  "approve-below" /* what the record calls it */
#define EARNED_AUDIT 20              /* one comment of so many is looked at */

/* Is a comment one of those that a person looks at whatever its risk? */
bool earned_is_audited(int64_t comment);

/* Approve what may be among the held comments that no moderator has been told
 * of; after they have been scored and the rules have been asked. */
void earned_due(struct site *site, int64_t now);

#endif

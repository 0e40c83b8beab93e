/*
 * card.h - what came back from a subscriber, for people and programs
 */
#ifndef APP_CARD_H
#define APP_CARD_H

#include "app/out.h"
#include "app/site.h"
#include "store/subscribers.h"

#define CARD_BOUNCES 10 /* the newest that are shown */

/* Add to the row of `out`: "score_hard", "score_soft" (thousandths of points),
 * "threshold" (points), "probe" (when an open one was written, or null) and
 * "bounces".  Of a list that is not in the configuration any more there is no
 * score.  Errors are the store's. */
enum err card_add(struct out *out, struct site *site,
                  const struct subscriber *subscriber, int64_t now,
                  struct why *why) MUST_CHECK;

/* Print the same as lines; nothing when nothing came back. */
enum err card_print(struct site *site, const struct subscriber *subscriber,
                    int64_t now, struct why *why) MUST_CHECK;

#endif

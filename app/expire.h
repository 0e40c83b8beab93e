/*
 * expire.h - comments that nobody decided in time
 */
#ifndef APP_EXPIRE_H
#define APP_EXPIRE_H

#include "app/site.h"

/* The actor of such decisions: a rule, no person. */
#define EXPIRE_ACTOR "rule queue.expire_after"

/*
 * Reject what is held since queue.expire_after at `now`, at most 100 of a list
 * at a time, with the reason "other", and tell the list's admins of them in one
 * mail each.  Their readers hear of it as of any rejection.  Mistakes are
 * logged.
 */
void expire_due(struct site *site, int64_t now);

#endif

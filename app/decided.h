/*
 * decided.h - readers hear what was decided about their comments
 *
 * A decision is told when it has stood for readers.tell_after, by whatever way it
 * was made: a rejection always, with its reason, an approval to those who asked
 * for it, the end of an appeal always, which is counted then.  Only who wrote the
 * comment for certain, and is subscribed, hears of it.
 */
#ifndef APP_DECIDED_H
#define APP_DECIDED_H

#include "app/site.h"

/* Write what is due at `now`, each mail with its mark in a transaction of its
 * own.  Mistakes are logged, and tried again the next time. */
void decided_tell_due(struct site *site, int64_t now);

#endif

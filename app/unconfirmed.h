/*
 * unconfirmed.h - letters that nobody says are theirs
 *
 * The comments of a letter that was asked about (app/prove.h, app/newcomer.h)
 * wait in state received, out of everybody's sight.  Whoever says no, or
 * nothing within the time of the question's token, ends that: they become
 * withdrawn, with a decision that says why.
 */
#ifndef APP_UNCONFIRMED_H
#define APP_UNCONFIRMED_H

#include "app/act.h"

/* Who was asked about `letter` says that it is not theirs. */
enum err unconfirmed_deny(struct act *act, int64_t letter,
                          struct why *why) MUST_CHECK;

/* End those that nobody has confirmed in time, each letter in a transaction of
 * its own.  Errors are logged. */
void unconfirmed_expire(struct site *site, int64_t now);

#endif

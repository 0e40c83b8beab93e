/*
 * amend.h - comments that are corrected or taken back by their readers
 *
 * A correction is a comment of its own, held whatever the list's rules are: no
 * words are printed that nobody has read (store/amends.h).  What it corrects is
 * taken back silently unless it is printed already; then it stays, and the
 * edition that prints the correction says so.
 */
#ifndef APP_AMEND_H
#define APP_AMEND_H

#include "app/act.h"
#include "digest/hearing.h"

/* Follow corrections to the last one of `*comment`. */
enum err amend_latest(struct site *site, int64_t *comment,
                      struct why *why) MUST_CHECK;

/*
 * Take `comment` back, with what it corrects and what corrects it.  `*is_done`:
 * something was; `*was_printed` becomes true when one of them stands in an
 * edition, which the next one then tells.
 */
enum err amend_withdraw(struct act *act, int64_t comment, bool *is_done,
                        bool *was_printed, struct why *why) MUST_CHECK;

/* Let `words` correct the last version of `comment`.  `*result` becomes done,
 * over, empty or flood. */
enum err amend_correct(struct act *act, int64_t comment, struct str words,
                       enum hearing_result *result, struct why *why) MUST_CHECK;

#endif

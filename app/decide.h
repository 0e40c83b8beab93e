/*
 * decide.h - one decision about one comment, by mail or on the command line
 */
#ifndef APP_DECIDE_H
#define APP_DECIDE_H

#include "app/site.h"
#include "digest/state.h"

/*
 * Apply `event` (approve, reject, remove) to comment `id` as `actor`; `text`
 * says in one line what became of it, also when nothing did.  `*is_done` tells
 * which.  Errors are the store's alone.
 *
 * What a rule approved and nobody has looked at is confirmed by approving it;
 * rejecting it takes it back, and out of print where it is printed already.
 */
enum err decide_comment(struct site *site, struct arena *arena, int64_t id,
                        enum comment_event event, struct str actor,
                        struct str reason, int64_t now, bool *is_done,
                        struct str *text, struct why *why) MUST_CHECK;

#endif

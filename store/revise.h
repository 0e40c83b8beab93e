/*
 * revise.h - what moderators change in a comment besides its state
 *
 * A text is changed at most by a moderator's edit, and what the reader wrote
 * stays beside it.  The decision that goes with it is the caller's, in the same
 * transaction (store/comments.h).
 */
#ifndef STORE_REVISE_H
#define STORE_REVISE_H

#include "store/comments.h"

/* Give comment `id` another text; the first one is kept.  ERR_ABSENT. */
enum err revise_text(struct db *db, int64_t id, struct str text,
                     struct why *why) MUST_CHECK;

/* Give it back the text that its reader wrote; nothing happens when it has
 * that. */
enum err revise_undo(struct db *db, int64_t id, struct why *why) MUST_CHECK;

/* Is it printed first among the letters on its article?  ERR_ABSENT. */
enum err revise_feature(struct db *db, int64_t id, bool is_featured,
                        struct why *why) MUST_CHECK;

/* Note a decision that leaves the state as it is: "feature" on what is
 * approved. */
enum err revise_note(struct db *db, int64_t id, struct str event,
                     struct str actor, struct str reason, int64_t now,
                     struct why *why) MUST_CHECK;

#endif

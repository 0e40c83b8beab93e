/*
 * tally.h - rows for statistics: what came in, what waits, what was decided
 *
 * `list` empty: of all lists.  Times are from..until, the end left out.
 */
#ifndef STORE_TALLY_H
#define STORE_TALLY_H

#include "store/decisions.h"

/* A decision with what its comment is. */
struct tally_row {
	struct decision decision; /* id, comment, event, actor, reason, state,
	                             at, rule, scores, model */
	int64_t received_at;
	enum comment_state state_now;
};

/* Approvals, confirmations, rejections, removals and appeals, in the order in
 * which they were written: at most `limit` behind the row `after`. */
enum err tally_decisions(struct db *db, struct arena *arena, struct str list,
                         int64_t from, int64_t until, int64_t after,
                         int64_t limit, struct tally_row **rows, size_t *n,
                         struct why *why) MUST_CHECK;

/* When each comment was received. */
enum err tally_received(struct db *db, struct arena *arena, struct str list,
                        int64_t from, int64_t until, int64_t **times, size_t *n,
                        struct why *why) MUST_CHECK;

/* When those that wait now were received, oldest first; `*n_unseen` were
 * approved by a rule, and no person has looked. */
enum err tally_waiting(struct db *db, struct arena *arena, struct str list,
                       int64_t **times, size_t *n, int64_t *n_unseen,
                       struct why *why) MUST_CHECK;

/* Was `period` ("2026-11-23") noted, or a later one? */
enum err tally_has_week(struct db *db, struct str list, struct str period,
                        bool *has_week, struct why *why) MUST_CHECK;

/*
 * Note at `now` that the weekly mail of `list` for `period` is written; wants a
 * transaction.  `*is_due` is false when it was before, or when this is the
 * first week that anybody asks about: a new site has nothing to tell.
 */
enum err tally_take_week(struct db *db, struct str list, struct str period,
                         int64_t now, bool *is_due, struct why *why) MUST_CHECK;

#endif

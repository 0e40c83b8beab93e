/*
 * tellings.h - which decisions their readers have not heard of
 *
 * Every decision to approve or reject leaves a row, in the same transaction, from
 * wherever it comes (comment_decide()).  It waits until it has stood for some
 * time, so that one which is undone is never told of; whether there is anybody
 * to tell is asked then (app/verdict_letter.h).
 *
 * And what readers want to be told: of rejections always, of approvals when they
 * ask for it, for a comment or for good.
 */
#ifndef STORE_TELLINGS_H
#define STORE_TELLINGS_H

#include <stdbool.h>

#include "store/comments.h"
#include "store/db.h"

/* A decision about `comment` is to be told, from `at` on. */
enum err telling_plan(struct db *db, int64_t comment, int64_t at,
                      struct why *why) MUST_CHECK;

/* The same where `comment` was decided to be in `state` and that is told of. */
enum err telling_decided(struct db *db, int64_t comment,
                         enum comment_state state, int64_t at,
                         struct why *why) MUST_CHECK;

/* The comments of `list` whose telling was planned at `until` or before, the
 * first first, at most `limit`. */
enum err telling_list_due(struct db *db, struct arena *arena, struct str list,
                          int64_t until, int64_t limit, int64_t **comments,
                          size_t *n, struct why *why) MUST_CHECK;

/* It is told, or there is nobody to tell: `*is_ours` false when another was
 * first. */
enum err telling_done(struct db *db, int64_t comment, bool *is_ours,
                      struct why *why) MUST_CHECK;

/* Its reader wants to hear of an approval. */
enum err telling_want(struct db *db, int64_t comment,
                      struct why *why) MUST_CHECK;

/* ... of each: this subscriber. */
enum err telling_set_always(struct db *db, int64_t subscriber, bool is_so,
                            struct why *why) MUST_CHECK;

/* Whether `subscriber` wants to hear of an approval of `comment`. */
enum err telling_is_wanted(struct db *db, int64_t comment, int64_t subscriber,
                           bool *is_so, struct why *why) MUST_CHECK;

#endif

/*
 * decisions.h - the record of every decision: rows are added, never changed
 *
 * Each row says who or which rule decided what about a comment, when and why,
 * what the models said then (and which), and what the text was, as its hash.
 * Rows are numbered without a gap, and each holds the hash of the one before it
 * and its own: SHA-256 over all its fields in the form of chain_text().  So a
 * row that was changed, taken out, put in or moved is found, whatever the
 * engine (store/chain.h).  The number and the hash of the last row stand in a
 * table of their own, since nothing follows on the last row; whoever can write
 * to the store can write both, so keep them elsewhere, too: the admins' weekly
 * mail has them.
 *
 * All rows are written by decision_add().  Those who decide at the same time
 * wait for each other: a transaction that decides has the store's write lock
 * (db.h), and no number is given twice.
 */
#ifndef STORE_DECISIONS_H
#define STORE_DECISIONS_H

#include "store/comments.h"
#include "store/scores.h"

/*
 * Add `decision`: comment, event, state, actor, reason and at are read, the
 * rest is found out.  An actor "rule NAME" is that rule.  Wants a durable
 * transaction.
 *
 *	ERR_INPUT	nobody decided: the actor is empty
 */
enum err decision_add(struct db *db, const struct decision *decision,
                      struct why *why) MUST_CHECK;

/* Number and hash of the last row; 0 and "" when there is none. */
enum err decision_head(struct db *db, struct arena *arena, int64_t *number,
                       struct str *hash, struct why *why) MUST_CHECK;

/* At most `limit` rows behind the row `after` (an id; 0: from the first), in
 * the order in which they were written. */
enum err decision_list(struct db *db, struct arena *arena, int64_t after,
                       int64_t limit, struct decision **decisions, size_t *n,
                       struct why *why) MUST_CHECK;

/* Of each comment the last row that decided about it, a person's or a rule's,
 * if that was at `since` or later; at most `limit` behind the row `after`, in
 * the order in which they were written. */
enum err decision_list_final(struct db *db, struct arena *arena, int64_t since,
                             int64_t after, int64_t limit,
                             struct decision **decisions, size_t *n,
                             struct why *why) MUST_CHECK;

/* The rows about a comment, oldest first. */
enum err decision_list_of(struct db *db, struct arena *arena, int64_t comment,
                          struct decision **decisions, size_t *n,
                          struct why *why) MUST_CHECK;

/* Is it a person's, and no rule's or edition's? */
bool decision_is_persons(const struct decision *decision);

/* What `decision->scores` says; false, and both untouched, when it is empty.
 * Words of explanations are not kept there. */
bool decision_scores(const struct decision *decision, struct scores *scores,
                     int64_t *n_approved, int64_t *n_rejected);

#endif

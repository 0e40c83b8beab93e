/*
 * acks.h - our mails to a reader about comments of theirs, which they can answer
 *
 * An acknowledgement, or a decision letter: it goes to one subscriber, names
 * comments by number, and carries a random token of its own, whose hash is kept.
 * The token only opens the door: what an answer may do depends on the state
 * that a comment is in, so each effect comes once, however often it is asked
 * for (app/request.h).
 */
#ifndef STORE_ACKS_H
#define STORE_ACKS_H

#include <stdbool.h>

#include "store/db.h"

struct ack {
	int64_t id;
	struct str list;
	int64_t subscriber;
	int64_t letter; /* the reader's that it is about */
	struct str token_hash;
	int64_t sent_at, expires_at;
};

/* Add one about the `n` comments, numbered from 1; in a transaction. */
enum err ack_add(struct db *db, const struct ack *ack, const int64_t *comments,
                 size_t n, int64_t *id, struct why *why) MUST_CHECK;

/* The one whose token has this hash; ERR_ABSENT. */
enum err ack_by_token(struct db *db, struct arena *arena, struct str hash,
                      struct ack *ack, struct why *why) MUST_CHECK;

/* Its comments; number i is at [i - 1]. */
enum err ack_comments(struct db *db, struct arena *arena, int64_t id,
                      int64_t **comments, size_t *n,
                      struct why *why) MUST_CHECK;

/* Whether `comment` was told of before by any. */
enum err ack_was_sent(struct db *db, int64_t comment, bool *was_sent,
                      struct why *why) MUST_CHECK;

/* An answer to it was not understood: `*is_first` of them. */
enum err ack_puzzled(struct db *db, int64_t id, int64_t now, bool *is_first,
                     struct why *why) MUST_CHECK;

#endif

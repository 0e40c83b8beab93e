/*
 * strangers.h - letters of people who are no readers yet, to be confirmed
 *
 * A question to the address that a letter came from, with a random token.  Its
 * comments have no reader and wait in state received; the answer makes the
 * address a reader's, and them that reader's.
 */
#ifndef STORE_STRANGERS_H
#define STORE_STRANGERS_H

#include <stdbool.h>

#include "store/comments.h"
#include "store/db.h"

struct stranger {
	struct str token_hash;
	int64_t letter;
	struct str address, name; /* of its From */
	int64_t asked_at, expires_at;
	int64_t closed_at; /* when it was answered; 0 */
};

/* Keep a question (all but closed_at); in a transaction. */
enum err stranger_add(struct db *db, const struct stranger *stranger,
                      struct why *why) MUST_CHECK;

/* The question of a token; ERR_ABSENT: none. */
enum err stranger_get(struct db *db, struct arena *arena, struct str token_hash,
                      struct stranger *stranger, struct why *why) MUST_CHECK;

/* Close it, in one statement, so that of two answers one wins.  ERR_EXPIRED: it
 * was answered before, or `now` is too late. */
enum err stranger_close(struct db *db, struct str token_hash, int64_t now,
                        struct why *why) MUST_CHECK;

/*
 * The comments of `letter` that wait become `reader`'s, verified and `to`, with
 * `doubt` in the place of `instead` at the beginning of theirs.  `*n` of them.
 */
enum err stranger_confirm(struct db *db, int64_t letter, int64_t reader,
                          enum comment_state to, struct str instead,
                          struct str doubt, int64_t *n,
                          struct why *why) MUST_CHECK;

/* Comments without a reader since `since`: of `list`, or (`address` not empty)
 * only those that came from there. */
enum err stranger_count(struct db *db, struct str list, struct str address,
                        int64_t since, int64_t *n, struct why *why) MUST_CHECK;

#endif

/*
 * questions.h - which article a letter is about, asked once
 *
 * A question belongs to one letter, whose comments in state COMMENT_ASKED wait
 * for the answer.  It is found by the hash of the random token in the notice's
 * Reply-To, and closed by the first answer or by time, whatever comes first.
 */
#ifndef STORE_QUESTIONS_H
#define STORE_QUESTIONS_H

#include "store/db.h"

struct question {
	int64_t id;
	struct str list;
	int64_t letter; /* at most one question for each */
	int64_t subscriber;
	int64_t edition; /* whose articles were numbered */
	struct str token_hash;
	int64_t asked_at, expires_at;
	int64_t closed_at; /* 0: open */
};

/* Add one, open; in a transaction.  ERR_INPUT: the letter had one. */
enum err question_add(struct db *db, const struct question *question,
                      int64_t *id, struct why *why) MUST_CHECK;

/* The question whose token has this hash; ERR_ABSENT. */
enum err question_by_token(struct db *db, struct arena *arena, struct str hash,
                           struct question *question,
                           struct why *why) MUST_CHECK;

/* Close it, in one statement, so that of two answers one wins.  ERR_EXPIRED:
 * it was closed before. */
enum err question_close(struct db *db, int64_t id, int64_t now,
                        struct why *why) MUST_CHECK;

/* Open ones that have expired by `now`, by id. */
enum err question_list_expired(struct db *db, struct arena *arena, int64_t now,
                               struct question **questions, size_t *n,
                               struct why *why) MUST_CHECK;

#endif

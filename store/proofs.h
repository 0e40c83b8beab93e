/*
 * proofs.h - what a confirmation proves beside a subscription
 *
 * Two questions that we ask a reader by mail, each with a token (store/tokens.h)
 * of its purpose:
 *
 *	"address"	a letter with the reader's token came from another
 *			address: is that the reader's too?  Once for each
 *	"letter"	a letter without a token came from the reader's address:
 *			is it the reader's?
 *
 * And what follows from the answer: for addresses and for comments.
 */
#ifndef STORE_PROOFS_H
#define STORE_PROOFS_H

#include <stdbool.h>

#include "store/comments.h"
#include "store/db.h"

enum {
	PROOF_AGAIN_S = 30 * 86400,
};

struct proof {
	struct str token_hash;
	int64_t reader;
	struct str address; /* the letter's From */
	int64_t letter;     /* the one that made us ask */
	bool is_of_letter;  /* "letter", else "address" */
};

/* Keep a question; in a transaction.  ERR_INPUT: this was asked before. */
enum err proof_add(struct db *db, const struct proof *proof, int64_t now,
                   struct why *why) MUST_CHECK;

/* The question goes on with another token: what the first one asked was
 * answered. */
enum err proof_go_on(struct db *db, struct str token_hash, struct str next,
                     struct why *why) MUST_CHECK;

/* The question of a token, ERR_ABSENT when there is none. */
enum err proof_get(struct db *db, struct arena *arena, struct str token_hash,
                   struct proof *proof, struct why *why) MUST_CHECK;

/* Was `reader` asked about `address` before `now`?  A question that was not
 * answered within PROOF_AGAIN_S may be asked again. */
enum err proof_was_asked(struct db *db, int64_t reader, struct str address,
                         int64_t now, bool *was_asked,
                         struct why *why) MUST_CHECK;

/*
 * The comments that the answer is about, of `proof`'s reader, which are not
 * verified and wait: those of its letter, in state `from`, or, of an address,
 * all that came from there.  Those whose doubt begins with `cleared`, and not
 * with `never` behind it ("; "), become verified and `to`: that doubt goes, what
 * is behind it stays.  Whatever else is doubted of a letter is not proven by
 * the answer, and stays as it is.
 */
enum err proof_verify(struct db *db, const struct proof *proof,
                      enum comment_state from, enum comment_state to,
                      struct str cleared, struct str never, int64_t *n,
                      struct why *why) MUST_CHECK;

/* The same comments get the doubt `doubt`: their reader disowns them.  It stands
 * where `cleared` begins theirs, else before what is doubted of them beside. */
enum err proof_disown(struct db *db, const struct proof *proof,
                      enum comment_state from, struct str cleared,
                      struct str doubt, int64_t *n, struct why *why) MUST_CHECK;

/* The letters whose comments nobody has confirmed since before `before`. */
enum err proof_list_unanswered(struct db *db, struct arena *arena,
                               int64_t before, int64_t **letters, size_t *n,
                               struct why *why) MUST_CHECK;

#endif

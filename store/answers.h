/*
 * answers.h - what each answer of a moderator did, so that it can be undone
 *
 * An answer is a mail to a queue, a command or a session at the desk.  Its
 * effects are rows in their order; undoing goes through them from the last one
 * and marks the answer.  Answers wait here, too, whose moderator has to send
 * back a one-time code first (STANDARDS T-04): of the code the hash is kept.
 */
#ifndef STORE_ANSWERS_H
#define STORE_ANSWERS_H

#include <stdbool.h>

#include "store/db.h"

#define ANSWER_TRIES_MAX 5 /* wrong codes until no code of a queue counts */

enum answer_effect {
	EFFECT_APPROVE = 1,
	EFFECT_REJECT = 2,
	EFFECT_EDIT = 3,    /* another text; always before an approval */
	EFFECT_FEATURE = 4, /* printed first */
	EFFECT_BLOCK = 5,   /* `what` is the block */
	EFFECT_ARTICLE = 6, /* `what` is the article that it was on; 0 */
};

struct answer_row {
	enum answer_effect effect;
	int64_t comment;
	int64_t what;
};

/* Note an answer of `actor` about `list`; in a transaction, as all that
 * writes here.  `queue` and `letter` 0: none. */
enum err answer_add(struct db *db, struct str list, struct str actor,
                    int64_t queue, int64_t letter, int64_t now, int64_t *id,
                    struct why *why) MUST_CHECK;

/* Note an effect behind the others of `answer`. */
enum err answer_add_effect(struct db *db, int64_t answer,
                           const struct answer_row *row,
                           struct why *why) MUST_CHECK;

/* The last answer of `actor` about `list` before `before` (0: of all) that is
 * not undone, with its effects, the last one first; ERR_ABSENT: none. */
enum err answer_last(struct db *db, struct arena *arena, struct str list,
                     struct str actor, int64_t before, int64_t *id, int64_t *at,
                     struct answer_row **rows, size_t *n,
                     struct why *why) MUST_CHECK;

/* Mark it.  ERR_EXPIRED: it is undone already. */
enum err answer_set_undone(struct db *db, int64_t id, int64_t now,
                           struct why *why) MUST_CHECK;

/* Keep an answer's text until the code of `hash` comes back. */
enum err answer_wait(struct db *db, int64_t queue, int64_t letter,
                     struct str text, struct str hash, int64_t now,
                     int64_t expires_at, struct why *why) MUST_CHECK;

/*
 * Use a code up, in one statement, so that of two one wins: the text that waits
 * for it and the letter that it came in.  A wrong code counts against all that
 * wait for this queue.
 *
 *	ERR_ABSENT	nothing waits for this code
 *	ERR_EXPIRED	it was used, is too old, or codes were tried out
 */
enum err answer_confirm(struct db *db, struct arena *arena, int64_t queue,
                        struct str hash, int64_t now, struct str *text,
                        int64_t *letter, struct why *why) MUST_CHECK;

#endif

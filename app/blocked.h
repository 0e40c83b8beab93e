/*
 * blocked.h - whose letters make no comments
 *
 * A block (store/blocks.h) concerns what would become a comment, or be answered
 * because it is no readable one; commands, above all unsubscribing, go on
 * working.  A letter is blocked when its From is, or an address of the reader
 * whose token it has: with another From that reader would get round it.  The
 * other way round nobody can have another blocked by forging From.
 */
#ifndef APP_BLOCKED_H
#define APP_BLOCKED_H

#include "app/judge.h"
#include "store/blocks.h"

enum {
	BLOCK_REASON_MAX = 200, /* characters */
};

/*
 * Read what somebody wrote as what to block: "a@b.example", "b.example" or
 * "@b.example", "*@mail-*.example".  Fills in kind and pattern (in `arena`);
 * ERR_INPUT with `why`.
 */
enum err blocked_read(struct arena *arena, struct str word, struct block *block,
                      struct why *why) MUST_CHECK;

/*
 * Block the address that comment `id` came from, for the comment's list; within
 * a transaction.  `expires_at` 0: for good.  `*block` is what was added.
 *
 *	ERR_ABSENT	no such comment, or nobody knows who wrote it
 *	ERR_DENIED	that is a moderator, editor or admin of the list; or the
 *			comment is not verified, and nobody must have another
 *			blocked by writing in their name
 */
enum err blocked_add_writer(struct site *site, struct arena *arena, int64_t id,
                            struct str actor, struct str reason, int64_t now,
                            int64_t expires_at, struct block *block,
                            struct why *why) MUST_CHECK;

/* A judged letter of a blocked writer becomes CLASS_BLOCKED. */
enum err blocked_judge(struct site *site, struct arena *arena,
                       const struct mail *mail, int64_t now,
                       struct judgement *judgement, struct why *why) MUST_CHECK;

#endif

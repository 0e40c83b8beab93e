/*
 * blocks.h - whose letters make no comments, until when, who said so and why
 *
 * A block is on an address, on a domain with all below it, or on an expression
 * (text/glob.h) that addresses fit.  It is of one list or, with an empty name,
 * of all.  It ends at its time, or when somebody ends it; the row stays.
 *
 * Patterns and addresses are compared in lower case, domains on the border of
 * labels (STANDARDS T-41).  The caller has IDN domains in A-labels.
 */
#ifndef STORE_BLOCKS_H
#define STORE_BLOCKS_H

#include "store/db.h"

enum {
	BLOCK_EXPRESSIONS_MAX = 1000, /* that hold at once, of a list */
};

enum block_kind {
	BLOCK_ADDRESS,
	BLOCK_DOMAIN,
	BLOCK_EXPRESSION,
};

struct block {
	int64_t id;
	struct str list; /* empty: of all lists */
	enum block_kind kind;
	struct str pattern;
	struct str actor, reason; /* who set it and why; the reason may be
	                             empty */
	int64_t added_at;
	int64_t expires_at; /* 0: never */
	int64_t ended_at;   /* by hand; 0: it was not */
	struct str ended_by;
};

/* "address", "domain", "expression" */
const char *block_kind_name(enum block_kind kind);

/*
 * Add `block` (all but id, ended_at, ended_by); wants a transaction.  One on the
 * same pattern that holds for the same list is ended by its actor: the new one
 * counts.
 *
 *	ERR_INPUT	no pattern, or nobody set it
 *	ERR_LIMIT	BLOCK_EXPRESSIONS_MAX hold for that list
 */
enum err blocks_add(struct db *db, const struct block *block, int64_t *id,
                    struct why *why) MUST_CHECK;

/* ERR_ABSENT: no such block; ERR_EXPIRED: it has ended. */
enum err blocks_end(struct db *db, int64_t id, struct str actor, int64_t now,
                    struct why *why) MUST_CHECK;

/* ERR_ABSENT: no such block. */
enum err blocks_get(struct db *db, struct arena *arena, int64_t id,
                    struct block *block, struct why *why) MUST_CHECK;

/* Those of `list` (empty: of any) and of all lists, by id; `ended_too`: also
 * those that do not hold any more at `now`. */
enum err blocks_list(struct db *db, struct arena *arena, struct str list,
                     bool ended_too, int64_t now, struct block **blocks,
                     size_t *n, struct why *why) MUST_CHECK;

/* One that holds for `list` at `now` on `address`; ERR_ABSENT: none. */
enum err blocks_find(struct db *db, struct arena *arena, struct str list,
                     struct str address, int64_t now, struct block *block,
                     struct why *why) MUST_CHECK;

#endif

/*
 * deliveries.h - one edition, or one notice, for one person
 *
 *	            +-------------------------------+
 *	            v                               |
 *	planned --> leased --> accepted             |
 *	              |  |                          |
 *	              |  +---> failed(code)         |
 *	              |  +---> suppressed           |
 *	              +------> deferred(at) --------+
 *	              +------> in doubt ------------+   same bytes, same Message-ID
 *
 * A lease is a claim with an end: when its owner dies, the row can be claimed
 * again from `next_at` on.  Results are only written by the owner of the lease.
 */
#ifndef STORE_DELIVERIES_H
#define STORE_DELIVERIES_H

#include <stdbool.h>

#include "store/db.h"

enum delivery_state {
	DELIVERY_PLANNED = 0,
	DELIVERY_LEASED = 1,
	DELIVERY_DEFERRED = 2,
	DELIVERY_IN_DOUBT = 3,
	DELIVERY_ACCEPTED = 4,
	DELIVERY_FAILED = 5,
	DELIVERY_SUPPRESSED = 6,
	DELIVERY_STATES = 7,
};

struct delivery {
	int64_t id;
	int64_t edition;    /* 0: a notice */
	int64_t subscriber; /* 0: a notice to somebody else */
	int64_t letter;     /* that made us write it; 0: none */
	struct str list, kind, address;
	bool has_verp;       /* else the null sender */
	bool is_asked_of;    /* a stranger may have caused it */
	bool is_unproven;    /* nothing proves who did */
	struct str asked_id; /* its Message-ID, when is_asked_of */
	enum delivery_state state;
	int64_t attempts;
	int64_t planned_at, next_at, done_at;
	int64_t code;
	struct str reply;
	/* of a claimed one */
	struct str bytes;     /* of a notice */
	int64_t pid;          /* of the subscriber */
	struct str leave_pid; /* likewise */
	bool is_active;       /* the subscriber still is */
};

struct delivery_counts {
	int64_t by_state[DELIVERY_STATES];
	int64_t total;
};

/* "planned", "leased", "deferred", "in doubt", "accepted", ... */
const char *delivery_state_name(enum delivery_state state);

/* Plan `edition` for every active subscriber of `list`; `*n` says how many.
 * ERR_INPUT: it is planned already. */
enum err delivery_plan(struct db *db, int64_t edition, struct str list,
                       int64_t now, int64_t *n, struct why *why) MUST_CHECK;

/* A new notice's id: its VERP address wants it before its bytes exist.  The
 * fields list, kind, address, has_verp, is_asked_of, is_unproven, asked_id,
 * subscriber, letter,
 * planned_at are read. */
enum err delivery_add_notice(struct db *db, const struct delivery *delivery,
                             int64_t *id, struct why *why) MUST_CHECK;
/* Its bytes. */
enum err delivery_set_bytes(struct db *db, int64_t id, struct str bytes,
                            struct why *why) MUST_CHECK;

/* Notices of `kind` planned for `address`, however its letters are written,
 * after `since`, in `list` (empty: over all lists). */
enum err delivery_count_notices(struct db *db, struct str list, struct str kind,
                                struct str address, int64_t since, int64_t *n,
                                struct why *why) MUST_CHECK;

/*
 * Notices that strangers may have caused, over all lists and kinds, after
 * `since`: to the mailbox of `address`, and to its domain.  Of one mailbox are
 * all addresses that differ in case, or behind a '+', or at Gmail by dots.
 */
enum err delivery_count_asked(struct db *db, struct str address, int64_t since,
                              int64_t *n, struct why *why) MUST_CHECK;
enum err delivery_count_asked_at(struct db *db, struct str address,
                                 int64_t since, int64_t *n,
                                 struct why *why) MUST_CHECK;

/*
 * Claim up to `limit` that are due at `now`, longest first, for `owner` until
 * `until`: those of `edition` (none while it is paused), or (0) notices of
 * `list`; in any order.  A lease that ended by `now` is due like the others.
 */
enum err delivery_claim(struct db *db, struct arena *arena, int64_t edition,
                        struct str list, struct str owner, int64_t now,
                        int64_t until, int64_t limit,
                        struct delivery **deliveries, size_t *n,
                        struct why *why) MUST_CHECK;

/*
 * Record what became of a claimed one; `next_at` counts for deferred and in
 * doubt.  ERR_EXPIRED: the lease is another's by now, nothing is written.
 */
enum err delivery_record(struct db *db, int64_t id, struct str owner,
                         enum delivery_state state, int64_t code,
                         struct str reply, int64_t next_at, int64_t now,
                         struct why *why) MUST_CHECK;

/* Let the leases of `owner` last until `until`; `n` is how many they are: fewer
 * than it thinks when others have taken some over. */
enum err delivery_renew(struct db *db, struct str owner, int64_t until,
                        int64_t *n, struct why *why) MUST_CHECK;

/* Give a claimed one that was not tried back: as before the claim, but due at
 * `next_at`; one whose lease had ended is in doubt.  Another's stays. */
enum err delivery_release(struct db *db, int64_t id, struct str owner,
                          int64_t next_at, struct why *why) MUST_CHECK;

/* Let one that has failed be tried again, at `next_at`; any other stays.  Its
 * edition goes on if it was done. */
enum err delivery_reopen(struct db *db, int64_t id, int64_t next_at,
                         struct why *why) MUST_CHECK;

/* The owners of all leases. */
enum err delivery_owners(struct db *db, struct arena *arena,
                         struct str **owners, size_t *n,
                         struct why *why) MUST_CHECK;

/* `owner` died: what it had claimed is in doubt and due at `now`. */
enum err delivery_orphan(struct db *db, struct str owner, int64_t now,
                         int64_t *n, struct why *why) MUST_CHECK;

/* How the deliveries of an edition stand. */
enum err delivery_count(struct db *db, int64_t edition,
                        struct delivery_counts *counts,
                        struct why *why) MUST_CHECK;

/* Open ones (not accepted, failed or suppressed) of an edition. */
enum err delivery_open(struct db *db, int64_t edition, int64_t *n,
                       struct why *why) MUST_CHECK;

enum err delivery_get(struct db *db, struct arena *arena, int64_t id,
                      struct delivery *delivery, struct why *why) MUST_CHECK;

/* The newest `limit` that failed, are deferred or in doubt, for people. */
enum err delivery_list_troubled(struct db *db, struct arena *arena,
                                int64_t limit, struct delivery **deliveries,
                                size_t *n, struct why *why) MUST_CHECK;

/* The notices that were written because of `letter`, by id. */
enum err delivery_list_of_letter(struct db *db, struct arena *arena,
                                 int64_t letter, struct delivery **deliveries,
                                 size_t *n, struct why *why) MUST_CHECK;

#endif

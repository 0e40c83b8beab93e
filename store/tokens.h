/*
 * tokens.h - random secrets by their hash, moderators' queues, leases
 *
 * What proves that a mail's answer may act: a confirmation is for one
 * subscription and works once; a queue's token is for one moderator and the
 * comments numbered in that mail.  And who may work alone: a lease.
 */
#ifndef STORE_TOKENS_H
#define STORE_TOKENS_H

#include <stdbool.h>

#include "store/db.h"

/* Keep the hash of a confirmation for `subscriber`. */
enum err token_store(struct db *db, struct str hash, struct str purpose,
                     int64_t subscriber, int64_t now, int64_t expires_at,
                     struct why *why) MUST_CHECK;

/* Note the Message-ID of the mail that the token of `hash` stands in. */
enum err token_set_mail(struct db *db, struct str hash, struct str message_id,
                        struct why *why) MUST_CHECK;

/* The token that stands in the mail `message_id`, and whose it is; ERR_ABSENT:
 * none. */
enum err token_by_mail(struct db *db, struct arena *arena,
                       struct str message_id, struct str *hash,
                       int64_t *subscriber, struct why *why) MUST_CHECK;

/* What the token of `hash` is for; ERR_ABSENT: unknown. */
enum err token_purpose(struct db *db, struct arena *arena, struct str hash,
                       struct str *purpose, struct why *why) MUST_CHECK;

/* Whose it is, when it can still be used; ERR_ABSENT. */
enum err token_open(struct db *db, struct str hash, int64_t now,
                    int64_t *subscriber, struct why *why) MUST_CHECK;

/*
 * Use it up, in one statement, so that of two one wins.
 *
 *	ERR_ABSENT	unknown
 *	ERR_EXPIRED	used already or too late; `subscriber` is told even so
 */
enum err token_use(struct db *db, struct str hash, struct str purpose,
                   int64_t now, int64_t *subscriber,
                   struct why *why) MUST_CHECK;

struct queue {
	int64_t id;
	struct str list, moderator, token_hash;
	int64_t sent_at, expires_at;
};

/* Add a queue mail with its comments, numbered from 1; in a transaction. */
enum err queue_add(struct db *db, const struct queue *queue,
                   const int64_t *comments, size_t n, int64_t *id,
                   struct why *why) MUST_CHECK;

/* The queue whose token has this hash; ERR_ABSENT. */
enum err queue_by_token(struct db *db, struct arena *arena, struct str hash,
                        struct queue *queue, struct why *why) MUST_CHECK;

/* The comments of a queue; comment number i is at [i - 1]. */
enum err queue_comments(struct db *db, struct arena *arena, int64_t queue,
                        int64_t **comments, size_t *n,
                        struct why *why) MUST_CHECK;

/* Did the comment stand in a queue mail to `moderator`? */
enum err queue_has(struct db *db, struct str moderator, int64_t comment,
                   bool *is_so, struct why *why) MUST_CHECK;

/* When the last queue mail of a list went to `moderator`, 0: never. */
enum err queue_last(struct db *db, struct str list, struct str moderator,
                    int64_t *sent_at, struct why *why) MUST_CHECK;

/*
 * Take or prolong the lease `name` for `owner` until `until`; `*is_ours` is
 * false when another holds it at `now`.
 */
enum err lease_take(struct db *db, struct str name, struct str owner,
                    int64_t now, int64_t until, bool *is_ours,
                    struct why *why) MUST_CHECK;
/* Who holds the lease, ERR_ABSENT when nobody does. */
enum err lease_owner(struct db *db, struct arena *arena, struct str name,
                     struct str *owner, struct why *why) MUST_CHECK;

/* Give it back; nothing happens when it is another's. */
enum err lease_give(struct db *db, struct str name, struct str owner,
                    struct why *why) MUST_CHECK;

#endif

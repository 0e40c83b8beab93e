/*
 * subscribers.h - readers, their addresses and what they subscribed to
 *
 *	pending --> active <--> paused
 *	              ^
 *	              +-------> suspended (bounces)
 *	any --> gone            gone --> pending --> active: asked for again
 *	                        gone --> active: added again by an admin
 *
 * Functions that add call for a transaction.
 */
#ifndef STORE_SUBSCRIBERS_H
#define STORE_SUBSCRIBERS_H

#include <stdbool.h>

#include "store/db.h"

enum subscriber_state {
	SUBSCRIBER_PENDING = 0,
	SUBSCRIBER_ACTIVE = 1,
	SUBSCRIBER_PAUSED = 2,
	SUBSCRIBER_SUSPENDED = 3,
	SUBSCRIBER_GONE = 4,
};

#define SUBSCRIBER_LEAVE_LEN 10 /* bytes of leave_pid */

struct subscriber {
	int64_t id;
	struct str list;
	int64_t reader;
	struct str name, address;
	int64_t pid;          /* 40 bits, names it in reply tokens */
	struct str leave_pid; /* SUBSCRIBER_LEAVE_LEN bytes */
	enum subscriber_state state;
	int64_t state_at, created_at, confirmed_at;
	struct str source;       /* "import", "mail", "command line" */
	struct str state_reason; /* "bounces", "complaint", or "" */
};

/* "pending", "active", "paused", "suspended", "gone" */
const char *subscriber_state_name(enum subscriber_state state);

/* May a subscriber go from one state to the other? */
bool subscriber_may(enum subscriber_state from, enum subscriber_state to);

/* What addresses are compared by: in lower case (of ASCII). */
struct str reader_address_key(struct arena *arena, struct str address);

/* The reader of `address` (ERR_ABSENT: unknown), and add one (ERR_INPUT: the
 * address is another's). */
enum err reader_find(struct db *db, struct arena *arena, struct str address,
                     int64_t *reader, struct str *name,
                     struct why *why) MUST_CHECK;
enum err reader_add(struct db *db, struct str address, struct str name,
                    int64_t now, int64_t *reader, struct why *why) MUST_CHECK;
/*
 * Give a reader another address, which a confirmation at `now` proved.
 *
 *	ERR_INPUT	it is another reader's already
 */
enum err reader_add_address(struct db *db, int64_t reader, struct str address,
                            int64_t now, struct why *why) MUST_CHECK;

/* All addresses of a reader, oldest first. */
enum err reader_addresses(struct db *db, struct arena *arena, int64_t reader,
                          struct str **addresses, size_t *n,
                          struct why *why) MUST_CHECK;

/* Note the name of a reader who had none. */
enum err reader_name(struct db *db, int64_t reader, struct str name,
                     struct why *why) MUST_CHECK;

/*
 * Add a subscription; list, address, name, pid, leave_pid, state, source and
 * created_at are read.  The reader is found or added.  ERR_INPUT: there is
 * already one of this reader, in whatever state.
 */
enum err subscriber_add(struct db *db, const struct subscriber *subscriber,
                        int64_t *id, struct why *why) MUST_CHECK;

/* Find one; ERR_ABSENT when there is none. */
enum err subscriber_get(struct db *db, struct arena *arena, int64_t id,
                        struct subscriber *subscriber,
                        struct why *why) MUST_CHECK;
enum err subscriber_by_pid(struct db *db, struct arena *arena, int64_t pid,
                           struct subscriber *subscriber,
                           struct why *why) MUST_CHECK;
enum err subscriber_by_leave_pid(struct db *db, struct arena *arena,
                                 struct str leave_pid,
                                 struct subscriber *subscriber,
                                 struct why *why) MUST_CHECK;
enum err subscriber_by_address(struct db *db, struct arena *arena,
                               struct str list, struct str address,
                               struct subscriber *subscriber,
                               struct why *why) MUST_CHECK;

/* The subscription of a reader to `list`. */
enum err subscriber_of_reader(struct db *db, struct arena *arena,
                              struct str list, int64_t reader,
                              struct subscriber *subscriber,
                              struct why *why) MUST_CHECK;

/* All of a list by address; `list` empty: of every list. */
enum err subscriber_list(struct db *db, struct arena *arena, struct str list,
                         struct subscriber **subscribers, size_t *n,
                         struct why *why) MUST_CHECK;

/* How many are active. */
enum err subscriber_count(struct db *db, struct str list, int64_t *n,
                          struct why *why) MUST_CHECK;

/*
 * Change the state at `now`.  `leave_pid` (empty: keep) is new when one comes
 * back, so that old mails cannot end the new subscription (STANDARDS 5.4).
 *
 *	ERR_DENIED	subscriber_may() says no
 *	ERR_ABSENT	there is no such subscriber
 *	ERR_TEMP	another changed the state at this moment
 */
enum err subscriber_set_state(struct db *db, int64_t id,
                              enum subscriber_state state, struct str leave_pid,
                              int64_t now, struct why *why) MUST_CHECK;

/* Note why it is in its state; the next change forgets it. */
enum err subscriber_set_reason(struct db *db, int64_t id, struct str reason,
                               struct why *why) MUST_CHECK;

#endif

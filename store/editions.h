/*
 * editions.h - issues of a list: numbered, frozen, never rebuilt
 *
 * An edition is written whole, with its items, its forms and the deliveries of
 * its audience, in one transaction: there is none half frozen.  edition_add()
 * calls for it.
 *
 *	delivering <--> paused         by an admin at any time
 *	    |
 *	    +--> delivered             no delivery is open any more
 */
#ifndef STORE_EDITIONS_H
#define STORE_EDITIONS_H

#include <stdbool.h>

#include "store/db.h"

enum edition_state {
	EDITION_DELIVERING = 0,
	EDITION_PAUSED = 1,
	EDITION_DELIVERED = 2,
};

struct edition {
	int64_t id;
	struct str list;
	int64_t number; /* 1, 2, ... of its list */
	struct str period;
	enum edition_state state;
	struct str subject;
	int64_t frozen_at, done_at;
	int64_t audience; /* deliveries planned */
};

struct edition_item {
	int64_t id; /* what reply tokens name, 32 bits */
	int64_t edition;
	int64_t position; /* 0: the edition itself */
	int64_t article;  /* 0 at position 0 */
	int64_t comments; /* printed with it: COMMENTS (n) */
};

/* "delivering", "paused", "delivered" */
const char *edition_state_name(enum edition_state state);

/* Add one; list, number, period, state, frozen_at are read.
 * ERR_INPUT: the list had an edition of this number or period. */
enum err edition_add(struct db *db, const struct edition *edition, int64_t *id,
                     struct why *why) MUST_CHECK;

/* Add an item; all but id is read. */
enum err edition_add_item(struct db *db, const struct edition_item *item,
                          int64_t *id, struct why *why) MUST_CHECK;

/* Keep the rendering of `format`. */
enum err edition_add_form(struct db *db, int64_t edition, struct str format,
                          struct str form, struct str outline, struct str text,
                          struct str html, struct why *why) MUST_CHECK;

/* Note its subject and how many deliveries were planned.  ERR_DENIED: that was
 * noted before, an edition is frozen once. */
enum err edition_freeze(struct db *db, int64_t edition, struct str subject,
                        int64_t audience, struct why *why) MUST_CHECK;

enum err edition_get(struct db *db, struct arena *arena, int64_t id,
                     struct edition *edition, struct why *why) MUST_CHECK;
enum err edition_by_number(struct db *db, struct arena *arena, struct str list,
                           int64_t number, struct edition *edition,
                           struct why *why) MUST_CHECK;

/* All of a list (empty: of every list), newest first; in `state` unless -1. */
enum err edition_list(struct db *db, struct arena *arena, struct str list,
                      int state, struct edition **editions, size_t *n,
                      struct why *why) MUST_CHECK;

/* The newest `limit` editions of `list` that `subscriber` was to get. */
enum err edition_list_of(struct db *db, struct arena *arena, struct str list,
                         int64_t subscriber, int64_t limit, int64_t **editions,
                         size_t *n, struct why *why) MUST_CHECK;

/* The newest `limit` editions of `list`. */
enum err edition_list_last(struct db *db, struct arena *arena, struct str list,
                           int64_t limit, int64_t **editions, size_t *n,
                           struct why *why) MUST_CHECK;

/* The number of the list's last edition, 0 when it had none. */
enum err edition_last_number(struct db *db, struct str list, int64_t *number,
                             struct why *why) MUST_CHECK;

/* Whether it was decided already what the list sends for `period`. */
enum err period_is_over(struct db *db, struct str list, struct str period,
                        bool *is_over, struct why *why) MUST_CHECK;

/* Note the decision: an edition, or 0 for nothing new.  ERR_INPUT: it was
 * decided already. */
enum err period_close(struct db *db, struct str list, struct str period,
                      int64_t edition, int64_t now, struct why *why) MUST_CHECK;

/* The item that a reply token names; ERR_ABSENT. */
enum err edition_item_get(struct db *db, struct arena *arena, int64_t id,
                          struct edition_item *item,
                          struct why *why) MUST_CHECK;

/* All items by position. */
enum err edition_items(struct db *db, struct arena *arena, int64_t edition,
                       struct edition_item **items, size_t *n,
                       struct why *why) MUST_CHECK;

/* Parts of a rendering; NULL: not wanted.  ERR_ABSENT: none of `format`. */
enum err edition_form(struct db *db, struct arena *arena, int64_t edition,
                      struct str format, struct str *form, struct str *outline,
                      struct str *text, struct str *html,
                      struct why *why) MUST_CHECK;

/* Pause, go on or end it; ERR_DENIED: it is delivered already (or unknown). */
enum err edition_set_state(struct db *db, int64_t id, enum edition_state state,
                           int64_t now, struct why *why) MUST_CHECK;

#endif

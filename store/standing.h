/*
 * standing.h - what was decided about a reader's comments up to a time
 *
 * The past is told as it was then: of each comment the last decision before
 * that time counts, so that rules can be tried on it.
 */
#ifndef STORE_STANDING_H
#define STORE_STANDING_H

#include "store/db.h"

struct standing {
	int64_t n_approved, n_rejected; /* on all lists */
	/* On one list, of those that are proven to be the reader's: when a
	 * person last approved each that stands approved, ... */
	int64_t *approved_at;
	size_t n;
	/* ... and the last rejection or removal for abuse or spam that stands;
	 * 0: none. */
	int64_t lost_at;
};

/* The standing of `reader` on `list` at `at`, comment `but` left out; a reader
 * 0, whom nobody knows, has none. */
enum err standing_get(struct db *db, struct arena *arena, struct str list,
                      int64_t reader, int64_t at, int64_t but,
                      struct standing *standing, struct why *why) MUST_CHECK;

#endif

/*
 * places.h - where in a text something stands, found by its hash
 *
 * A place is an index below a limit that is given once; places with the same
 * hash are chained.  Hashes are taken as they are: whoever adds them counts
 * how far it follows a chain.
 */
#ifndef TEXT_PLACES_H
#define TEXT_PLACES_H

#include <stdint.h>

#include "base/arena.h"

#define PLACE_NONE SIZE_MAX

struct places {
	uint64_t *hash; /* by place */
	size_t *next;   /* by place */
	size_t *slot;
	size_t mask;
};

/* Make room for the places 0 .. `n` - 1; none is there yet. */
void places_open(struct arena *arena, struct places *places, size_t n);

/* Add `place`, once, in front of those with the same hash. */
void places_add(struct places *places, uint64_t hash, size_t place);

/* The place that was added last with `hash`, or PLACE_NONE. */
size_t places_find(const struct places *places, uint64_t hash);

/* The one that was added before `place` with the same hash, or PLACE_NONE. */
size_t places_next(const struct places *places, size_t place);

#endif

#include "text/places.h"

void places_open(struct arena *arena, struct places *places, size_t n)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	places->mask = size - 1;
	places->slot = arena_array(arena, size_t, size);
	places->hash = arena_array(arena, uint64_t, n + 1);
	places->next = arena_array(arena, size_t, n + 1);
	for (size_t i = 0; i < size; i++)
		places->slot[i] = PLACE_NONE;
}

/* The slot of `hash`: its own, or a free one. */
static size_t slot_of(const struct places *places, uint64_t hash)
{
	size_t i = (size_t)(hash ^ hash >> 29) & places->mask;

	while (places->slot[i] != PLACE_NONE &&
	       places->hash[places->slot[i]] != hash)
		i = (i + 1) & places->mask;
	return i;
}

void places_add(struct places *places, uint64_t hash, size_t place)
{
	size_t i = slot_of(places, hash);

	places->hash[place] = hash;
	places->next[place] = places->slot[i];
	places->slot[i] = place;
}

size_t places_find(const struct places *places, uint64_t hash)
{
	return places->slot[slot_of(places, hash)];
}

size_t places_next(const struct places *places, size_t place)
{
	return places->next[place];
}

/*
 * arena.h - the memory of one job, given back in one go
 *
 * One job (a letter, an edition, a command) owns one arena.  Whatever a
 * function returns by pointer lives in the arena that it was handed, so that
 * there is nothing to free piece by piece.  Memory comes zeroed; when there is
 * none left the process aborts: the store holds every half-done job and the
 * supervisor starts the role again (docs/design.md).
 *
 * Built with -DARENA_BLOCK=0 each allocation is one of the system's, so that
 * AddressSanitizer and valgrind notice an overrun by one byte.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

struct arena {
	struct arena_block *top;
};

/* `size` zeroed bytes, aligned for every type. */
void *arena_alloc(struct arena *arena, size_t size);

/* One zeroed `type`, or an array of `n` of them. */
#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, n)                                            \
	((type *)arena_alloc_array((arena), sizeof(type), (n)))

/* `n` times `size` zeroed bytes; aborts when the product overflows. */
void *arena_alloc_array(struct arena *arena, size_t size, size_t n);

/*
 * Room for one more element at the end of a growing array: `array` has `n`
 * elements of `size` bytes and came from here (or is NULL, with `n` 0).
 * Returns where the array is now, with at least n + 1 elements; amortised O(1)
 * because it doubles whenever `n` is a power of two.
 */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t size);

/* A copy of `text` with a NUL behind it. */
char *arena_copy(struct arena *arena, struct str text);
/* The same as a `struct str`. */
struct str arena_str(struct arena *arena, struct str text);

/* What printf would print. */
char *arena_printf(struct arena *arena, const char *fmt, ...) PRINTF(2, 3);
char *arena_vprintf(struct arena *arena, const char *fmt, va_list args)
	PRINTF(2, 0);

/* Give everything back; the arena is empty then and can be used again. */
void arena_free(struct arena *arena);

#endif

/*
 * ordinal.h - "the second", "number two": numbers in words, to ten
 *
 * In the languages that letters are answered in most.  Words are compared by
 * their hash (text/wordhash.h), without case.
 */
#ifndef DIGEST_ORDINAL_H
#define DIGEST_ORDINAL_H

#include "base/arena.h"
#include "base/str.h"

#define ORDINAL_MAX 10

struct ordinals;

/* All words, hashed, in `arena`. */
struct ordinals *ordinals_new(struct arena *arena);

/* The number that a word says: "second", "zweiten", "2nd"; 0: it is none. */
size_t ordinal_of(const struct ordinals *ordinals, uint64_t hash);

/* "two", "zwei"; 0: it is none.  Some mean something else in another language:
 * only where a number is expected they are one. */
size_t cardinal_of(const struct ordinals *ordinals, uint64_t hash);

#endif

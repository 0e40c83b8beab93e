/*
 * wordhash.h - a text as hashes of its words, so that copies of it can be found
 *
 * Mail programs wrap a quoted text anew, indent it, turn its quotation marks
 * and rewrite its links.  None of that changes its words: runs of letters and
 * digits without case, apostrophes left out, every CJK character a word of its
 * own.  Links and addresses are no words.
 */
#ifndef TEXT_WORDHASH_H
#define TEXT_WORDHASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define WORDS_SEED UINT64_C(0xcbf29ce484222325) /* FNV-1a's */

/* A text as its words. */
struct wordlist {
	uint64_t *hash;
	size_t n;
};

/* Where the reading of a text is; start with {text, 0}. */
struct wordhash {
	struct str rest;
	size_t chunk; /* bytes that are known to be no link */
};

/* Take the next word; false when there is none.  `is_end`: a sentence ended
 * before it. */
bool wordhash_next(struct wordhash *words, uint64_t *hash, bool *is_end);

/* `hash`, with `next` behind it: of words one of a line or of a shingle. */
uint64_t wordhash_mix(uint64_t hash, uint64_t next);

/* All words of `text`, in `arena`. */
void wordlist_of(struct arena *arena, struct str text, struct wordlist *list);

/* Do the words of `inner` stand in `list`, in a row?  Those of no words do. */
bool wordlist_holds(const struct wordlist *list, const struct wordlist *inner);

#endif

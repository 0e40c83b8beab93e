/*
 * fold.h - a text without the disguises of its letters
 *
 * For reading by programs, never for showing: entities are decoded, tags gone,
 * invisible characters gone, ligatures, accents and wide forms plain (NFKD
 * without marks), look-alikes of other alphabets Latin, all in lower case.
 * What is left is one byte for each letter: ASCII, FOLD_EURO, or FOLD_OTHER
 * for a run of letters that are none of ours.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define FOLD_OTHER '\x01'
#define FOLD_EURO  '\x02'

struct folded {
	struct str text;
	uint32_t *origin; /* where each byte stood in the text that was folded;
	                     one more for the end */
};

/* Fold `text` (any bytes); linear in its length. */
struct folded fold_text(struct arena *arena, struct str text);

/* A code point by its entity ("&eacute;", "&#233;", "&#xE9;") at the start of
 * `text`; `*len` is how many bytes it takes.  0: there is none. */
uint32_t fold_entity(struct str text, size_t *len);

#endif

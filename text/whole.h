/*
 * whole.h - whether words stand in a text, whole and however they are written
 *
 * A word is a run of letters, marks and digits; case, accents and wide forms do
 * not count (NFKD, folded, without marks).  Of scripts that write without
 * spaces each character is a word.  A phrase is words in a row, whatever stands
 * between them: "free money" is found in "FREE, money!", and "ass" is not in
 * "class".
 */
#ifndef TEXT_WHOLE_H
#define TEXT_WHOLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct whole {
	struct str *words; /* folded */
	size_t n;
};

/* The words of `text` (valid UTF-8), in `arena`; linear in its length. */
struct whole whole_split(struct arena *arena, struct str text);

/* Do the words of `phrase` stand in a row in `text`?  One without words stands
 * nowhere. */
bool whole_in(const struct whole *text, const struct whole *phrase);

#endif

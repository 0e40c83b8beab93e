/*
 * guess.h - which charset a text is in that does not say so
 */
#ifndef TEXT_GUESS_H
#define TEXT_GUESS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The name of the charset that the bytes of `text` look like (Johab and
 * short kana by their form, else uchardet, by what letters stand beside each
 * other; of Windows, DOS and the Macintosh the one that has letters within
 * words); "" when they tell nothing.  At most
 * the first 64 KiB from the first byte that is not ASCII are looked at.
 */
struct str guess_charset(struct arena *arena, struct str text);

#endif

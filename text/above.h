/*
 * above.h - what of an edition is quoted right above an answer
 *
 * Below a run of quoted lines an answer is about the last of them, with two
 * exceptions.  A reader who picked parts of two items and wrote below both may
 * mean each; who has a whole item above, and nothing of the edition below,
 * means the item and not the letter that it ends with.
 *
 * Parts were picked where words of the edition are left out between two items;
 * a program that quotes all leaves none out.
 */
#ifndef TEXT_ABOVE_H
#define TEXT_ABOVE_H

#include "text/lines.h"
#include "text/reply.h"

struct above {
	bool is_picked; /* parts of several items */
	bool is_whole;  /* the last item from its first words to its last */
};

/* Look at the lines [from, to), above an answer whose last line is before
 * `end`.  Linear in them and the edition for each item that they name, of so
 * many at most. */
struct above above_find(struct arena *arena, const struct lines *lines,
                        const struct edition_piece *pieces, size_t n_pieces,
                        size_t from, size_t to, size_t end);

#endif

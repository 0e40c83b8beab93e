/*
 * outline.h - which words of an edition belong to which item
 *
 * What replies are aligned with: the text part as it was sent, cut at its
 * items.  Templates set marks (OUTLINE_MARK, a decimal number, OUTLINE_END)
 * where an item starts, number 0 where the frame goes on; they are taken out of
 * what is sent.  What looks like half a mark is text.
 */
#ifndef DIGEST_OUTLINE_H
#define DIGEST_OUTLINE_H

#include "base/arena.h"
#include "base/err.h"
#include "text/reply.h"

#define OUTLINE_MARK '\x02'
#define OUTLINE_END  '\x03'

/* The mark for `item`. */
struct str outline_mark(struct arena *arena, int64_t item);

/* `text` without its marks, and its pieces in order (slices of `*clean`, none
 * of them empty); what stands before the first mark is of item 0. */
void outline_cut(struct arena *arena, struct str text, struct str *clean,
                 struct edition_piece **pieces, size_t *n);

/*
 * Add what only the HTML part says ("Unsubscribe"), `page` being that as text,
 * as a last piece of item 0: a program that quotes the HTML quotes it as well.
 */
void outline_add_page(struct arena *arena, struct str page,
                      struct edition_piece **pieces, size_t *n);

/* Pieces as bytes for the store, and back (ERR_INPUT: not such bytes). */
struct str outline_format(struct arena *arena,
                          const struct edition_piece *pieces, size_t n);
enum err outline_parse(struct arena *arena, struct str bytes,
                       struct edition_piece **pieces, size_t *n) MUST_CHECK;

#endif

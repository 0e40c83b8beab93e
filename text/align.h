/*
 * align.h - which lines of a mail are copies of which piece of an edition
 *
 * By the runs of words that both have (text/copies.h).  A line with '>' is of
 * the edition when most of its words are in such runs; a line without has no
 * other words, and starts where a line or sentence of the edition does, or goes
 * on where the line above ended, so that half a sentence which the reader cites
 * stays the reader's, and one that the reader goes on from.
 *
 * No clock, no randomness: time and memory are linear in both texts.
 */
#ifndef TEXT_ALIGN_H
#define TEXT_ALIGN_H

#include "text/lines.h"
#include "text/reply.h"

/*
 * Mark the lines that are of the `n_pieces` pieces as LINE_QUOTE with their
 * `piece`.  False, nothing marked, when the edition is not recognised.
 */
bool align_mark(struct arena *arena, struct lines *lines,
                const struct edition_piece *pieces, size_t n_pieces);

#endif

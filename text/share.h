/*
 * share.h - how much of a mail is an edition's, and how much is quoted besides
 *
 * A letter that quotes much which is not of the edition that it answers may
 * quote another one.
 */
#ifndef TEXT_SHARE_H
#define TEXT_SHARE_H

#include "text/lines.h"

struct share {
	size_t n_copied;  /* words of lines that are of a piece */
	size_t n_foreign; /* of lines that are quoted, and of none: whole
	                     sentences, no heads of quotes */
	size_t n_open;    /* of other lines that may be, below a head */
};

/* Count them in `lines`, marked and with their pieces. */
struct share share_of(struct arena *arena, const struct lines *lines);

/* Whether so much of what is quoted is of no piece that it may be of another
 * edition. */
bool share_is_foreign(const struct share *share);

#endif

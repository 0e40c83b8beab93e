/*
 * about.h - which item of the edition a run of own words answers
 *
 * An answer stands below what it is about: the nearest line above that is of
 * one item for sure tells the item.  With nothing above, it is what the whole
 * quote is about, if that is one item.  Readers who answer above each quote
 * cannot always be told from those who begin with a word to all, so where both
 * may be, the answers are unsure.
 */
#ifndef TEXT_ABOUT_H
#define TEXT_ABOUT_H

#include "text/above.h"
#include "text/lines.h"
#include "text/reply.h"

#define ABOUT_UNSURE 45 /* percent: a moderator is told */

struct about {
	size_t piece; /* it answers; PIECE_NONE */
	int64_t item; /* 0: the quote does not tell */
	struct above seen;
	int confidence;
};

struct about_view {
	struct arena *arena;
	const struct lines *lines;
	const struct edition_piece *pieces;
	size_t n_pieces;
	size_t n_items;    /* in the edition */
	size_t front;      /* pieces before its first item */
	size_t pieces_end; /* behind the last line that is of a piece */
	int64_t only_item; /* that the whole quote is about, or 0 */
	bool has_front;    /* the front is quoted, too */
};

/* Lines of a header block are of no piece, whatever their subject is. */
void about_pass_headers(struct lines *lines);

/* Look at all of `lines`, marked and with their pieces; both are borrowed. */
void about_open(struct about_view *view, struct arena *arena,
                const struct lines *lines, const struct edition_piece *pieces,
                size_t n_pieces);

/* What the own lines [from, to) are about; the quote right above them begins
 * with the line `above`. */
void about_find(const struct about_view *view, size_t above, size_t from,
                size_t to, struct about *about);

/*
 * Whether several answers may as well each stand above what they answer: the
 * first one, [from, first_end), stands above all that is quoted, the last one
 * ends at `last_end`, above some of it, and what is quoted is of several
 * pieces and not the edition from its masthead on.
 */
bool about_is_turned(const struct about_view *view, size_t from,
                     size_t first_end, size_t last_end);

#endif

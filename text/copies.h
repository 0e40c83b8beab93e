/*
 * copies.h - which words of a mail are copies of which words of an edition
 *
 * Runs of three words and more that the mail has in common with the edition
 * are found by hash (text/wordhash.h), longest first, in one pass over both.
 * What that says of a line is for text/align.h to judge.
 *
 * No clock, no randomness: time and memory are linear in both texts.
 */
#ifndef TEXT_COPIES_H
#define TEXT_COPIES_H

#include "text/lines.h"
#include "text/places.h"
#include "text/reply.h"

/* A word of the edition, a word of the mail. */
struct copy_word {
	uint64_t hash;
	size_t owner;  /* piece or line */
	bool is_start; /* of a line or sentence */
	size_t at; /* mail: the edition's word it is a copy of, or PLACE_NONE */
	bool is_sure; /* mail: and of no other item's */
};

struct copy_text {
	struct copy_word *word;
	size_t n;
};

struct copies {
	const struct edition_piece *pieces;
	struct copy_text edition, mail;
	struct places shingles; /* by the place of their first word */
	struct places lines;    /* whole lines, by the place of their first */
	struct places signs;    /* rules and links, by no place of words */
	size_t *first, *count;  /* words of the mail's lines */
};

/* Compare `lines` with the `n_pieces` pieces, which must outlive `copies`. */
void copies_find(struct arena *arena, const struct lines *lines,
                 const struct edition_piece *pieces, size_t n_pieces,
                 struct copies *copies);

/* The item that the edition's word `place` belongs to; 0: none. */
int64_t copies_item(const struct copies *copies, size_t place);

/* Whether `place` is a few words behind `last`, which may be PLACE_NONE. */
bool copies_is_near(size_t last, size_t place);

/* The first place of the edition's line that line `i` of the mail is as a
 * whole, or PLACE_NONE; others follow by places_next(). */
size_t copies_of_line(const struct copies *copies, size_t i);

/* Whether each word of a line without words is a sign of the edition: a rule,
 * a link. */
bool copies_is_sign(const struct copies *copies, struct str line);

/*
 * Whether line `i` of the mail has words that the edition has not next to what
 * the line copies: "The ferry sails again: nonsense."
 */
bool copies_has_own(const struct copies *copies, size_t i);

#endif

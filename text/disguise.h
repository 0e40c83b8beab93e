/*
 * disguise.h - the words of a text as the model of abuse reads them
 *
 * Whoever knows that words are counted writes "1d10t", "i d i o t", "f*ck",
 * "id-iot" or "stuuupid".  Here they are words again (TEXT.md 2f): folded
 * (text/fold.h), digits and signs within a word read as letters, single letters
 * joined, masked letters filled in, repeats shortened.  Addresses and links,
 * numbers, and words for groups of people are one token each.
 *
 * English only.
 */
#ifndef TEXT_DISGUISE_H
#define TEXT_DISGUISE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct disguise_token {
	struct str text;    /* "idiot", "_num_", "_grp_", "!!" */
	struct str written; /* where it stands: a slice of the text */
	bool is_word;       /* and no "_x_", "!!", "??" */
};

/* The tokens of `text` (any bytes), in order; returns how many.  Linear. */
size_t disguise_tokens(struct arena *arena, struct str text,
                       struct disguise_token **tokens);

#endif

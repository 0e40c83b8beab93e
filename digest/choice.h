/*
 * choice.h - which article somebody names who was asked (digest/question.h)
 *
 * Strict: a wrong guess would print a letter below another article.
 */
#ifndef DIGEST_CHOICE_H
#define DIGEST_CHOICE_H

#include "base/arena.h"
#include "base/str.h"

/* How well an answer is understood. */
enum choice {
	CHOICE_NONE,
	CHOICE_LIKELY, /* a few words that name one article */
	CHOICE_CLEAR,  /* a line that is a number or a headline */
};

/*
 * The article that `words`, the own words of an answer, name: `*number` from 1
 * to `n`, untouched when there is none.
 *
 * Clear is a line such as "2", "No. 2.", "article #2", "Nr. 2 bitte", "the
 * second one", "2nd", "number two" (digest/ordinal.h) or one headline (with its
 * number or without), whatever stands in other lines; two such lines for
 * different articles are none.  Digits may be Arabic, Persian, Indian or wide
 * ones.  Likely is "the one about the ferry", too, if one headline has all these
 * words.
 */
enum choice choice_find(struct arena *arena, struct str words,
                        const struct str *headlines, size_t n, size_t *number);

#endif

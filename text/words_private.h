/*
 * words_private.h - languages: their stemmers and their stop words
 */
#ifndef TEXT_WORDS_PRIVATE_H
#define TEXT_WORDS_PRIVATE_H

#include <stdbool.h>

#include "base/str.h"

struct language {
	const char *tags;    /* IETF, first subtags, parted by spaces */
	const char *stemmer; /* libstemmer's name */
	const char *stop;    /* words in lower case, parted by spaces */
	bool elides;         /* short words before apostrophes: l'homme */
};

/* The language of an IETF tag ("nb-NO"), or NULL. */
const struct language *language_find(struct str tag);

#endif

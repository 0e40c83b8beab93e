/*
 * alphabet.h - what a language is written with, and in which charsets
 *
 * A short text that names no charset tells a detector next to nothing; the
 * language of the list that it was sent to tells which charsets are likely,
 * and which letters it then has.
 */
#ifndef TEXT_ALPHABET_H
#define TEXT_ALPHABET_H

#include <stddef.h>

#include "base/str.h"
#include "text/charset_name.h"

#define ALPHABET_CHARSETS 4

struct alphabet {
	/* The likely ones first; CHARSET_NONE fills up. */
	enum charset charsets[ALPHABET_CHARSETS];
	const char *letters;  /* beyond ASCII; NULL: any of first to last */
	unsigned first, last; /* code points */
	bool is_latin;        /* most letters are ASCII */
};

/* The alphabet of the language tag `language` ("cs", "pt-BR"); NULL: unknown. */
const struct alphabet *alphabet_of(struct str language);

/*
 * How well the UTF-8 `text` looks like the language: 0, it is written in
 * something else (a letter of another alphabet, a character that no text has)
 * or has nothing but ASCII; else more is better.
 */
size_t alphabet_score(const struct alphabet *alphabet, struct str text);

#endif

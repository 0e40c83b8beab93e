/*
 * punctuation.h - the marks that end sentences and that stand around them
 *
 * Of Latin, Greek and Cyrillic, Chinese and Japanese, Arabic, Devanagari.
 */
#ifndef TEXT_PUNCTUATION_H
#define TEXT_PUNCTUATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum punctuation {
	PUNCTUATION_NONE,
	PUNCTUATION_END,      /* . ! ? and the like */
	PUNCTUATION_WIDE_END, /* the same where no space follows */
	PUNCTUATION_QUOTE, /* " ' ” “ ‘ ’: opens here, closes there */
	PUNCTUATION_OPEN,
	PUNCTUATION_CLOSE,
};

enum punctuation punctuation_of(uint32_t code);

/* Take the last code point off `text`; false when it is empty. */
bool punctuation_last(struct str *text, uint32_t *code);

/* Does `text` end with an end mark, spaces and what closes aside? */
bool punctuation_ends_sentence(struct str text);

#endif

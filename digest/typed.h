/*
 * typed.h - words as people and their telephones type them
 *
 * Case is forgiven, in Latin letters of all kinds; a hyphen of a phrase may be
 * any dash, a blank or nothing ("off-topic", "Off topic", "offtopic"), and an
 * apostrophe may be a curly one.  Nothing else is.
 */
#ifndef DIGEST_TYPED_H
#define DIGEST_TYPED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* `text` with each blank that is no plain one (no-break, thin, narrow) as a
 * plain one. */
struct str typed_blanks(struct arena *arena, struct str text);

/* Bytes at the start of `text` that are `phrase` (UTF-8, lower case) and end
 * where a word ends; 0 when it does not start so.  `is_glued`: a digit may
 * stand right behind it. */
size_t typed_length(struct str text, const char *phrase, bool is_glued);

/* Take the longest of `phrases`, a list that NULL ends, off `rest`; its index,
 * or STR_NONE and `rest` as it was. */
size_t typed_take(struct str *rest, const char *const *phrases);

/* Take a mark (any of `marks`, a list that NULL ends) off `rest`. */
bool typed_mark(struct str *rest, const char *const *marks);

/*
 * Only what no program on the way changes: ASCII letters in lower case and
 * digits, a blank between words and at both ends.  " a 1 2 " is found within
 * the skeleton of a text in which these words follow each other, whatever is
 * between them.
 */
struct str typed_skeleton(struct arena *arena, struct str text);

#endif

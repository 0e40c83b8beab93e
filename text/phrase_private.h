/*
 * phrase_private.h - what the tables of words (devicewords, signwords) ask
 */
#ifndef TEXT_PHRASE_PRIVATE_H
#define TEXT_PHRASE_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* The first of the `n` phrases that `text` starts with, or NULL. */
const char *phrase_start(struct str text, const char *const *phrases, size_t n);

/* Whether `text` ends with one of the `n` phrases. */
bool phrase_ends(struct str text, const char *const *phrases, size_t n);

/* `text` without brackets, emphasis and blanks around it, "*[a]*" too. */
struct str phrase_bare(struct str text);

/* Runs of non-blank bytes. */
size_t phrase_words(struct str text);

#endif

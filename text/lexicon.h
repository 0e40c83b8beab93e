/*
 * lexicon.h - English words that the reading of abuse knows by heart
 *
 * Rude words, to undo what hides them; and words for groups of people, which
 * are all one to the model: whom somebody speaks of must not decide whether it
 * is abuse.
 */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include <stdbool.h>

#include "base/str.h"

/* Whether `word` (lower case) is rude, or names a group of people. */
bool lexicon_is_rude(struct str word);
bool lexicon_is_group(struct str word);

/* The rude word that `mask` may stand for, each '*' in it being one letter;
 * empty when there is none. */
struct str lexicon_unmask(struct str mask);

#endif

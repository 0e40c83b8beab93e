/*
 * summary.h - the sentences that tell what an article is about
 *
 * Verbatim sentences in the article's order: position, LexRank and title words
 * less overlength, chosen by MMR; algorithm and constants of TEXT.md 5.
 */
#ifndef TEXT_SUMMARY_H
#define TEXT_SUMMARY_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Choose `wanted` sentences (0: 3, or 4 for articles over 600 words) of `text`
 * for an article titled `title` (may be empty).  `language` picks stop words
 * and stemmer by its IETF tag ("en", "nb-NO"; unknown: none).  Returns how many
 * there are; each is a slice of `text`.
 */
size_t summary_choose(struct arena *arena, struct str title, struct str text,
                      struct str language, size_t wanted,
                      struct str **sentences);

#endif

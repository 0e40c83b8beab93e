/*
 * keep.h - quoted lines that a writer goes on from stay with what they say
 *
 * Where the edition is known, an answer has its item and its line as context
 * (text/context.h).  Where it is not, and no program announced the quote, the
 * writer quoted by hand.
 */
#ifndef TEXT_KEEP_H
#define TEXT_KEEP_H

#include "text/lines.h"

/* Make marked lines own again that own lines follow, or all when there is
 * nothing else, and then the lines are unsure. */
void keep_quotes(struct lines *lines);

/*
 * Make unmarked lines of the edition own again that stand within a sentence of
 * the writer's: below one that ends with a colon, or above one that goes on
 * with a small letter.  Such lines are unsure.
 */
void keep_cited(struct lines *lines);

#endif

/*
 * paragraph.h - the paragraphs of plain text
 *
 * Empty lines part paragraphs.  Where none stand between them, lines do: each
 * is a paragraph, unless the text was wrapped to a width, as mail programs and
 * editors do; then the lines of one paragraph belong together.
 *
 * A text counts as wrapped when its lines are short (but for links) and many
 * of those with another below stop within a sentence.
 */
#ifndef TEXT_PARAGRAPH_H
#define TEXT_PARAGRAPH_H

#include "base/arena.h"
#include "base/str.h"

/* The paragraphs of `text` in order, each a trimmed slice of it that is not
 * empty and may hold line ends; returns how many. */
size_t paragraph_split(struct arena *arena, struct str text,
                       struct str **paragraphs);

#endif

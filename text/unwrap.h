/*
 * unwrap.h - lines that a mail program broke, joined again
 *
 * A paragraph is taken for broken by a program when each of its lines but the
 * last is nearly as long as the program's width, so that the next line's first
 * word would not have fitted; verse, lists, code and addresses are not, and
 * keep their line ends.
 */
#ifndef TEXT_UNWRAP_H
#define TEXT_UNWRAP_H

#include "base/arena.h"
#include "base/str.h"

/* `text` (UTF-8, LF) with such paragraphs in one line each. */
struct str unwrap_text(struct arena *arena, struct str text);

#endif

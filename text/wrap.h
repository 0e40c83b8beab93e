/*
 * wrap.h - how wide text is, and lines that fit
 */
#ifndef TEXT_WRAP_H
#define TEXT_WRAP_H

#include "base/arena.h"
#include "base/str.h"

/* Columns on a terminal or in plain text mail (wide = 2, marks = 0). */
size_t text_width(struct str text);

/*
 * Wrap to `width` columns at spaces, each line with `indent` before it; words
 * longer than a line stay whole (links).  Line ends of `text` stay.  Ends with
 * LF unless empty.
 */
struct str text_wrap(struct arena *arena, struct str text, size_t width,
                     const char *indent);

#endif

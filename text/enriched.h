/*
 * enriched.h - text/enriched (RFC 1896) and text/richtext (RFC 1341) as text
 */
#ifndef TEXT_ENRICHED_H
#define TEXT_ENRICHED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * The words of `text`, which is UTF-8 with LF line ends.  Tags go, and so does
 * what they take for a parameter; a single line end is a space, of several one
 * less is kept.  `is_old` (text/richtext): <nl> and <np> end lines, no line end
 * does.  Never longer than `text`.
 */
struct str enriched_to_text(struct arena *arena, struct str text, bool is_old);

#endif

/*
 * column.h - plain text of mail in one column of 72
 *
 * Templates are written without a thought of how long a headline is; what comes
 * out of them is laid out here.
 */
#ifndef DIGEST_COLUMN_H
#define DIGEST_COLUMN_H

#include "base/arena.h"
#include "base/str.h"

#define COLUMN_WIDTH 72 /* wide characters count two */

/*
 * `text` with every line of more than COLUMN_WIDTH broken at its spaces.  The
 * lines that this makes start under the first one's words: as far in as it
 * does, and behind a number such as "12. ".  Words longer than a line stay
 * whole (links, addresses), all other lines as they are; blanks at the ends of
 * lines go, and so do empty lines at both ends of `text`.
 */
struct str column_wrap(struct arena *arena, struct str text);

/* `text` wrapped with `prefix` before each of its lines, without a last LF. */
struct str column_indent(struct arena *arena, struct str text,
                         const char *prefix);

/* `n` spaces, at most 32. */
const char *column_spaces(size_t n);

#endif

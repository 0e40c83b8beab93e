/*
 * delimiter.h - the lines that stand between a letter and what is below it
 *
 * By the shape of one line, the `text` of a struct line; what it parts takes
 * its neighbours (text/signature.h).
 */
#ifndef TEXT_DELIMITER_H
#define TEXT_DELIMITER_H

#include <stdbool.h>

#include "base/str.h"

/* "--" (RFC 3676, 4.3), and what comes to the same. */
bool delimiter_is_mark(struct str text);

/* "---", "_____", "* * *": a rule, which may also stand within a text, and
 * begins with one of the signs that it is drawn with. */
bool delimiter_is_rule(struct str text);

#endif

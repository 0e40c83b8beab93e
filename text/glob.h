/*
 * glob.h - whether a short line is of a pattern: "*@mail-*.example"
 *
 * '*' stands for any run of characters, none too, '?' for one; all else for
 * itself, without the case of ASCII.  No regular expressions: those of the C
 * library go back and try again, and a pattern that an admin wrote for one
 * writer must not cost seconds with another's address.  Here each piece
 * between two stars is looked for once, from where the one before ended, which
 * is enough when all that may stand between is anything: the steps are at most
 * the pattern's length times the text's.
 */
#ifndef TEXT_GLOB_H
#define TEXT_GLOB_H

#include <stdbool.h>

#include "base/str.h"

/* Does all of `text` (UTF-8) fit `pattern`? */
bool glob_match(struct str pattern, struct str text);

/* Whether `text` has a '*' or a '?'. */
bool glob_is_pattern(struct str text);

#endif

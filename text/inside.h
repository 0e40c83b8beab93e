/*
 * inside.h - words that were typed inside a quote
 *
 * Some programs let their writer go on within the quoted text, and mark what
 * is typed there as if it were quoted, too; others mark nothing, and it is we
 * who gave their quote its marks (text/html.h).  What was sent is known, so
 * the words that are not of the edition are the writer's.
 */
#ifndef TEXT_INSIDE_H
#define TEXT_INSIDE_H

#include "text/lines.h"

/*
 * In a mail that has recognised lines of an edition, make those marked lines
 * between them LINE_OWN that are not of it, and no deeper than it; in a mail
 * without other own words those below them, too.  What has a link or an address
 * is the edition's.  False when there are none, and nothing has changed.
 */
bool inside_mark(struct lines *lines);

#endif

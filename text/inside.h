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
#include "text/reply.h"

/*
 * In a mail that has recognised lines of `pieces`, make those marked lines
 * below the first of them LINE_OWN that are of none, and no deeper.  A mail
 * with own words elsewhere has others only below lines of an item, above some
 * line of the edition, and as deep as that.  What has a link or an address is
 * the edition's.  False when there are none, and nothing has changed.
 */
bool inside_mark(struct lines *lines, const struct edition_piece *pieces);

#endif

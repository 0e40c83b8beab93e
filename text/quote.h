/*
 * quote.h - what mail programs quote, by the marks they leave
 *
 * '>' before lines, "On ... wrote:", blocks of "From: / Sent: / To: /
 * Subject:", rulers such as "-----Original Message-----".  Where
 * text/align.h has recognised lines of the edition, these are left to it and
 * the patterns only say what belongs to the quote besides.
 */
#ifndef TEXT_QUOTE_H
#define TEXT_QUOTE_H

#include "text/lines.h"

/*
 * Mark the lines that are quoted or forwarded.  A quote without '>' ends at
 * the next line that is of a piece, or else at the end of the mail.  True
 * when a pattern other than '>' was found.
 */
bool quote_mark(struct arena *arena, struct lines *lines);

#endif

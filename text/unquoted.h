/*
 * unquoted.h - a letter without what it quotes or passes on
 *
 * The own words and what was cut beside them, signatures and notices, in the
 * order of the letter: all that its sender is to blame for.  A signature right
 * below a quote may be the quoted letter's, and is left out.  For people who
 * compare (`postbag inspect`); nothing of it is printed.
 */
#ifndef TEXT_UNQUOTED_H
#define TEXT_UNQUOTED_H

#include "text/reply.h"

/* Of the body that `reply` was split from, which must still be there. */
struct str unquoted_text(struct arena *arena, const struct reply *reply);

#endif

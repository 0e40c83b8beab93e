/*
 * safestyle.h - what may stay of a stranger's style attribute
 */
#ifndef TEXT_SAFESTYLE_H
#define TEXT_SAFESTYLE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The declarations of `style` whose property and value are on our lists, as
 * "color: red; margin: 0 5px;".  Nothing that fetches (url), computes
 * (expression) or is escaped stays.  Empty: none.
 */
struct str safestyle_clean(struct arena *arena, struct str style);

#endif

/*
 * flowed.h - format=flowed text (RFC 3676) back in paragraphs
 */
#ifndef TEXT_FLOWED_H
#define TEXT_FLOWED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Join soft line ends within one quote depth, take space-stuffing off, keep
 * "-- " a line of its own.  `delsp`: the space at a soft end goes too.  Quote
 * marks come out as one '>' per level and a space.
 */
struct str flowed_to_text(struct arena *arena, struct str text, bool delsp);

#endif

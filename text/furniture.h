/*
 * furniture.h - what stands around an article's sentences and is none of them
 *
 * Datelines, captions, bylines, credits, "Read more": left out of summaries
 * (TEXT.md 5).
 */
#ifndef TEXT_FURNITURE_H
#define TEXT_FURNITURE_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Bytes at the start of an article's `text` that tell place and agency only:
 * "LONDON, England (CNN) -- ", "(Reuters) - ", "OSLO - ".  0: none.
 */
size_t furniture_dateline(struct str text);

/* Is `sentence` a caption, byline, credit or pointer elsewhere? */
bool furniture_is(struct str sentence);

#endif

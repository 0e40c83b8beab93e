/*
 * story.h - what happened to a letter and why, in words, a line each
 *
 * Kept with the letter, so that `postbag inspect` and `postbag letter show`
 * can tell it.  Never holds a token.
 */
#ifndef DIGEST_STORY_H
#define DIGEST_STORY_H

#include "base/arena.h"

struct story {
	struct arena *arena; /* where the lines live */
	struct str *lines;
	size_t n;
};

void story_add(struct story *story, const char *fmt, ...) PRINTF(2, 3);

/* All lines, each with its LF. */
struct str story_text(const struct story *story);

#endif

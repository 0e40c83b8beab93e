/*
 * story.h - what happened to a letter and why, in words, a line each
 *
 * Kept with the letter, so that `postbag inspect` and `postbag letter show`
 * can tell it.  Whoever adds a line leaves tokens out of it.
 */
#ifndef DIGEST_STORY_H
#define DIGEST_STORY_H

#include "base/arena.h"

#define STORY_LINES_MAX 200
#define STORY_LINE_MAX  300 /* characters */

struct story {
	struct arena *arena; /* where the lines live */
	struct str *lines;
	size_t n;
};

/* Add a line, made fit to show: a stranger's bytes in it do no harm.  What is
 * longer than STORY_LINE_MAX is cut, what comes after STORY_LINES_MAX lines is
 * dropped. */
void story_add(struct story *story, const char *fmt, ...) PRINTF(2, 3);

/* All lines in order, each with its LF. */
struct str story_text(const struct story *story);

#endif

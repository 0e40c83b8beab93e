/*
 * split.h - a multipart taken apart at its boundary lines
 *
 * RFC 2046, 5.1.1, read as broken mail needs it: a boundary line that comes
 * twice in a row parts nothing, one behind the closing line opens a part all
 * the same, the closing line may be missing.  One pass over the lines, no
 * recursion; inner multiparts are for whoever asks again.
 */
#ifndef MAILER_SPLIT_H
#define MAILER_SPLIT_H

#include "base/arena.h"
#include "base/str.h"

#define SPLIT_PARTS_MAX 101 /* taken; scan.h allows fewer in a whole mail */

/* The parts of a multipart, each with its header; slices of the body. */
struct split {
	struct str *raw;
	size_t n;
};

/*
 * The parts of `body` at `boundary`, which has no blanks at its end.  None:
 * no line of `body` is the boundary.
 */
struct split split_body(struct arena *arena, struct str body,
                        struct str boundary);

/*
 * The boundary that a `body` seems to have: of its first line of "--" and at
 * most 70 characters that a line "Content-...:" follows; empty: there is none.
 * For multiparts whose header names none, or one that does not occur.
 */
struct str split_guess(struct str body);

#endif

/*
 * enclosed.h - files that stand in the middle of a mail's text
 *
 * uuencode and its base64 form (POSIX.1-2008, uuencode), and yEnc 1.3: cut out
 * of the text, so that nobody takes them for words.  One pass over the lines.
 */
#ifndef MAILER_ENCLOSED_H
#define MAILER_ENCLOSED_H

#include "base/arena.h"
#include "base/str.h"

#define ENCLOSED_MAX 20 /* files that are listed; more are cut all the same */

struct enclosed {
	struct {
		struct str name; /* bytes as they stand, never a path to open */
		size_t len;      /* decoded */
	} files[ENCLOSED_MAX];
	size_t n;
};

/* `text`, of any charset and line end, without the files in it; they are added
 * to `found`. */
struct str enclosed_cut(struct arena *arena, struct str text,
                        struct enclosed *found);

#endif

/*
 * scrub.h - a reader's words made fit to print
 *
 * Whoever quotes an edition quotes its tokens too; whoever signs a letter gives
 * an address away.  Neither may ever be printed (STANDARDS T-12, T-13).
 */
#ifndef DIGEST_SCRUB_H
#define DIGEST_SCRUB_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Of one comment, STANDARDS 2.1. */
#define COMMENT_MAX       10000 /* code points */
#define COMMENT_LINES_MAX 200
#define COMMENT_LINKS_MAX 20

/*
 * `text` cleaned by utf8_clean() and trimmed, each mail address ("%40" and the
 * like too) replaced by "[address removed]", each run of letters and digits
 * that has the shape of one of our tokens, whole or broken over two or three
 * lines, by "[removed]", each link after the first COMMENT_LINKS_MAX by "[link
 * removed]", cut at COMMENT_MAX code points or COMMENT_LINES_MAX lines with
 * " [...]".
 */
struct str scrub_text(struct arena *arena, struct str text);

/* Whether a comment may be as long as `text`: scrub_text() would not cut it. */
bool scrub_fits(struct str text);

/* The links in `text`. */
size_t scrub_links(struct str text);

/* A name to print: one clean line of at most 60 characters, without the words
 * that hold an address, an '@' or a token; "Reader" when nothing is left. */
struct str scrub_name(struct arena *arena, struct str name);

#endif

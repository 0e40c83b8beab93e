/*
 * feedrecord.h - a struct feed as bytes between two processes
 *
 *	magic "PBF1"
 *	title, link, author, language
 *	count of items; of each: id, title, link, author, summary, content,
 *	text, published, updated
 *
 * A text is its length in four bytes and the bytes; a number is eight bytes;
 * both least byte first.  Nothing is behind the last one.
 */
#ifndef MAILER_FEEDRECORD_H
#define MAILER_FEEDRECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "text/feed.h"

/* Add `feed` to `record`; ask buf_ok() whether it went in. */
void feedrecord_encode(const struct feed *feed, struct buf *record);

/*
 * The feed in `record`, whose writer is not trusted: every text is valid UTF-8
 * without NUL, and there are at most FEED_ITEMS_MAX items.  The texts are slices
 * of `record`.  ERR_INPUT with `why` for anything else, `feed` untouched.
 */
enum err feedrecord_decode(struct arena *arena, struct str record,
                           struct feed *feed, struct why *why) MUST_CHECK;

#endif

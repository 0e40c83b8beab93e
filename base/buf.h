/*
 * buf.h - a text that grows up to a limit that is stated
 *
 * Add as often as you like and ask once at the end whether all of it went in.
 * What would pass the limit is left out whole, and buf_ok() is false from then
 * on.
 *
 *	struct buf b = BUF_INIT(SUBJECT_MAX);
 *
 *	buf_adds(&b, "Re: ");
 *	buf_add(&b, subject);
 *	if (!buf_ok(&b))
 *		... refuse ...
 *	buf_free(&b);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

struct buf {
	char *ptr; /* NUL-terminated, or NULL while empty */
	size_t len, cap, max;
	bool full;
};

/* An empty text of at most `limit` bytes (its NUL not counted). */
#define BUF_INIT(limit)                                                        \
	{                                                                      \
		.max = (limit)                                                 \
	}

void buf_add(struct buf *buf, struct str text);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);

/* Keep the first `len` bytes (at most what is there). */
void buf_cut(struct buf *buf, size_t len);

/* Whether everything added so far is there. */
bool buf_ok(const struct buf *buf) MUST_CHECK;

/* The text, borrowed until the next buf_add*(), buf_cut() or buf_free(). */
struct str buf_str(const struct buf *buf);

/* The text moved into `arena`; the buffer is empty and free afterwards. */
struct str buf_take(struct buf *buf, struct arena *arena);

/* Give the memory back; the text is empty again, its limit still holds. */
void buf_free(struct buf *buf);

#endif

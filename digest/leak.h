/*
 * leak.h - our tokens in what readers write (STANDARDS T-12)
 *
 * Whoever quotes an edition quotes its tokens too: whole, broken over two or
 * three lines, with blanks or an encoded sign ("%2B", "=2B") or other letters
 * before or behind them.
 */
#ifndef DIGEST_LEAK_H
#define DIGEST_LEAK_H

#include "base/arena.h"
#include "base/str.h"

#define LEAK_MARK '\x01' /* no clean text has it (text/utf8.h) */

/* `text`, of utf8_clean(), with LEAK_MARK for whatever has the shape of one of
 * our tokens; linear in its length. */
struct str leak_mark(struct arena *arena, struct str text);

#endif

/*
 * utf8.h - bytes that claim to be UTF-8, made fit to keep and to show
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Strictly valid (no overlong forms, surrogates, > U+10FFFF)? */
bool utf8_ok(struct str text);

/* Each byte that is not part of a valid sequence becomes U+FFFD. */
struct str utf8_repair(struct arena *arena, struct str text);

/*
 * Take the next code point off `rest`; false at its end.  A bad byte gives
 * U+FFFD and is skipped alone.
 */
bool utf8_next(struct str *rest, uint32_t *code);

/* Write `code` as 1..4 bytes, return how many. */
size_t utf8_put(uint32_t code, char bytes[4]);

/* Code points in `text`. */
size_t utf8_length(struct str text);

/*
 * What a stranger wrote, made harmless (T-18): NFC (libunistring); C0, C1 and
 * DEL out except LF and TAB (CRLF and lone CR become LF); bidi controls,
 * U+200B, U+FEFF, tags, U+2028/9 (as LF) out; ZWJ and ZWNJ stay between letters
 * of scripts that need them and in emoji; at most 4 combining marks on one
 * base, variation selectors one by one, where their base has looks to tell apart;
 * what is ignorable by default, private or no character out; more than two empty lines in a row become two.
 */
struct str utf8_clean(struct arena *arena, struct str text);

/* The same for one line: line ends and tabs become single spaces, trimmed, at
 * most `max` code points (cut with "…"). */
struct str utf8_clean_line(struct arena *arena, struct str text, size_t max);

#endif

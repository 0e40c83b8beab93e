/*
 * charset.h - text of any charset as UTF-8
 *
 * Names of charsets come from strangers: only those of an allow-list reach
 * iconv (STANDARDS MIME-09).  UTF-7 is decoded where a label says "utf-7", as old
 * mail programs wrote it: what comes out is text that passes the same filters as
 * any other.  It is never guessed, and its first version, "unicode-1-1-utf-7",
 * stays the ASCII that it is written in.
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Open all converters now, so that charset_to_utf8() needs no file any more
 * (the parser child calls it before it locks itself in).
 */
void charset_preload(void);

/* What is known of a text besides what it says itself. */
struct charset_hint {
	struct str charset;  /* of the rest of the mail; "": not known */
	struct str language; /* a tag that it is likely written in; "" */
};

/*
 * `text` in the charset `name` (any case, aliases and quotes forgiven) as valid
 * UTF-8 of at most 4 times its length and 256 KiB.  An empty, unknown or lying
 * name: UTF-8 if it is valid as such, else windows-1252.  What cannot be
 * converted becomes U+FFFD.
 */
struct str charset_to_utf8(struct arena *arena, struct str name,
                           struct str text);

/*
 * The same.  Where the name is of no use and the text is no UTF-8, the first of
 * these counts: the charset of `hint`; the charset of its language in which the
 * text is written with the letters of that language (text/alphabet.h); what it
 * looks like (text/guess.h).
 */
struct str charset_to_utf8_hinted(struct arena *arena, struct str name,
                                  const struct charset_hint *hint,
                                  struct str text);

/* As charset_to_utf8(), for what is longer than a mail may be: a page of the
 * web, a feed.  Its caller has limited `text`. */
struct str charset_page_to_utf8(struct arena *arena, struct str name,
                                struct str text);

#endif

/*
 * charset.h - text of any charset as UTF-8
 *
 * Names of charsets come from strangers: only those of an allow-list reach
 * iconv (STANDARDS MIME-09; never UTF-7).
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

/*
 * `text` in the charset `name` (any case, aliases and quotes forgiven) as valid
 * UTF-8 of at most 4 times its length and 256 KiB.  An empty, unknown or lying
 * name: UTF-8 if it is valid as such, else windows-1252.  What cannot be
 * converted becomes U+FFFD.
 */
struct str charset_to_utf8(struct arena *arena, struct str name,
                           struct str text);

#endif

/*
 * header.h - header fields of ours: folded, quoted, encoded
 *
 * RFC 5322, 2.2.3 (short lines where there is a place to fold) and RFC 2047
 * (encoded words of at most 75, on lines of at most 76, whole code points in
 * each).  A value may hold slots (mailer/compose.h); one counts as
 * HEADER_SLOT_WIDTH columns, since what goes in is not known yet.
 */
#ifndef MAILER_HEADER_H
#define MAILER_HEADER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

#define HEADER_LINE_MAX   76
#define HEADER_SLOT_WIDTH 40 /* a token and a little more */

/* Free of control characters (C0, DEL, C1) and of U+2028 and U+2029? */
bool header_text_ok(struct str text);

/* The same, and ASCII, but slots may stand in it. */
bool header_value_ok(struct str value);

/* Whether a slot begins at index `at` of `text`. */
bool header_is_slot(struct str text, size_t at);

/* Add "Name: value" for a `value` in ASCII, folded at its spaces. */
void header_add(struct buf *out, const char *name, struct str value);

/* Add a field of UTF-8 text such as Subject, in encoded words if need be. */
void header_add_text(struct buf *out, const char *name, struct str text);

/* Add "Name: "display" <address>"; `display` is UTF-8 and may be empty. */
void header_add_mailbox(struct buf *out, const char *name, struct str display,
                        struct str address);

#endif

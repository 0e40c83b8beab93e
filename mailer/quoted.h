/*
 * quoted.h - quoted-printable with places for slots
 *
 * RFC 2045, 6.7: lines of at most 76, CRLF, blanks at the end of a line
 * encoded.  So are a '.' and "From " at the start of one, which old mail
 * systems change (STANDARDS MIME-02).  The marks of slots (mailer/compose.h)
 * pass through, with soft line breaks around them.
 */
#ifndef MAILER_QUOTED_H
#define MAILER_QUOTED_H

#include "base/buf.h"
#include "base/str.h"

#define QUOTED_VALUE_MAX 254 /* bytes that go into a slot */

/* Add `text` (UTF-8, LF line ends) encoded, with a line end behind it. */
void quoted_add(struct buf *out, struct str text);

/* Add what goes into a slot's place: `value` is printable ASCII of at most
 * QUOTED_VALUE_MAX bytes. */
void quoted_add_value(struct buf *out, struct str value);

#endif

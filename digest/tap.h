/*
 * tap.h - decisions that one taps: mailto links with the answer in them
 *
 * A GET changes nothing and a mail has no POST, so a decision in HTML is a
 * mailto link (RFC 6068): the mail program opens a mail to the queue's address
 * that says "a 3", and the moderator sends it.
 */
#ifndef DIGEST_TAP_H
#define DIGEST_TAP_H

#include "base/arena.h"
#include "base/str.h"

#define TAP_TEXT_MAX 1200 /* bytes of a body that programs still take */

/* "mailto:ADDRESS?subject=SUBJECT&body=BODY"; LF in `body` as %0D%0A. */
struct str tap_link(struct arena *arena, struct str address, struct str subject,
                    struct str body);

/* `text`, UTF-8, with all but letters and digits of ASCII percent-encoded. */
struct str tap_encode(struct arena *arena, struct str text);

#endif

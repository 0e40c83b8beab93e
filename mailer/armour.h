/*
 * armour.h - OpenPGP in the text of a mail (RFC 9580, 6 and 7)
 */
#ifndef MAILER_ARMOUR_H
#define MAILER_ARMOUR_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * `text` with the marks, the header lines, the dashes before dashes and the
 * signatures of cleartext signatures gone: what was signed stays, and so does
 * what stands around it.  Nobody checks the signature.
 */
struct str armour_strip(struct arena *arena, struct str text);

/*
 * `text` without the encrypted messages in it: what stands around them stays.
 * One whose end was cut off is one when nothing else follows; one that is
 * quoted stays in its quote.  `closed` becomes the messages, as they stood, one
 * behind the other; "" when there is none.
 */
struct str armour_drop_messages(struct arena *arena, struct str text,
                                struct str *closed);

#endif

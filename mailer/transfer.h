/*
 * transfer.h - content transfer encodings undone
 *
 * RFC 2045, 6.7 and 6.8, and the Q encoding of RFC 2047, 4.2.  Whatever does
 * not belong there is forgiven, as real mail is full of it: no input fails, and
 * no result is longer than its input.
 */
#ifndef MAILER_TRANSFER_H
#define MAILER_TRANSFER_H

#include "base/arena.h"
#include "base/str.h"

/* Base64: foreign characters are skipped; padding ends a group, not the text,
 * for some join encoded pieces. */
struct str transfer_base64(struct arena *arena, struct str text);

/* Quoted-printable: blanks at the end of a line go, as the standard wants; an
 * "=" without two hexadecimal digits or a line end behind it stays. */
struct str transfer_quoted(struct arena *arena, struct str text);

/* The Q encoding of an encoded word: "_" is a space. */
struct str transfer_q(struct arena *arena, struct str text);

#endif

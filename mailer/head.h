/*
 * head.h - the header of a mail as the fields of a struct mail
 *
 * RFC 5322, 6854 (groups in From), read leniently; who wrote is still for
 * others to find out (STANDARDS MSG-09): `n_from` tells when From is not one.
 */
#ifndef MAILER_HEAD_H
#define MAILER_HEAD_H

#include "base/arena.h"
#include "mailer/mail.h"
#include "text/charset.h"

/* STANDARDS 2.1; the rest is dropped. */
#define HEAD_FIELDS_MAX     500
#define HEAD_ADDRESSES_MAX  100 /* looked at: in From, and for recipients */
#define HEAD_RECIPIENTS_MAX HEAD_ADDRESSES_MAX
#define HEAD_REFERENCES_MAX 100
#define HEAD_REFERENCE_MAX  250 /* bytes of one of them */

/* Fill in of `mail` all that the header of `raw` tells. */
void head_read(struct arena *arena, struct str raw, struct mail *mail);

/* The same; `hint` is for bytes in it that are neither ASCII nor UTF-8. */
void head_read_hinted(struct arena *arena, struct str raw,
                      const struct charset_hint *hint, struct mail *mail);

#endif

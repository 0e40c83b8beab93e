/*
 * image.h - an image inside a mail, which its HTML part shows
 *
 * No program has to fetch anything from anywhere for it: it comes as a part of
 * multipart/related and is shown by its Content-ID (RFC 2392).
 */
#ifndef MAILER_IMAGE_H
#define MAILER_IMAGE_H

#include "base/arena.h"
#include "base/buf.h"

/* What the HTML part links to: "cid:NAME@DOMAIN".  `name` is ours, of letters
 * and digits; `address` is the mail's sender. */
struct str image_link(struct arena *arena, const char *name,
                      struct str address);

/* Add the fields of the part, an empty line and `png` in base64. */
void image_add(struct buf *out, const char *name, struct str address,
               struct str png);

#endif

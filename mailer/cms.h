/*
 * cms.h - what is inside of an opaque S/MIME part
 *
 * The structure of RFC 5652 in BER (X.690), walked by hand: only as far as the
 * content that was signed, a few levels deep, no certificate and no signature
 * looked at.  A library would read all of what a stranger wrote to check what
 * Postbag does not ask.
 */
#ifndef MAILER_CMS_H
#define MAILER_CMS_H

#include "base/arena.h"
#include "base/str.h"

enum cms {
	CMS_NONE,   /* it cannot be read */
	CMS_SIGNED, /* there is content */
	CMS_CLOSED, /* encrypted */
	CMS_OTHER,  /* certificates only, compressed, ... */
};

/* What the bytes `der` are.  For CMS_SIGNED `content` is the MIME part inside,
 * in `der` or in `arena`. */
enum cms cms_read(struct arena *arena, struct str der, struct str *content);

#endif

/*
 * part.h - one MIME part: what its header says, and its bytes decoded
 *
 * RFC 2045, 2046 and 2183, read from the bytes by our own header walk, as
 * strangers write headers that strict parsers pass over.
 */
#ifndef MAILER_PART_H
#define MAILER_PART_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/charset.h"

#define PART_TEXT_MAX (256 * 1024) /* bytes of decoded text (STANDARDS 2.1) */

struct part {
	struct str type;     /* "text/plain", lower case; never empty */
	struct str subtype;  /* "plain" */
	struct str params;   /* the whole Content-Type field, on one line */
	struct str encoding; /* Content-Transfer-Encoding, lower case */
	struct str name;     /* of the file, decoded; may be empty */
	bool is_attachment;  /* Content-Disposition says so */
	struct str charset;  /* that the header names; may be empty */
	struct str body;     /* as it stands */
	struct charset_hint
		hint; /* for whoever names none; set by the caller */
};

/* Read `raw`, a header and a body.  `type` is what a part is without a
 * Content-Type that can be read: text/plain, or message/rfc822 in a digest. */
void part_read(struct arena *arena, struct str raw, const char *type,
               struct part *part);

/* The same for a whole mail, whose header may have to be mended (field.h). */
void part_read_mail(struct arena *arena, struct str raw, struct part *part);

/* The body without its transfer encoding. */
struct str part_bytes(struct arena *arena, const struct part *part);

/*
 * The body as UTF-8 with LF line ends and without control characters, at most
 * PART_TEXT_MAX bytes.  Where nothing names the charset of HTML, its <meta>
 * may; else the hint counts (text/charset.h).
 */
struct str part_text(struct arena *arena, const struct part *part);

/* The same for `bytes` that were made of the body. */
struct str part_decode(struct arena *arena, const struct part *part,
                       struct str bytes);

/* `text` with LF line ends, without control characters but TAB. */
struct str part_clean(struct arena *arena, struct str text);

#endif

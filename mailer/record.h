/*
 * record.h - a struct mail as bytes between two processes
 *
 *	magic "PBM1"
 *	the texts of struct mail, in the order of the table in record.c
 *	date, n_from, is_flowed, is_encrypted, is_mended
 *	count of fields: name, value; of recipients: text;
 *	of attachments: type, name, len
 *
 * A text is its length in four bytes and the bytes; a number is eight bytes;
 * both least byte first.  Nothing is behind the last one.
 */
#ifndef MAILER_RECORD_H
#define MAILER_RECORD_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mailer/mail.h"

#define RECORD_MAX             (8 * 1024 * 1024) /* bytes of a whole record */
#define RECORD_TEXT_MAX        (1024 * 1024)     /* bytes of one text */
#define RECORD_FIELDS_MAX      500
#define RECORD_FROM_MAX        100000
#define RECORD_RECIPIENTS_MAX  100
#define RECORD_ATTACHMENTS_MAX 100

/* Add `mail` to `record`; ask buf_ok() whether it went in. */
void record_encode(const struct mail *mail, struct buf *record);

/*
 * The mail in `record`, whose writer is not trusted: every text is valid UTF-8
 * without NUL and CR, and those but the bodies are one line without control
 * characters; all counts are within the limits above.  The texts are slices of
 * `record`.  ERR_INPUT with `why` for anything else, `mail` untouched.
 */
enum err record_decode(struct arena *arena, struct str record,
                       struct mail *mail, struct why *why) MUST_CHECK;

#endif

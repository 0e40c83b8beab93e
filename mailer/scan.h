/*
 * scan.h - a mail's bytes looked over before any parser sees them
 *
 * One pass without recursion, its time linear in the bytes, that knows only
 * lines, fields and boundaries.  It is there because parsers recurse and build
 * trees, and hostile mail is built for that.  The limits are those of STANDARDS
 * 2.1.
 */
#ifndef MAILER_SCAN_H
#define MAILER_SCAN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

#define SCAN_RAW_MAX      (1024 * 1024) /* bytes of a mail that is parsed */
#define SCAN_HEADER_MAX   (64 * 1024)   /* bytes of one header block */
#define SCAN_FIELDS_MAX   500           /* in one header block */
#define SCAN_FIELD_MAX    (8 * 1024)    /* bytes without the line ends */
#define SCAN_LINE_MAX     (64 * 1024)   /* bytes without the line end */
#define SCAN_COMMENT_MAX  32            /* comments in comments */
#define SCAN_DEPTH_MAX    20            /* multiparts and mails in each other */
#define SCAN_PARTS_MAX    100           /* header blocks of parts */
#define SCAN_BOUNDARY_MAX 70            /* bytes, RFC 2046, 5.1.1 */
#define SCAN_WORDS_MAX    200           /* encoded words in a field */

/*
 * Whether `raw`, of at most `max` bytes, is within the limits.  Comments are
 * counted in the fields that have any by RFC 5322, encoded words in all.  A
 * field that only mail systems read ("X-...", "DKIM-...") may be longer than
 * SCAN_FIELD_MAX; nobody reads it then (mailer/head.h).
 *
 *	ERR_INPUT	it is not, or a NUL is in its header, or a boundary
 *			holds a quote, a backslash or a control character;
 *			`why` names the limit
 */
enum err scan_mail(struct str raw, size_t max, struct why *why) MUST_CHECK;

/*
 * May `boundary`, unquoted, part a multipart?  Blanks at its end do not count:
 * no line can end with them (RFC 2046, 5.1.1).
 */
bool scan_boundary_ok(struct str boundary);

#endif

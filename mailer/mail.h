/*
 * mail.h - an incoming mail as a flat record
 *
 * What the parser child (mailer/parser.h) found in the raw bytes: everything
 * decoded, valid UTF-8, line ends LF, no NULs.  All strings are in the arena of
 * whoever asked for the parse.  Nothing in it is to be believed: it is what a
 * stranger wrote.
 */
#ifndef MAILER_MAIL_H
#define MAILER_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A header field of the top level, in order; folded lines joined, RFC 2047 and
 * RFC 2231 decoded (but in Received and Authentication-Results, where an
 * encoded word is none and what is no printable ASCII is a "?"). */
struct mail_field {
	struct str name; /* as written */
	struct str value;
};

struct mail_attachment {
	struct str type; /* "image/png", lower case */
	struct str name; /* for showing only, never a path; may be empty */
	size_t len;      /* bytes, decoded */
};

struct mail {
	struct mail_field *fields;
	size_t n_fields;

	struct str from_addr; /* the first mailbox of From; empty: none */
	struct str from_name;
	size_t n_from; /* mailboxes in all From fields, 1 in an honest mail; at
	                  most 100 are counted */
	struct str subject;
	struct str message_id;  /* without <>; empty: none */
	struct str in_reply_to; /* likewise, the first one */
	struct str references;  /* "<a> <b>": the ids, within their limits */
	int64_t date;           /* Unix seconds; 0: none or unreadable */

	/* Addresses of Delivered-To, X-Original-To, Envelope-To, To, Cc, in
	 * this order; at most 100. */
	struct str *recipients;
	size_t n_recipients;

	struct str text;      /* text/plain, unflowed (RFC 3676); "": none */
	struct str html;      /* text/html as UTF-8 source; "": none */
	struct str html_text; /* that as text: see html_to_text() */
	bool is_flowed;       /* text was format=flowed */
	struct str closed;    /* what was taken out of it: OpenPGP messages */

	/* multipart/report (RFC 6522): its report-type in lower case, the
	 * machine's part as it stands, and the headers (or all) of the mail that
	 * it is about; "": none. */
	struct str report_type;
	struct str report;
	struct str report_mail;

	struct mail_attachment *attachments;
	size_t n_attachments;
	bool is_encrypted; /* S/MIME or PGP: some or all of it cannot be read */
	bool is_mended;    /* lines that are no fields stand in the header: what
	                      it says of its author is not to be relied upon */
};

/* The value of the first field called `name`, case ignored; "" when absent. */
struct str mail_field(const struct mail *mail, const char *name);

#endif

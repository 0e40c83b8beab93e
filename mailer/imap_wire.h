/*
 * imap_wire.h - what an IMAP server may send, judged before libetpan sees it
 *
 * libetpan believes a literal's size, wraps numbers at 32 bits, keeps lines of
 * any length and recurses into parentheses.  So every byte passes here first.
 * It follows lines and literals (RFC 9051, 4.3), and refuses (STANDARDS
 * IMAP-14)
 *
 *	- a literal larger than allowed, or one whose size is no number
 *	- a line longer than allowed
 *	- parentheses more than IMAP_WIRE_DEPTH deep
 *	- a message number or UID that 32 bits do not hold
 *
 * It also takes the response codes ("* OK [UIDNEXT 4] ...") away from libetpan,
 * which crashes on odd ones: their bracket becomes a parenthesis, so that they
 * are text.  What we need of them is noted here, as is what libetpan may lose:
 * how many mails there are, and the server's last words.  No I/O, no
 * allocation.
 */
#ifndef MAILER_IMAP_WIRE_H
#define MAILER_IMAP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

#define IMAP_WIRE_LINE  65536 /* bytes; the answer to a search is longer */
#define IMAP_WIRE_DEPTH 32
#define IMAP_WIRE_HEAD  200 /* bytes of a line that are looked at as a whole */

enum imap_wire_brace {
	IMAP_WIRE_NO_BRACE,
	IMAP_WIRE_OPEN,   /* "{" or "{12" */
	IMAP_WIRE_CLOSED, /* "{12}" */
	IMAP_WIRE_RETURN, /* "{12}\r" */
};

struct imap_wire {
	/* Set by the caller; all else starts as zero. */
	size_t literal_max; /* bytes */
	size_t line_max;    /* bytes without literals */

	/* For the caller. */
	uint32_t exists;            /* mails in the folder */
	bool has_news;              /* that number grew; the caller resets it */
	uint32_t uidvalidity;       /* 0: not told */
	bool has_bye;               /* the server said BYE */
	char words[IMAP_WIRE_HEAD]; /* the last tagged line or BYE; "": none */

	/* Where we are. */
	uint64_t literal_left;
	size_t line_len;
	char head[IMAP_WIRE_HEAD];
	size_t head_len;
	int depth;
	enum imap_wire_brace brace;
	uint64_t literal_size;
	bool has_digits;   /* inside the brace */
	bool is_continued; /* this line goes on after a literal */
	uint64_t number;   /* that is being read, when one has to be checked */
	bool is_number;
	uint32_t before; /* the last four bytes, in upper case */
};

/*
 * Take the next `n` bytes from the server and make them fit for libetpan.
 * False when they are refused, with `*fault` as the reason; the connection is
 * then of no more use.
 */
bool imap_wire_take(struct imap_wire *wire, char *bytes, size_t n,
                    const char **fault) MUST_CHECK;

#endif

/*
 * compose.h - a whole RFC 5322 mail of ours, encoded once, filled per reader
 *
 * compose_mail() makes the complete text: header fields in their order, folded
 * at 78, RFC 2047 where a value is not ASCII, text and HTML part in
 * quoted-printable (7 bit, CRLF, lines <= 76, '.' and "From " at the start of a
 * line encoded, boundary with "=_").  What differs between readers is a *slot*:
 * the two bytes SLOT_MARK and 'A' + number inside subject-free header values,
 * text or HTML.  The result is a `struct form`: the encoded bytes with the
 * places where slots go.  Filling in is a copy, no encoding of the rest.
 *
 *	form:  bytes  "...Reply-To: <" | "@r.example.org>\r\n..."
 *	slots:               at 812, slot 0, plain
 *
 * A value of a slot is ASCII without control characters, and in the header it
 * is not empty and without blanks and <>"(),;\ (checked when filled).  A text
 * that may hold SLOT_MARK by a stranger's hand is cleaned before it comes here.
 * In a quoted-printable part a slot's place is prepared by soft line breaks so
 * that no line passes 76 whatever its length (<= 254).
 */
#ifndef MAILER_COMPOSE_H
#define MAILER_COMPOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define SLOT_MARK  '\x01'
#define SLOTS_MAX  128
#define FORM_MAX   (4 * 1024 * 1024) /* bytes of an encoded mail */
#define HEADER_MAX (16 * 1024)       /* bytes of its header, STANDARDS MSG-05 */

struct compose_field {
	const char *name; /* "List-Id"; ours, a literal */
	struct str value; /* ASCII, may hold slots; folded at ", " and " " */
};

/* A PNG that the HTML part shows by image_link(). */
struct compose_image {
	const char *name; /* ours: letters and digits */
	struct str bytes;
};

struct compose {
	struct str from_name, from_addr;
	struct str to_addr;                /* may be a slot */
	struct str to_name;                /* may be empty */
	struct str reply_name, reply_addr; /* empty: no Reply-To */
	struct str subject;                /* UTF-8, no slots */
	struct str message_id;             /* without <>; may hold slots */
	/* May hold slots; empty, or no ids that we could write: none. */
	struct str in_reply_to;             /* without <> */
	struct str references;              /* "<a> <b>" */
	int64_t date;                       /* Unix seconds */
	int offset_s;                       /* zone of Date, see date.h */
	const struct compose_field *fields; /* the others, in order; an empty
	                                     * one is left out */
	size_t n_fields;
	struct str text; /* UTF-8, LF line ends */
	struct str html; /* likewise; empty: text/plain alone */
	const struct compose_image *images; /* of the HTML part */
	size_t n_images;
	struct str boundary; /* unique, ASCII, <= 40; "=_" is put before it */
};

enum form_encoding {
	FORM_PLAIN, /* as it is */
	FORM_QP,    /* '=' as =3D, soft breaks every 72 */
};

struct form_slot {
	uint32_t at; /* offset in `bytes` at which the value goes in */
	uint16_t slot;
	uint16_t encoding; /* enum form_encoding */
};

struct form {
	struct str bytes;
	struct form_slot *slots; /* by `at`, ascending */
	size_t n_slots;
};

/*
 * Encode; the form lives in `arena`.
 *
 *	ERR_INPUT	a control character (CR, LF, NUL, C0, C1, U+2028/9) in a
 *			header value, or an address that address_ok() refuses
 *			(slots aside), a field that is there twice or is ours to
 *			write, a boundary of other than letters, digits, _ - .
 *			- and `why` names the field
 *	ERR_LIMIT	over HEADER_MAX or FORM_MAX
 */
enum err compose_mail(struct arena *arena, const struct compose *mail,
                      struct form *form, struct why *why) MUST_CHECK;

/*
 * Append the mail for one reader to `out`: values[slot] for each slot.
 * ERR_INPUT, and `out` as it was, when a value is missing (or its `ptr` NULL),
 * not as it has to be (see above) or longer than 254.
 */
enum err form_fill(const struct form *form, const struct str *values,
                   size_t n_values, struct buf *out) MUST_CHECK;

/* The form as bytes to be stored, and back (ERR_INPUT: not such bytes; the
 * form then borrows from `bytes`). */
struct str form_format(struct arena *arena, const struct form *form);
enum err form_parse(struct arena *arena, struct str bytes,
                    struct form *form) MUST_CHECK;

#endif

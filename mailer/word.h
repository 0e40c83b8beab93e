/*
 * word.h - encoded words and encoded parameters as UTF-8
 *
 * RFC 2047 (with the language of RFC 2231, 5) in header texts, RFC 2045 and
 * RFC 2231 in the parameters of Content-Type and Content-Disposition.  Read as
 * leniently as clients write: words inside of other text or in quotes, with
 * blanks, cut between two bytes of one character; raw bytes of any charset.
 */
#ifndef MAILER_WORD_H
#define MAILER_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/charset.h"

#define WORD_TEXT_MAX     8192 /* code points of a decoded text */
#define WORD_SEGMENTS_MAX 32   /* of a parameter in pieces (MIME-08) */
#define WORD_PARAM_MAX    1024 /* bytes of such a parameter */

/*
 * The header text `value` decoded, on one line: valid UTF-8 that passed
 * utf8_clean_line() after it was decoded (MIME-07).  What is no encoded word
 * stays as it stands.
 */
struct str word_decode(struct arena *arena, struct str value);

/* The same; `hint` is for bytes outside of words that are no UTF-8. */
struct str word_decode_hinted(struct arena *arena, struct str value,
                              const struct charset_hint *hint);

/* How many encoded words are in `value`. */
size_t word_count(struct str value);

/*
 * `value` for address_next(): each encoded word that holds a character of the
 * address syntax ("," "(" ...) in quotes, so that it stays one word.  Decode
 * the names afterwards.
 */
struct str word_protect(struct arena *arena, struct str value);

/* The "text/plain" of "Text/Plain; charset=x", in lower case. */
struct str word_type(struct arena *arena, struct str value);

/*
 * The parameter `name` of the field `value`, unquoted and decoded, pieces
 * joined; false when there is none.  The form of RFC 2231 beats the plain one.
 */
bool word_parameter(struct arena *arena, struct str value, const char *name,
                    struct str *text);

/* A parameter as it stands, unquoted. */
struct parameter {
	struct str name;
	struct str value;
};

/*
 * Take the next parameter off `rest`, which at first is the whole field: the
 * type before the first ";" is skipped.  False at the end.
 */
bool word_next_parameter(struct arena *arena, struct str *rest,
                         struct parameter *parameter);

#endif

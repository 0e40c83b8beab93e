/*
 * literal.h - the values of postbag.conf that are more than a plain text
 *
 * Each is written as a string.  Sizes count 1024 to the KB; one number, one
 * unit: "90s", not "1m30s".  Nothing here looks at files.
 */
#ifndef CONF_LITERAL_H
#define CONF_LITERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define VALUE_NAME_MAX   64
#define VALUE_LEN        24 /* characters of a size or a duration, with NUL */
#define VALUE_BEFORE_MAX 27 /* octets before {token}: 64 - 36 - 1 */

/*
 * A whole number as libconfig writes it: a sign, 0x, one or two L behind it.
 * One that does not fit gives INT64_MAX or -INT64_MAX.  False: it is none.
 */
bool literal_integer(struct str text, int64_t *value);

/* "500B", "64KB", "20MB", "1GB" as bytes; any case. */
bool literal_size(struct str text, int64_t *bytes);
/* The same in the largest unit that has no rest: 1048576 is "1MB". */
void literal_format_size(int64_t bytes, char text[VALUE_LEN]);

/* "90s", "15m", "2h", "7d" as seconds. */
bool literal_duration(struct str text, int64_t *seconds);
void literal_format_duration(int64_t seconds, char text[VALUE_LEN]);

/* "00:00" to "23:59" as minutes since midnight; "7:30" is fine too. */
bool literal_clock(struct str text, int64_t *minutes);

/* The index of `text` among `words`, which a '|' separates; any case. */
bool literal_choice(struct str text, const char *words, int64_t *index);
/* Word number `index` of `words`. */
struct str literal_word(const char *words, int64_t index);

/* [a-z0-9][a-z0-9_-]{0,63} */
bool literal_name_ok(struct str text);

/* A host name (RFC 1123, 2.1), or an IPv4 or IPv6 address. */
bool literal_host_ok(struct str text);

/* A host name with at least one dot, or "localhost". */
bool literal_domain_ok(struct str text);

/* Whether nothing sent to `host` leaves this machine. */
bool literal_is_loopback(struct str host);

/* A language tag, by shape only: "en", "pt-BR" (RFC 5646). */
bool literal_language_ok(struct str text);

/* A link of http:, https: or mailto:, or an address. */
bool literal_link_ok(struct str text);

/*
 * An address pattern as token_in_address() takes it: {token} once, in the
 * local part, at most VALUE_BEFORE_MAX octets before it, and a valid address
 * once a token stands there.  ERR_INPUT with `why`.
 */
enum err literal_pattern(struct str text, struct why *why) MUST_CHECK;

/* Valid UTF-8 without control characters (C0, DEL, C1)?  `why` says where. */
enum err literal_text(struct str text, struct why *why) MUST_CHECK;

/* How many letters must be put in, left out or changed to make `b` of `a`;
 * both cut to VALUE_NAME_MAX bytes. */
size_t literal_distance(struct str a, struct str b);

#endif

/*
 * token.h - the signed and the random secrets inside our addresses
 *
 * STANDARDS 5.1-5.4.  Signed tokens, in Crockford base 32 of lower case:
 *
 *	reply	r kid (subscriber pid 5 B, item 4 B, day 2 B) (mac 10 B)   36
 *	VERP	b kid (delivery 5 B) (mac 8 B)                              23
 *	leave	u kid (subscription pid 10 B) (mac 10 B)                    34
 *
 * `day` counts days since 2020-01-01.  Random ones are c (confirm), m
 * (moderate), q (answers a question of ours) or a (its author speaks about a
 * comment) and 16 random bytes, 27 characters; the store keeps their SHA-256 only.  The MAC is HMAC-SHA-256, cut, under a key derived from the
 * root key for each type, over
 *
 *	"nl-token-v1" 0 instance 0 list 0 type 0 kid 0 payload
 */
#ifndef MAILER_TOKEN_H
#define MAILER_TOKEN_H

#include <stdint.h>

#include "base/crypto.h"
#include "base/err.h"
#include "base/str.h"

#define TOKEN_MAX        36 /* characters of the longest, without a NUL */
#define TOKEN_RANDOM_LEN 16 /* bytes of chance in a random one */
#define TOKEN_PID_LEN    10 /* bytes of a subscription's public id */

enum token_kind {
	TOKEN_REPLY,
	TOKEN_VERP,
	TOKEN_LEAVE,
	TOKEN_CONFIRM,
	TOKEN_MODERATE,
	TOKEN_QUESTION,
	TOKEN_AUTHOR,
};

#define TOKEN_SIGNED 3 /* kinds with a MAC: the first ones */

struct token_key {
	char kid; /* one digit of base 32 */
	uint8_t root[KEY_LEN];
	uint8_t derived[TOKEN_SIGNED][KEY_LEN]; /* by enum token_kind */
};

/* The first key signs, each of them verifies. */
struct token_keys {
	const struct token_key *key; /* borrowed */
	size_t n;                    /* at least one */
	struct str instance;         /* borrowed: this site's name */
};

/* What a token says before anybody has checked it. */
struct token {
	enum token_kind kind;
	char kid;                           /* signed kinds */
	int64_t subscriber;                 /* reply: 40-bit public id */
	int64_t item;                       /* reply: 32-bit id, see store/ */
	int64_t day;                        /* reply: days since 2020-01-01 */
	int64_t delivery;                   /* VERP: 40-bit id */
	uint8_t pid[TOKEN_PID_LEN];         /* leave */
	char secret_hash[2 * HASH_LEN + 1]; /* random kinds: hex, as stored */
	char text[TOKEN_MAX + 1];           /* in canonical form */
};

#define TOKEN_DAYS 60 /* a reply token is listened to for so many days */

/* Set up a key: its id, its root and what is derived from that. */
void token_key_set(struct token_key *key, char kid,
                   const uint8_t root[KEY_LEN]);

/* Days since 2020-01-01 at Unix second `time` (0 before that). */
int64_t token_day(int64_t time);

/* Write a token of each kind; `list` is the list's name. */
void token_format_reply(const struct token_keys *keys, struct str list,
                        int64_t subscriber, int64_t item, int64_t day,
                        char text[TOKEN_MAX + 1]);
void token_format_verp(const struct token_keys *keys, struct str list,
                       int64_t delivery, char text[TOKEN_MAX + 1]);
void token_format_leave(const struct token_keys *keys, struct str list,
                        const uint8_t pid[TOKEN_PID_LEN],
                        char text[TOKEN_MAX + 1]);
/* `kind` is one of the random ones; `hash` is what to store. */
void token_format_random(enum token_kind kind,
                         const uint8_t chance[TOKEN_RANDOM_LEN],
                         char text[TOKEN_MAX + 1], char hash[2 * HASH_LEN + 1]);

/* "reply token", "return path token", ...: what may be told of one. */
const char *token_kind_name(enum token_kind kind);

/*
 * Read the shape of a token: any case, the confusable letters forgiven.
 * Signed kinds still want token_verify(), once the row that they name has told
 * the list.  ERR_INPUT: this is no token.
 */
enum err token_parse(struct str text, struct token *token) MUST_CHECK;

/*
 * Check a signed token for `list` on `today` (days since 2020-01-01).
 *
 *	ERR_DENIED	none of our keys signed it for this list
 *	ERR_EXPIRED	a reply token older than TOKEN_DAYS, or of the future
 */
enum err token_verify(const struct token_keys *keys, struct str list,
                      int64_t today, const struct token *token) MUST_CHECK;

/*
 * The token inside `address` by the pattern of the configuration, such as
 * "courier+{token}@example.org" or "{token}@r.example.org" (case ignored);
 * false when `address` is not of that pattern.  The slice is of `address`.
 */
bool token_in_address(struct str address, struct str pattern,
                      struct str *token);

#endif

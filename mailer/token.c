#include "mailer/token.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/base32.h"
#include "base/buf.h"

#define DAY_S       86400
#define EPOCH_DAYS  18262 /* 2020-01-01, counted since 1970-01-01 */
#define PAYLOAD_MAX 11    /* bytes before the MAC */
#define MAC_MAX     10
#define SIGNED_MAX  1024 /* bytes that a MAC covers */

/* The kinds by their letter; `payload` and `mac` in bytes. */
static const struct shape {
	char letter;
	bool is_signed;
	size_t payload, mac;
} shapes[] = {
	[TOKEN_REPLY] = {'r', true, 11, 10},
	[TOKEN_VERP] = {'b', true, 5, 8},
	[TOKEN_LEAVE] = {'u', true, TOKEN_PID_LEN, 10},
	[TOKEN_CONFIRM] = {'c', false, TOKEN_RANDOM_LEN, 0},
	[TOKEN_MODERATE] = {'m', false, TOKEN_RANDOM_LEN, 0},
	[TOKEN_QUESTION] = {'q', false, TOKEN_RANDOM_LEN, 0},
	[TOKEN_AUTHOR] = {'a', false, TOKEN_RANDOM_LEN, 0},
};

void token_key_set(struct token_key *key, char kid, const uint8_t root[KEY_LEN])
{
	char info[] = "nl-token-v1/?";

	key->kid = kid;
	memcpy(key->root, root, KEY_LEN);
	for (size_t i = 0; i < TOKEN_SIGNED; i++) {
		assert(shapes[i].is_signed);
		info[sizeof(info) - 2] = shapes[i].letter;
		crypto_derive(root, str_of(info), key->derived[i]);
	}
}

int64_t token_day(int64_t time)
{
	int64_t day = time / DAY_S - EPOCH_DAYS;

	return day > 0 ? day : 0;
}

/* Write the `n` low bytes of `number`, the highest first. */
static void put_number(uint8_t *bytes, size_t n, int64_t number)
{
	assert(number >= 0 && number < (int64_t)1 << 8 * n);
	while (n-- > 0) {
		bytes[n] = (uint8_t)number;
		number >>= 8;
	}
}

static int64_t get_number(const uint8_t *bytes, size_t n)
{
	int64_t number = 0;

	for (size_t i = 0; i < n; i++)
		number = number << 8 | bytes[i];
	return number;
}

/* The MAC of `payload`, whole; `mac` is cut by the caller. */
static void sign(const struct token_key *key, struct str instance,
                 struct str list, enum token_kind kind, const uint8_t *payload,
                 uint8_t mac[HASH_LEN])
{
	const struct shape *shape = &shapes[kind];
	const char tail[] = {'\0', shape->letter, '\0', key->kid, '\0'};
	struct buf data = BUF_INIT(SIGNED_MAX);

	assert(kind < TOKEN_SIGNED);
	buf_add(&data, (struct str){"nl-token-v1", 12});
	buf_add(&data, instance);
	buf_addc(&data, '\0');
	buf_add(&data, list);
	buf_add(&data, (struct str){tail, sizeof(tail)});
	buf_add(&data, (struct str){(const char *)payload, shape->payload});
	assert(buf_ok(&data));
	crypto_hmac(key->derived[kind], buf_str(&data), mac);
	buf_free(&data);
}

/* Write letter, kid, payload and MAC of a signed kind. */
static void format_signed(const struct token_keys *keys, struct str list,
                          enum token_kind kind, const uint8_t *payload,
                          char text[TOKEN_MAX + 1])
{
	const struct shape *shape = &shapes[kind];
	uint8_t mac[HASH_LEN];

	assert(keys->n > 0);
	sign(&keys->key[0], keys->instance, list, kind, payload, mac);
	text[0] = shape->letter;
	text[1] = keys->key[0].kid;
	base32_encode(payload, shape->payload, text + 2);
	base32_encode(mac, shape->mac, text + 2 + BASE32_LEN(shape->payload));
}

void token_format_reply(const struct token_keys *keys, struct str list,
                        int64_t subscriber, int64_t item, int64_t day,
                        char text[TOKEN_MAX + 1])
{
	uint8_t payload[PAYLOAD_MAX];

	put_number(payload, 5, subscriber);
	put_number(payload + 5, 4, item);
	put_number(payload + 9, 2, day);
	format_signed(keys, list, TOKEN_REPLY, payload, text);
}

void token_format_verp(const struct token_keys *keys, struct str list,
                       int64_t delivery, char text[TOKEN_MAX + 1])
{
	uint8_t payload[PAYLOAD_MAX];

	put_number(payload, 5, delivery);
	format_signed(keys, list, TOKEN_VERP, payload, text);
}

void token_format_leave(const struct token_keys *keys, struct str list,
                        const uint8_t pid[TOKEN_PID_LEN],
                        char text[TOKEN_MAX + 1])
{
	format_signed(keys, list, TOKEN_LEAVE, pid, text);
}

void token_format_random(enum token_kind kind,
                         const uint8_t chance[TOKEN_RANDOM_LEN],
                         char text[TOKEN_MAX + 1], char hash[2 * HASH_LEN + 1])
{
	assert(!shapes[kind].is_signed);
	text[0] = shapes[kind].letter;
	base32_encode(chance, TOKEN_RANDOM_LEN, text + 1);
	crypto_sha256_hex(str_of(text), hash);
}

static size_t text_len(const struct shape *shape)
{
	if (!shape->is_signed)
		return 1 + BASE32_LEN(shape->payload);
	return 2 + BASE32_LEN(shape->payload) + BASE32_LEN(shape->mac);
}

/* The kind whose letter and length `text` has; false: none. */
static bool find_kind(struct str text, enum token_kind *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		if (text.len == text_len(&shapes[i]) &&
		    char_lower(text.ptr[0]) == shapes[i].letter) {
			*kind = (enum token_kind)i;
			return true;
		}
	}
	return false;
}

/* One digit as base 32 reads it, in its canonical form; false: no digit. */
static bool read_digit(struct str text, char *digit)
{
	uint8_t bytes[5];
	char padded[9] = "00000000";

	padded[7] = text.ptr[0];
	if (!base32_decode(str_of(padded), bytes, sizeof(bytes)))
		return false;
	base32_encode(bytes, sizeof(bytes), padded);
	*digit = padded[7];
	return true;
}

/* Decode `n` bytes at the start of `rest`, and write them in `canonical`. */
static bool read_bytes(struct str *rest, uint8_t *bytes, size_t n,
                       char **canonical)
{
	size_t len = BASE32_LEN(n);

	if (!base32_decode(str_slice(*rest, 0, len), bytes, n))
		return false;
	base32_encode(bytes, n, *canonical);
	*canonical += len;
	*rest = str_from(*rest, len);
	return true;
}

static void read_payload(struct token *token, const uint8_t *payload)
{
	switch (token->kind) {
	case TOKEN_REPLY:
		token->subscriber = get_number(payload, 5);
		token->item = get_number(payload + 5, 4);
		token->day = get_number(payload + 9, 2);
		break;
	case TOKEN_VERP:
		token->delivery = get_number(payload, 5);
		break;
	case TOKEN_LEAVE:
		memcpy(token->pid, payload, TOKEN_PID_LEN);
		break;
	case TOKEN_CONFIRM:
	case TOKEN_MODERATE:
	case TOKEN_QUESTION:
	case TOKEN_AUTHOR:
		crypto_sha256_hex(str_of(token->text), token->secret_hash);
		break;
	}
}

const char *token_kind_name(enum token_kind kind)
{
	static const char *const names[] = {
		[TOKEN_REPLY] = "reply token",
		[TOKEN_VERP] = "return path token",
		[TOKEN_LEAVE] = "unsubscribe token",
		[TOKEN_CONFIRM] = "confirmation token",
		[TOKEN_MODERATE] = "moderator's token",
		[TOKEN_QUESTION] = "question token",
		[TOKEN_AUTHOR] = "author's token",
	};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "token";
}

enum err token_parse(struct str text, struct token *token)
{
	struct token t = {0};
	uint8_t payload[TOKEN_RANDOM_LEN], mac[MAC_MAX];
	const struct shape *shape;
	char *canonical = t.text;
	struct str rest;

	if (!find_kind(text, &t.kind))
		return ERR_INPUT;
	shape = &shapes[t.kind];
	rest = str_from(text, shape->is_signed ? 2 : 1);
	*canonical++ = shape->letter;
	if (shape->is_signed) {
		if (!read_digit(str_from(text, 1), &t.kid))
			return ERR_INPUT;
		*canonical++ = t.kid;
	}
	if (!read_bytes(&rest, payload, shape->payload, &canonical) ||
	    !read_bytes(&rest, mac, shape->mac, &canonical))
		return ERR_INPUT;
	read_payload(&t, payload);
	*token = t;
	return OK;
}

static bool is_signed_by(const struct token_key *key, struct str instance,
                         struct str list, const struct token *token)
{
	const struct shape *shape = &shapes[token->kind];
	struct str text = str_from(str_of(token->text), 2);
	uint8_t payload[PAYLOAD_MAX], mac[MAC_MAX], expected[HASH_LEN];
	size_t len = BASE32_LEN(shape->payload);

	if (key->kid != token->kid ||
	    !base32_decode(str_slice(text, 0, len), payload, shape->payload) ||
	    !base32_decode(str_from(text, len), mac, shape->mac))
		return false;
	sign(key, instance, list, token->kind, payload, expected);
	return crypto_same(mac, expected, shape->mac);
}

enum err token_verify(const struct token_keys *keys, struct str list,
                      int64_t today, const struct token *token)
{
	bool known = false;

	if (!shapes[token->kind].is_signed)
		return ERR_DENIED;
	for (size_t i = 0; i < keys->n; i++)
		known = known || is_signed_by(&keys->key[i], keys->instance,
		                              list, token);
	if (!known)
		return ERR_DENIED;
	if (token->kind == TOKEN_REPLY &&
	    (token->day > today || token->day + TOKEN_DAYS < today))
		return ERR_EXPIRED;
	return OK;
}

bool token_in_address(struct str address, struct str pattern, struct str *token)
{
	static const char mark[] = "{token}";
	size_t at = str_find(pattern, mark);
	struct str before, behind, inside;

	if (at == STR_NONE)
		return false;
	before = str_slice(pattern, 0, at);
	behind = str_from(pattern, at + sizeof(mark) - 1);
	if (address.len <= before.len + behind.len)
		return false;
	inside = str_slice(address, before.len, address.len - behind.len);
	if (!str_eq_nocase(str_slice(address, 0, before.len), before) ||
	    !str_eq_nocase(str_from(address, address.len - behind.len),
	                   behind) ||
	    str_find_char(inside, '@') != STR_NONE)
		return false;
	*token = inside;
	return true;
}

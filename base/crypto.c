#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

void crypto_start(void)
{
	if (sodium_init() < 0)
		abort();
}

void crypto_sha256(struct str data, uint8_t hash[HASH_LEN])
{
	crypto_hash_sha256(hash, (const uint8_t *)data.ptr, data.len);
}

void crypto_sha256_hex(struct str data, char hex[2 * HASH_LEN + 1])
{
	uint8_t hash[HASH_LEN];

	crypto_sha256(data, hash);
	sodium_bin2hex(hex, 2 * HASH_LEN + 1, hash, sizeof(hash));
}

void crypto_hmac(const uint8_t key[KEY_LEN], struct str data,
                 uint8_t mac[HASH_LEN])
{
	crypto_auth_hmacsha256(mac, (const uint8_t *)data.ptr, data.len, key);
}

void crypto_derive(const uint8_t root[KEY_LEN], struct str info,
                   uint8_t key[KEY_LEN])
{
	static const uint8_t no_salt[KEY_LEN];
	crypto_auth_hmacsha256_state state;
	uint8_t extracted[HASH_LEN];
	const uint8_t first_block = 1;

	crypto_hmac(no_salt, (struct str){(const char *)root, KEY_LEN},
	            extracted);
	crypto_auth_hmacsha256_init(&state, extracted, sizeof(extracted));
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)info.ptr,
	                              info.len);
	crypto_auth_hmacsha256_update(&state, &first_block, 1);
	crypto_auth_hmacsha256_final(&state, key);
	crypto_wipe(extracted, sizeof(extracted));
}

bool crypto_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

void crypto_random(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}

void crypto_wipe(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}

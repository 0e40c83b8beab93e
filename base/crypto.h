/*
 * crypto.h - hashes, keyed hashes and chance, all by libsodium
 *
 * SHA-256 (RFC 6234), HMAC-SHA-256 (RFC 2104), HKDF (RFC 5869).
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define HASH_LEN 32 /* bytes: SHA-256 and HMAC-SHA-256 */
#define KEY_LEN  32 /* bytes of a secret key */

/* Call once, before anything else here; aborts where there is no chance. */
void crypto_start(void);

void crypto_sha256(struct str data, uint8_t hash[HASH_LEN]);

/* The hash as 64 lower-case hexadecimal digits and a NUL. */
void crypto_sha256_hex(struct str data, char hex[2 * HASH_LEN + 1]);

void crypto_hmac(const uint8_t key[KEY_LEN], struct str data,
                 uint8_t mac[HASH_LEN]);

/* A key of its own for the purpose `info`, from `root`; no salt (RFC 5869). */
void crypto_derive(const uint8_t root[KEY_LEN], struct str info,
                   uint8_t key[KEY_LEN]);

/* Whether `n` bytes are equal, in a time that does not depend on them. */
bool crypto_same(const void *a, const void *b, size_t n);

/* `n` bytes of the kernel's chance.  Below app/ chance is an argument. */
void crypto_random(void *bytes, size_t n);

/* Overwrite a secret, so that the compiler cannot leave it out. */
void crypto_wipe(void *bytes, size_t n);

#endif

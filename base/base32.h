/*
 * base32.h - bytes as letters that survive mail systems
 *
 * Crockford's base 32 in lower case, without padding or check symbol: no
 * character needs quoting in an address or a URL, and reading forgives case
 * as well as o for 0 and i or l for 1.
 */
#ifndef BASE_BASE32_H
#define BASE_BASE32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Characters that `n` bytes take, without a NUL. */
#define BASE32_LEN(n) (((n)*8 + 4) / 5)

/* Write `n` bytes as BASE32_LEN(n) characters and a NUL. */
void base32_encode(const uint8_t *bytes, size_t n, char *text);

/*
 * Read exactly `n` bytes.  False, with `bytes` unspecified, when `text` has
 * another length, a foreign character or a set bit behind the last byte.
 */
bool base32_decode(struct str text, uint8_t *bytes, size_t n);

#endif

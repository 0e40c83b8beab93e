#include "tests/suite.h"

#include "base/crypto.h"

/* Read `hex` digits into bytes. */
static void from_hex(const char *hex, uint8_t *bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (; hex[0] && hex[1]; hex += 2)
		*bytes++ = (uint8_t)((strchr(digits, hex[0]) - digits) << 4 |
		                     (strchr(digits, hex[1]) - digits));
}

static void ck_assert_hash(const uint8_t hash[HASH_LEN], const char *expected)
{
	uint8_t bytes[HASH_LEN];

	from_hex(expected, bytes);
	ck_assert_mem_eq(hash, bytes, HASH_LEN);
}

static const struct {
	const char *data, *hash; /* FIPS 180-4's examples */
} hashes[] = {
	{"",
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
};

START_TEST(sha256_is_that_of_the_standard)
{
	struct str data = str_of(hashes[_i].data);
	char hex[2 * HASH_LEN + 1];
	uint8_t hash[HASH_LEN];

	crypto_sha256(data, hash);
	ck_assert_hash(hash, hashes[_i].hash);
	crypto_sha256_hex(data, hex);
	ck_assert_str_eq(hex, hashes[_i].hash);
}
END_TEST

/*
 * RFC 4231, 4.2 to 4.5.  Its keys are shorter than ours: a key is filled up
 * with zeros (RFC 2104, 2), so that ours of 32 bytes gives the same.
 */
static const struct {
	uint8_t key[KEY_LEN];
	struct str data;
	const char *mac;
} macs[] = {
	{"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
         "\x0b\x0b\x0b\x0b",
         STR("Hi There"),
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
	{"Jefe", STR("what do ya want for nothing?"),
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
	{"\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
         "\xaa\xaa\xaa\xaa",
         STR("\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd"
             "\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd"
             "\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd\xdd"
             "\xdd\xdd"),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
	{"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10"
         "\x11\x12\x13\x14\x15\x16\x17\x18\x19",
         STR("\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd"
             "\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd"
             "\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd\xcd"
             "\xcd\xcd"),
         "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
};

START_TEST(hmac_is_that_of_the_standard)
{
	uint8_t mac[HASH_LEN];

	crypto_hmac(macs[_i].key, macs[_i].data, mac);
	ck_assert_hash(mac, macs[_i].mac);
}
END_TEST

/*
 * RFC 5869 has no example with a key of 32 bytes.  These are computed by
 * Python's hmac and by "openssl kdf".
 */
START_TEST(derive_is_hkdf_without_salt)
{
	uint8_t root[KEY_LEN], key[KEY_LEN];

	for (size_t i = 0; i < KEY_LEN; i++)
		root[i] = (uint8_t)i;
	crypto_derive(root, str_of(""), key);
	ck_assert_hash(key, "37ad29109f43265287804b674e2653d0a513718907f97fca97"
	                    "c95bded8104bbf");
	crypto_derive(root, str_of("nl-token-v1/r"), key);
	ck_assert_hash(key, "0349ff5ec61c6f9dd3a37fdc00581e4928c5d2b389186c8d68"
	                    "42c259ae3f634f");
}
END_TEST

START_TEST(same_compares_all_bytes)
{
	ck_assert(crypto_same("abcd", "abcd", 4));
	ck_assert(crypto_same("abcd", "abcx", 3));
	ck_assert(!crypto_same("abcd", "abcx", 4));
	ck_assert(!crypto_same("abcd", "xbcd", 4));
	ck_assert(crypto_same("a", "b", 0));
}
END_TEST

START_TEST(random_fills_all_bytes_and_never_twice_the_same)
{
	uint8_t seen[64] = {0}, before[64] = {0}, bytes[64];

	for (int round = 0; round < 50; round++) {
		crypto_random(bytes, sizeof(bytes));
		ck_assert_mem_ne(bytes, before, sizeof(bytes));
		memcpy(before, bytes, sizeof(bytes));
		for (size_t i = 0; i < sizeof(seen); i++)
			seen[i] |= bytes[i];
	}
	for (size_t i = 0; i < sizeof(seen); i++)
		ck_assert_uint_ne(seen[i], 0);
}
END_TEST

START_TEST(wipe_leaves_zeros)
{
	uint8_t secret[40];
	static const uint8_t zeros[39];

	memset(secret, 0x55, sizeof(secret));
	crypto_wipe(secret, 39);
	ck_assert_mem_eq(secret, zeros, 39);
	ck_assert_uint_eq(secret[39], 0x55);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("crypto");
	TCase *hash = tcase_create("crypto_hash");
	TCase *other = tcase_create("crypto_bytes");

	tcase_add_loop_test(hash, sha256_is_that_of_the_standard, 0,
	                    ARRAY_LEN(hashes));
	tcase_add_loop_test(hash, hmac_is_that_of_the_standard, 0,
	                    ARRAY_LEN(macs));
	tcase_add_test(hash, derive_is_hkdf_without_salt);
	suite_add_tcase(s, hash);

	tcase_add_test(other, same_compares_all_bytes);
	tcase_add_test(other, random_fills_all_bytes_and_never_twice_the_same);
	tcase_add_test(other, wipe_leaves_zeros);
	suite_add_tcase(s, other);
	return s;
}

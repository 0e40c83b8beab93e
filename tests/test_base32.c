#include "tests/suite.h"

#include "base/base32.h"

/* Pinned by Python. */
static const struct {
	struct str bytes;
	const char *text;
} rows[] = {
	{STR(""), ""},
	{STR("\0"), "00"},
	{STR("\xff"), "zw"},
	{STR("f"), "cr"},
	{STR("fo"), "csqg"},
	{STR("foo"), "csqpy"},
	{STR("foob"), "csqpyrg"},
	{STR("fooba"), "csqpyrk1"},
	{STR("foobar"), "csqpyrk1e8"},
	{STR("\xff\xff\xff\xff\xff"), "zzzzzzzz"},
};

START_TEST(encode_and_decode_are_each_others_reverse)
{
	struct str bytes = rows[_i].bytes;
	uint8_t back[16];
	char text[BASE32_LEN(16) + 1];

	base32_encode((const uint8_t *)bytes.ptr, bytes.len, text);
	ck_assert_str_eq(text, rows[_i].text);
	ck_assert_uint_eq(strlen(text), BASE32_LEN(bytes.len));
	ck_assert(base32_decode(str_of(text), back, bytes.len));
	ck_assert(bytes.len == 0 || !memcmp(back, bytes.ptr, bytes.len));
}
END_TEST

START_TEST(decode_forgives_case_and_confusable_letters)
{
	uint8_t bytes[5], same[5];

	ck_assert(base32_decode(str_of("CSQPYRK1"), bytes, 5));
	ck_assert_mem_eq(bytes, "fooba", 5);
	ck_assert(base32_decode(str_of("csqpyrkl"), bytes, 5));
	ck_assert_mem_eq(bytes, "fooba", 5);
	ck_assert(base32_decode(str_of("csqpyrkI"), bytes, 5));
	ck_assert_mem_eq(bytes, "fooba", 5);
	ck_assert(base32_decode(str_of("oO0oO0oO"), bytes, 5));
	ck_assert(base32_decode(str_of("00000000"), same, 5));
	ck_assert_mem_eq(bytes, same, 5);
}
END_TEST

START_TEST(decode_takes_32_digits_and_no_other_byte)
{
	static const char digits[] =
		"0123456789abcdefghjkmnpqrstvwxyzABCDEFGHJKMNPQRSTVWXYZoOiIlL";
	uint8_t bytes[5];
	char text[9] = "00000000";

	for (int c = 0; c < 256; c++) {
		bool digit = c != 0 && strchr(digits, c);

		text[3] = (char)c;
		ck_assert_int_eq(base32_decode((struct str){text, 8}, bytes, 5),
		                 digit);
	}
}
END_TEST

START_TEST(decode_refuses_another_length_and_bits_behind_the_end)
{
	uint8_t bytes[8];

	ck_assert(base32_decode(str_of("zw"), bytes, 1));
	ck_assert(!base32_decode(str_of("zx"), bytes, 1)); /* a bit too many */
	ck_assert(!base32_decode(str_of("z"), bytes, 1));
	ck_assert(!base32_decode(str_of("zw0"), bytes, 1));
	ck_assert(!base32_decode(str_of(""), bytes, 1));
	ck_assert(!base32_decode(str_of("0"), bytes, 0));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("base32");
	TCase *encode = tcase_create("base32_encode");
	TCase *decode = tcase_create("base32_decode");

	tcase_add_loop_test(encode, encode_and_decode_are_each_others_reverse,
	                    0, ARRAY_LEN(rows));
	suite_add_tcase(s, encode);

	tcase_add_test(decode, decode_forgives_case_and_confusable_letters);
	tcase_add_test(decode, decode_takes_32_digits_and_no_other_byte);
	tcase_add_test(decode,
	               decode_refuses_another_length_and_bits_behind_the_end);
	suite_add_tcase(s, decode);
	return s;
}

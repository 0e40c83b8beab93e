#include "base/base32.h"

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static int value_of(char c)
{
	c = char_lower(c);
	if (c == 'o')
		return 0;
	if (c == 'i' || c == 'l')
		return 1;
	for (int i = 0; i < 32; i++)
		if (digits[i] == c)
			return i;
	return -1;
}

void base32_encode(const uint8_t *bytes, size_t n, char *text)
{
	unsigned queue = 0, waiting = 0;

	for (size_t i = 0; i < n; i++) {
		queue = (queue << 8 | bytes[i]) & 0xffff;
		for (waiting += 8; waiting >= 5; waiting -= 5)
			*text++ = digits[queue >> (waiting - 5) & 31];
	}
	if (waiting > 0)
		*text++ = digits[queue << (5 - waiting) & 31];
	*text = '\0';
}

bool base32_decode(struct str text, uint8_t *bytes, size_t n)
{
	unsigned queue = 0, waiting = 0;

	if (text.len != BASE32_LEN(n))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int value = value_of(text.ptr[i]);

		if (value < 0)
			return false;
		queue = (queue << 5 | (unsigned)value) & 0xffff;
		waiting += 5;
		if (waiting >= 8) {
			waiting -= 8;
			*bytes++ = (uint8_t)(queue >> waiting);
		}
	}
	return (queue & ((1u << waiting) - 1)) == 0;
}

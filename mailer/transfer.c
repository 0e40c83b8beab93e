#include "mailer/transfer.h"

/* 0..63, or -1. */
static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (char_is_digit(c))
		return c - '0' + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : -1;
}

struct str transfer_base64(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);
	uint32_t bits = 0;
	unsigned n_bits = 0;
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		int value = base64_value(text.ptr[i]);

		if (value < 0) {
			if (text.ptr[i] == '=')
				n_bits = 0;
			continue;
		}
		bits = (bits << 6 | (uint32_t)value) & 0xfff;
		n_bits += 6;
		if (n_bits >= 8) {
			n_bits -= 8;
			bytes[len++] = (char)(bits >> n_bits & 0xff);
		}
	}
	return (struct str){bytes, len};
}

static int hex_value(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of the "=XX" that `text` starts with, or -1. */
static int hex_pair(struct str text)
{
	int high, low;

	if (text.len < 3)
		return -1;
	high = hex_value(text.ptr[1]);
	low = hex_value(text.ptr[2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Decode the "=XX" of one line into `bytes`; returns how many they are. */
static size_t quoted_line(struct str line, char *bytes)
{
	size_t len = 0;

	for (size_t i = 0; i < line.len; i++) {
		int byte =
			line.ptr[i] == '=' ? hex_pair(str_from(line, i)) : -1;

		bytes[len++] = byte < 0 ? line.ptr[i] : (char)byte;
		if (byte >= 0)
			i += 2;
	}
	return len;
}

struct str transfer_quoted(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);
	struct str rest = text, line;
	size_t len = 0;

	while (str_next_line(&rest, &line)) {
		bool ended = rest.ptr[-1] == '\n';
		bool soft;

		while (line.len > 0 && char_is_space(line.ptr[line.len - 1]))
			line.len--;
		soft = line.len > 0 && line.ptr[line.len - 1] == '=';
		line.len -= soft;
		len += quoted_line(line, bytes + len);
		if (ended && !soft)
			bytes[len++] = '\n';
	}
	return (struct str){bytes, len};
}

struct str transfer_q(struct arena *arena, struct str text)
{
	char *bytes = arena_alloc(arena, text.len + 1);
	size_t len = quoted_line(text, bytes);

	/* An underscore that was written as =5F has to stay one. */
	for (size_t i = 0, j = 0; i < text.len; i++, j++) {
		if (text.ptr[i] == '_')
			bytes[j] = ' ';
		else if (text.ptr[i] == '=' && hex_pair(str_from(text, i)) >= 0)
			i += 2;
	}
	return (struct str){bytes, len};
}

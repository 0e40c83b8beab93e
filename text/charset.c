#include "text/charset.h"

#include <iconv.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/charset_name.h"
#include "text/guess.h"
#include "text/utf8.h"

#define OUTPUT_MAX (256 * 1024) /* bytes */
#define CHUNK      4096
#define BOM        0xfeff

/*
 * The converters, opened once and kept.  This is the one state of the process
 * outside app/ besides the log: a child that has locked itself in can open no
 * file, and glibc opens one for each converter.  What cannot be opened stays
 * NULL and its charset counts as unknown.
 */
static iconv_t converters[CHARSET_N];
static bool is_preloaded;

void charset_preload(void)
{
	if (is_preloaded)
		return;
	is_preloaded = true;
	for (enum charset i = 0; i < CHARSET_N; i++) {
		iconv_t opened = (iconv_t)-1;

		if (charset_converter(i))
			opened = iconv_open("UTF-8", charset_converter(i));
		converters[i] = opened == (iconv_t)-1 ? NULL : opened;
	}
}

/* What is at stake in a text that may or may not be UTF-8. */
struct census {
	size_t wide; /* characters of two bytes or more */
	size_t bad;  /* bytes that belong to none */
};

static struct census take_census(struct str text)
{
	struct census census = {0, 0};

	while (text.len > 0) {
		struct str before = text;
		uint32_t code;

		if ((unsigned char)*text.ptr < 0x80) {
			text = str_from(text, 1);
			continue;
		}
		utf8_next(&text, &code);
		if (before.len - text.len > 1)
			census.wide++;
		else
			census.bad++;
	}
	return census;
}

/* Little- or big-endian?  Its mark says it, else where the zeros are. */
static enum charset which_utf16(struct str text)
{
	size_t zeros[2] = {0, 0};

	if (str_starts(text, "\xff\xfe"))
		return CHARSET_UTF16LE;
	if (str_starts(text, "\xfe\xff"))
		return CHARSET_UTF16BE;
	for (size_t i = 0; i < text.len; i++)
		zeros[i % 2] += text.ptr[i] == '\0';
	return zeros[0] > zeros[1] ? CHARSET_UTF16BE : CHARSET_UTF16LE;
}

/* The same of four bytes each. */
static enum charset which_utf32(struct str text)
{
	size_t zeros[4] = {0, 0, 0, 0};

	for (size_t i = 0; i < text.len; i++)
		zeros[i % 4] += text.ptr[i] == '\0';
	return zeros[0] > zeros[3] ? CHARSET_UTF32BE : CHARSET_UTF32LE;
}

/*
 * Of a text that names no charset: its mark says it, or NULs at the same place
 * again and again, or what its letters look like.  CHARSET_NONE: nothing does.
 */
static enum charset guess(struct arena *arena, struct str text)
{
	size_t zeros = 0, n = text.len < 4096 ? text.len : 4096;

	if (str_starts(text, "\xff\xfe") || str_starts(text, "\xfe\xff")) {
		bool is_wide = text.len % 4 == 0 && text.len >= 4 &&
		               text.ptr[2] == '\0' && text.ptr[3] == '\0';

		return is_wide ? CHARSET_UTF32LE : which_utf16(text);
	}
	for (size_t i = 0; i < n; i++)
		zeros += text.ptr[i] == '\0';
	if (n >= 8 && zeros * 3 > n * 2 && zeros < n)
		return which_utf32(text);
	if (n >= 4 && zeros * 5 > n * 2 && zeros * 3 < n * 2)
		return which_utf16(text);
	return charset_find(guess_charset(arena, text));
}

/* One byte is one character, so that every text is valid in it. */
static bool is_single_byte(enum charset charset)
{
	return charset >= CHARSET_8859_2 && charset <= CHARSET_KOI8U;
}

/*
 * The charset to believe in.  Text in Western letters that is valid UTF-8
 * with at least one wide character is UTF-8 whatever its label says; other
 * alphabets have pairs that look like it, so there it takes more of them.
 */
static enum charset choose_charset(struct arena *arena, struct str name,
                                   struct str text)
{
	enum charset charset = charset_find(name);
	struct census census = take_census(text);
	bool is_utf8 = census.bad == 0;

	if (charset == CHARSET_UTF16)
		return which_utf16(text);
	if (charset == CHARSET_UTF32)
		return which_utf32(text);
	if (charset == CHARSET_UTF8 && census.wide >= census.bad)
		return CHARSET_UTF8;
	if (charset == CHARSET_NONE || charset == CHARSET_ASCII ||
	    charset == CHARSET_UTF8) {
		charset = CHARSET_UTF8;
		if (!is_utf8 || str_find_char(text, '\0') != STR_NONE ||
		    str_find(text, "\x1b$") != STR_NONE)
			charset = guess(arena, text);
		if (charset == CHARSET_NONE || charset == CHARSET_ASCII ||
		    (charset == CHARSET_UTF8 && !is_utf8))
			charset = is_utf8 ? CHARSET_UTF8 : CHARSET_1252;
		return charset;
	}
	if (is_single_byte(charset) && is_utf8 &&
	    census.wide >= (charset == CHARSET_1252 ? 1 : 4))
		return CHARSET_UTF8;
	return charset;
}

/* Add as many whole characters of valid `text` as there is room for. */
static void add_some(struct buf *out, struct str text)
{
	size_t room = out->max - out->len;

	if (text.len > room) {
		text.len = room;
		while (text.len > 0 && (text.ptr[text.len] & 0xc0) == 0x80)
			text.len--;
		out->max = out->len + text.len; /* full: nothing may follow */
	}
	buf_add(out, text);
}

static void add_code(struct buf *out, uint32_t code)
{
	char bytes[4];

	add_some(out, (struct str){bytes, utf8_put(code, bytes)});
}

static void from_utf8(struct buf *out, struct str text)
{
	uint32_t code;

	while (utf8_next(&text, &code))
		add_code(out, code);
}

/* Convert `text`; returns how many times it could not. */
static size_t from_charset(struct buf *out, enum charset charset,
                           struct str text)
{
	size_t unit =
		charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE   ? 2
		: charset == CHARSET_UTF32LE || charset == CHARSET_UTF32BE ? 4
									   : 1;
	/* iconv() wants char ** but does not write there. */
	char *in = (char *)(uintptr_t)text.ptr;
	size_t left = text.len, failed = 0;

	iconv(converters[charset], NULL, NULL, NULL, NULL);
	while (left > 0 && out->len < out->max) {
		char chunk[CHUNK], *to = chunk;
		size_t before = left, room = sizeof(chunk);
		size_t done =
			iconv(converters[charset], &in, &left, &to, &room);

		add_some(out, (struct str){chunk, (size_t)(to - chunk)});
		if (done != (size_t)-1 || before != left || to != chunk)
			continue; /* the next round meets what stopped it */
		add_code(out, 0xfffd);
		failed++;
		if (left < unit)
			break;
		in += unit;
		left -= unit;
	}
	return failed;
}

/* A character that the converter still holds back (a base before a mark). */
static void flush(struct buf *out, enum charset charset)
{
	char chunk[64], *to = chunk;
	size_t room = sizeof(chunk);

	iconv(converters[charset], NULL, NULL, &to, &room);
	add_some(out, (struct str){chunk, (size_t)(to - chunk)});
}

struct str charset_to_utf8(struct arena *arena, struct str name,
                           struct str text)
{
	enum charset charset = choose_charset(arena, name, text);
	size_t max = text.len < OUTPUT_MAX / 4 ? text.len * 4 : OUTPUT_MAX;
	struct buf out = BUF_INIT(max);
	struct str result;

	charset_preload();
	if (charset != CHARSET_UTF8 && !converters[charset])
		charset = CHARSET_UTF8;
	if (charset == CHARSET_UTF8) {
		from_utf8(&out, text);
	} else {
		size_t failed = from_charset(&out, charset, text);

		if (failed == 0)
			flush(&out, charset);
		if (failed > 0 && !is_single_byte(charset) && utf8_ok(text)) {
			buf_free(&out);
			out.max = max;
			from_utf8(&out, text);
		}
	}
	result = buf_take(&out, arena);
	return str_starts(result, "\xef\xbb\xbf") ? str_from(result, 3)
	                                          : result;
}

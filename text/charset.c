#include "text/charset.h"

#include <iconv.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/alphabet.h"
#include "text/charset_name.h"
#include "text/guess.h"
#include "text/utf8.h"

#define OUTPUT_MAX (256 * 1024) /* bytes */
#define CHUNK      4096
#define SAMPLE_MAX 4096 /* bytes that a language is found out by */

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

/* One byte is one character, so that every text is valid in it. */
static bool is_single_byte(enum charset charset)
{
	return charset >= CHARSET_8859_2 && charset <= CHARSET_KOI8U;
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

/* Where the first byte beyond ASCII is, and some text on both its sides. */
static struct str sample(struct str text)
{
	size_t at = 0;

	while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
		at++;
	at = at > SAMPLE_MAX / 8 ? at - SAMPLE_MAX / 8 : 0;
	return str_slice(text, at, at + SAMPLE_MAX);
}

/* How well `text` in `charset` looks like what `alphabet` writes; 0: not. */
static size_t score(const struct alphabet *alphabet, enum charset charset,
                    struct str text)
{
	struct str look = sample(text);
	struct buf out = BUF_INIT(look.len * 4);
	size_t points = 0, failed;

	if (charset == CHARSET_NONE || !converters[charset])
		return 0;
	failed = from_charset(&out, charset, look);
	/* A sample may end within a character. */
	if (failed == 0 || (failed == 1 && look.len < text.len))
		points = alphabet_score(alphabet, buf_str(&out));
	buf_free(&out);
	return points;
}

/* The charset that a writer of `language` would have written `text` in. */
static enum charset guess_by_language(struct str language, struct str text)
{
	const struct alphabet *alphabet = alphabet_of(language);
	enum charset best = CHARSET_NONE;
	size_t most = 0;

	for (size_t i = 0; alphabet && i < ALPHABET_CHARSETS; i++) {
		size_t points = score(alphabet, alphabet->charsets[i], text);

		if (points > most) {
			most = points;
			best = alphabet->charsets[i];
		}
	}
	return best;
}

/* Do the texts of `charset` have no byte beyond ASCII? */
static bool is_escaping(enum charset charset)
{
	return charset == CHARSET_2022JP || charset == CHARSET_2022KR ||
	       charset == CHARSET_2022CN || charset == CHARSET_UTF7;
}

static struct str escaping_language(enum charset charset)
{
	return str_of(charset == CHARSET_2022JP   ? "ja"
	              : charset == CHARSET_2022KR ? "ko"
	              : charset == CHARSET_2022CN ? "zh"
	                                          : "");
}

/* Whether all of `text` can be read in `charset`. */
static bool is_readable(enum charset charset, struct str text)
{
	struct buf out = BUF_INIT(SAMPLE_MAX * 4);
	bool is_so;

	if (charset >= CHARSET_N || !converters[charset])
		return false;
	text = str_slice(text, 0, SAMPLE_MAX);
	is_so = from_charset(&out, charset, text) == 0;
	buf_free(&out);
	return is_so;
}

/*
 * Of a text that names no charset: its mark says it, or NULs at the same place
 * again and again, or what its letters look like.  CHARSET_NONE: nothing does.
 */
static enum charset guess(struct arena *arena, const struct charset_hint *hint,
                          struct str text)
{
	enum charset charset = charset_find(hint->charset);
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
	if (is_escaping(charset))
		charset = guess_by_language(escaping_language(charset), text);
	if (is_readable(charset, text))
		return charset;
	charset = guess_by_language(hint->language, text);
	return charset != CHARSET_NONE
	               ? charset
	               : charset_find(guess_charset(arena, text));
}

/*
 * The charset to believe in.  Text in Western letters that is valid UTF-8
 * with at least one wide character is UTF-8 whatever its label says; other
 * alphabets have pairs that look like it, so there it takes more of them.
 */
static enum charset choose_charset(struct arena *arena, struct str name,
                                   const struct charset_hint *hint,
                                   struct str text)
{
	enum charset charset = charset_find(name);
	struct census census = take_census(text);
	bool is_utf8 = census.bad == 0;

	if (charset == CHARSET_UTF16)
		return which_utf16(text);
	if (charset == CHARSET_UTF32)
		return which_utf32(text);
	if (is_escaping(charset) && census.wide + census.bad > 0) {
		const struct charset_hint lie = {name, hint->language};

		charset = is_utf8 ? CHARSET_UTF8 : guess(arena, &lie, text);
		return charset == CHARSET_NONE ? CHARSET_1252 : charset;
	}
	if (charset == CHARSET_UTF8 && census.wide >= census.bad)
		return CHARSET_UTF8;
	if (charset == CHARSET_NONE || charset == CHARSET_ASCII ||
	    charset == CHARSET_UTF8) {
		charset = CHARSET_UTF8;
		if (!is_utf8 || str_find_char(text, '\0') != STR_NONE ||
		    str_find(text, "\x1b$") != STR_NONE)
			charset = guess(arena, hint, text);
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

/*
 * Japanese vendors write more signs than ISO-2022-JP has.  Its double bytes,
 * with the high bits set, are EUC's, which their converter reads: bring `text`
 * there.
 */
static struct str eucjp_of_2022(struct arena *arena, struct str text)
{
	enum {
		ASCII,
		DOUBLE,
		EXTRA,
		KANA
	} set = ASCII;
	char *out = arena_alloc(arena, 2 * text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		struct str rest = str_from(text, i);
		char c = text.ptr[i];

		if (str_starts(rest, "\x1b$(D")) {
			set = EXTRA;
			i += 3;
		} else if (str_starts(rest, "\x1b$") && rest.len > 2) {
			set = DOUBLE;
			i += 2;
		} else if (str_starts(rest, "\x1b(") && rest.len > 2) {
			set = rest.ptr[2] == 'I' ? KANA : ASCII;
			i += 2;
		} else if (set == ASCII || c <= ' ' || c == 0x7f) {
			out[len++] = c;
			set = c == '\n' ? ASCII : set;
		} else if (set == KANA) {
			out[len++] = (char)0x8e;
			out[len++] = (char)(c | 0x80);
		} else {
			if (set == EXTRA)
				out[len++] = (char)0x8f;
			out[len++] = (char)(c | 0x80);
			if (++i < text.len)
				out[len++] = (char)(text.ptr[i] | 0x80);
		}
	}
	return (struct str){out, len};
}

/* iconv reads the backslash of Johab as a sign for money. */
static void mend_johab(struct buf *out)
{
	static const char won[] = "\xe2\x82\xa9";
	size_t to = 0, at = 0;

	while (at < out->len) {
		if (str_starts(str_from(buf_str(out), at), won)) {
			out->ptr[to++] = '\\';
			at += sizeof(won) - 1;
		} else {
			out->ptr[to++] = out->ptr[at++];
		}
	}
	buf_cut(out, to);
}

/* Convert all of `text`; returns how many times it could not. */
static size_t convert(struct buf *out, enum charset charset, struct str text)
{
	size_t failed = from_charset(out, charset, text);

	if (failed == 0)
		flush(out, charset);
	if (charset == CHARSET_JOHAB)
		mend_johab(out);
	return failed;
}

static const struct charset_hint no_hint = {{"", 0}, {"", 0}};

/* At most `max` bytes of it. */
static struct str to_utf8(struct arena *arena, struct str name,
                          const struct charset_hint *hint, struct str text,
                          size_t max)
{
	struct buf out = BUF_INIT(max);
	enum charset charset;
	struct str result;

	charset_preload();
	charset = choose_charset(arena, name, hint, text);
	if (charset != CHARSET_UTF8 && !converters[charset])
		charset = CHARSET_UTF8;
	if (charset == CHARSET_UTF8) {
		from_utf8(&out, text);
	} else if (convert(&out, charset, text) > 0 &&
	           !is_single_byte(charset)) {
		bool is_japanese = charset == CHARSET_2022JP &&
		                   converters[CHARSET_EUCJPMS];

		if (is_japanese || utf8_ok(text)) {
			buf_free(&out);
			out = (struct buf)BUF_INIT(max);
		}
		if (is_japanese)
			convert(&out, CHARSET_EUCJPMS,
			        eucjp_of_2022(arena, text));
		else if (utf8_ok(text))
			from_utf8(&out, text);
	}
	result = buf_take(&out, arena);
	return str_starts(result, "\xef\xbb\xbf") ? str_from(result, 3)
	                                          : result;
}

struct str charset_to_utf8_hinted(struct arena *arena, struct str name,
                                  const struct charset_hint *hint,
                                  struct str text)
{
	size_t max = text.len < OUTPUT_MAX / 4 ? text.len * 4 : OUTPUT_MAX;

	return to_utf8(arena, name, hint, text, max);
}

struct str charset_page_to_utf8(struct arena *arena, struct str name,
                                struct str text)
{
	return to_utf8(arena, name, &no_hint, text, text.len * 4);
}

struct str charset_to_utf8(struct arena *arena, struct str name,
                           struct str text)
{
	return charset_to_utf8_hinted(arena, name, &no_hint, text);
}

#include "text/charset.h"

#include <iconv.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/utf8.h"

#define OUTPUT_MAX (256 * 1024) /* bytes */
#define LABEL_MAX  32           /* letters and digits of a charset's name */
#define CHUNK      4096
#define BOM        0xfeff

/*
 * What a name leads to, in the order of the table of converters.  Where a
 * vendor's superset exists it stands for the standard: that is what senders
 * mean (windows-1252 for iso-8859-1, CP932 for shift_jis, ...).
 */
enum charset {
	CHARSET_UTF8, /* no converter: ours */
	CHARSET_UTF16,
	CHARSET_ASCII,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_8859_2,
	CHARSET_8859_3,
	CHARSET_8859_4,
	CHARSET_8859_5,
	CHARSET_8859_6,
	CHARSET_8859_7,
	CHARSET_8859_8,
	CHARSET_8859_10,
	CHARSET_8859_13,
	CHARSET_8859_14,
	CHARSET_8859_15,
	CHARSET_8859_16,
	CHARSET_874,
	CHARSET_1250,
	CHARSET_1251,
	CHARSET_1252,
	CHARSET_1253,
	CHARSET_1254,
	CHARSET_1255,
	CHARSET_1256,
	CHARSET_1257,
	CHARSET_1258,
	CHARSET_KOI8R,
	CHARSET_KOI8U,
	CHARSET_GB18030,
	CHARSET_BIG5,
	CHARSET_EUCJP,
	CHARSET_2022JP,
	CHARSET_932,
	CHARSET_949,
	CHARSET_N,
	CHARSET_NONE,
};

static const char *const iconv_name[CHARSET_N] = {
	[CHARSET_UTF16LE] = "UTF-16LE",    [CHARSET_UTF16BE] = "UTF-16BE",
	[CHARSET_8859_2] = "ISO-8859-2",   [CHARSET_8859_3] = "ISO-8859-3",
	[CHARSET_8859_4] = "ISO-8859-4",   [CHARSET_8859_5] = "ISO-8859-5",
	[CHARSET_8859_6] = "ISO-8859-6",   [CHARSET_8859_7] = "ISO-8859-7",
	[CHARSET_8859_8] = "ISO-8859-8",   [CHARSET_8859_10] = "ISO-8859-10",
	[CHARSET_8859_13] = "ISO-8859-13", [CHARSET_8859_14] = "ISO-8859-14",
	[CHARSET_8859_15] = "ISO-8859-15", [CHARSET_8859_16] = "ISO-8859-16",
	[CHARSET_874] = "CP874",           [CHARSET_1250] = "CP1250",
	[CHARSET_1251] = "CP1251",         [CHARSET_1252] = "CP1252",
	[CHARSET_1253] = "CP1253",         [CHARSET_1254] = "CP1254",
	[CHARSET_1255] = "CP1255",         [CHARSET_1256] = "CP1256",
	[CHARSET_1257] = "CP1257",         [CHARSET_1258] = "CP1258",
	[CHARSET_KOI8R] = "KOI8-R",        [CHARSET_KOI8U] = "KOI8-U",
	[CHARSET_GB18030] = "GB18030",     [CHARSET_BIG5] = "BIG5-HKSCS",
	[CHARSET_EUCJP] = "EUC-JP",        [CHARSET_2022JP] = "ISO-2022-JP",
	[CHARSET_932] = "CP932",           [CHARSET_949] = "CP949",
};

/*
 * The converters, opened once and kept.  This is the one state of the process
 * outside app/ besides the log: a child that has locked itself in can open no
 * file, and glibc opens one for each converter.  What cannot be opened stays
 * NULL and its charset counts as unknown.
 */
static iconv_t converters[CHARSET_N];
static bool is_preloaded;

/* Names as squeeze() leaves them: lower-case letters and digits. */
static const struct alias {
	const char *name;
	enum charset charset;
} aliases[] = {
	{"utf8", CHARSET_UTF8},         {"unicode11utf8", CHARSET_UTF8},
	{"usascii", CHARSET_ASCII},     {"ascii", CHARSET_ASCII},
	{"ansix341968", CHARSET_ASCII}, {"iso646us", CHARSET_ASCII},
	{"646", CHARSET_ASCII},         {"utf16", CHARSET_UTF16},
	{"utf16le", CHARSET_UTF16LE},   {"utf16be", CHARSET_UTF16BE},
	{"iso88591", CHARSET_1252},     {"latin1", CHARSET_1252},
	{"isolatin1", CHARSET_1252},

	{"l1", CHARSET_1252},           {"iso88592", CHARSET_8859_2},
	{"latin2", CHARSET_8859_2},     {"isolatin2", CHARSET_8859_2},
	{"iso88593", CHARSET_8859_3},   {"iso88594", CHARSET_8859_4},
	{"iso88595", CHARSET_8859_5},   {"cyrillic", CHARSET_8859_5},
	{"iso88596", CHARSET_8859_6},   {"iso88596i", CHARSET_8859_6},
	{"iso88596e", CHARSET_8859_6},  {"iso88597", CHARSET_8859_7},
	{"greek", CHARSET_8859_7},      {"iso88598", CHARSET_8859_8},
	{"iso88598i", CHARSET_8859_8},  {"iso88598e", CHARSET_8859_8},
	{"hebrew", CHARSET_8859_8},     {"iso88599", CHARSET_1254},
	{"latin5", CHARSET_1254},       {"isolatin5", CHARSET_1254},

	{"iso885910", CHARSET_8859_10}, {"iso885911", CHARSET_874},
	{"tis620", CHARSET_874},        {"cp874", CHARSET_874},
	{"iso885913", CHARSET_8859_13}, {"iso885914", CHARSET_8859_14},
	{"iso885915", CHARSET_8859_15}, {"latin9", CHARSET_8859_15},
	{"iso885916", CHARSET_8859_16}, {"cp1250", CHARSET_1250},
	{"cp1251", CHARSET_1251},       {"cp1252", CHARSET_1252},
	{"cp1253", CHARSET_1253},       {"cp1254", CHARSET_1254},
	{"cp1255", CHARSET_1255},       {"cp1256", CHARSET_1256},
	{"cp1257", CHARSET_1257},       {"cp1258", CHARSET_1258},
	{"koi8r", CHARSET_KOI8R},       {"koi8", CHARSET_KOI8R},
	{"koi8u", CHARSET_KOI8U},       {"gb18030", CHARSET_GB18030},
	{"gbk", CHARSET_GB18030},       {"xgbk", CHARSET_GB18030},
	{"cp936", CHARSET_GB18030},     {"gb2312", CHARSET_GB18030},
	{"xgb2312", CHARSET_GB18030},   {"gb231280", CHARSET_GB18030},
	{"euccn", CHARSET_GB18030},     {"big5", CHARSET_BIG5},
	{"big5hkscs", CHARSET_BIG5},    {"cp950", CHARSET_BIG5},
	{"eucjp", CHARSET_EUCJP},       {"xeucjp", CHARSET_EUCJP},
	{"iso2022jp", CHARSET_2022JP},  {"shiftjis", CHARSET_932},
	{"sjis", CHARSET_932},          {"xsjis", CHARSET_932},
	{"mskanji", CHARSET_932},       {"cp932", CHARSET_932},
	{"cp31j", CHARSET_932},         {"euckr", CHARSET_949},
	{"cp949", CHARSET_949},         {"uhc", CHARSET_949},
	{"ksc5601", CHARSET_949},       {"ksc56011987", CHARSET_949},
	{"ksc56011989", CHARSET_949},
};

void charset_preload(void)
{
	if (is_preloaded)
		return;
	is_preloaded = true;
	for (size_t i = 0; i < CHARSET_N; i++) {
		iconv_t opened = (iconv_t)-1;

		if (iconv_name[i])
			opened = iconv_open("UTF-8", iconv_name[i]);
		converters[i] = opened == (iconv_t)-1 ? NULL : opened;
	}
}

/*
 * Write the letters and digits of `name` in lower case, without "cs" and "x-"
 * before it and a year behind a colon; "windows" becomes "cp".
 */
static struct str squeeze(struct str name, char text[LABEL_MAX + 1])
{
	size_t n = 0;

	name = str_slice(name, 0, str_find_char(name, ':'));
	if (str_starts_nocase(name, "cs"))
		name = str_from(name, 2);
	if (str_starts_nocase(name, "x-cp") ||
	    str_starts_nocase(name, "x-windows"))
		name = str_from(name, 2);
	for (size_t i = 0; i < name.len; i++) {
		if (!char_is_alnum(name.ptr[i]))
			continue;
		if (n == LABEL_MAX)
			return (struct str){text, 0};
		text[n++] = char_lower(name.ptr[i]);
		if (n == 7 && !memcmp(text, "windows", 7))
			n = 2, memcpy(text, "cp", 2);
	}
	return (struct str){text, n};
}

static enum charset find_charset(struct str name)
{
	char text[LABEL_MAX + 1];
	struct str squeezed = squeeze(str_trim(name), text);

	for (size_t i = 0; i < ARRAY_LEN(aliases); i++)
		if (str_is(squeezed, aliases[i].name))
			return aliases[i].charset;
	return CHARSET_NONE;
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
static enum charset choose_charset(struct str name, struct str text)
{
	enum charset charset = find_charset(name);
	struct census census = take_census(text);
	bool is_utf8 = census.bad == 0;

	if (charset == CHARSET_UTF16)
		return which_utf16(text);
	if (charset == CHARSET_NONE &&
	    (str_starts(text, "\xff\xfe") || str_starts(text, "\xfe\xff")))
		return which_utf16(text);
	if (charset == CHARSET_NONE || charset == CHARSET_ASCII)
		return is_utf8 ? CHARSET_UTF8 : CHARSET_1252;
	if (charset == CHARSET_UTF8)
		return census.wide >= census.bad ? CHARSET_UTF8 : CHARSET_1252;
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
	size_t unit = charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE
	                      ? 2
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
	enum charset charset = choose_charset(name, text);
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

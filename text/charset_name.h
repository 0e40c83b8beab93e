/*
 * charset_name.h - the charsets that are read, and the names they go by
 */
#ifndef TEXT_CHARSET_NAME_H
#define TEXT_CHARSET_NAME_H

#include "base/str.h"

/*
 * What a name leads to, in the order of the table of converters.  Where a
 * vendor's superset exists it stands for the standard: that is what senders
 * mean (windows-1252 for iso-8859-1, CP932 for shift_jis, ...).
 */
enum charset {
	CHARSET_UTF8, /* no converter: ours */
	CHARSET_UTF16,
	CHARSET_ASCII,
	CHARSET_UTF32,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_UTF32LE,
	CHARSET_UTF32BE,
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
	CHARSET_855,
	CHARSET_866,
	CHARSET_MACCYR,
	CHARSET_437,
	CHARSET_850,
	CHARSET_852,
	CHARSET_858,
	CHARSET_1125,
	CHARSET_MAC,
	CHARSET_MACCE,
	CHARSET_KOI8U,
	CHARSET_GB18030,
	CHARSET_BIG5,
	CHARSET_EUCJP,
	CHARSET_2022JP,
	CHARSET_932,
	CHARSET_949,
	CHARSET_JOHAB,
	CHARSET_2022KR,
	CHARSET_2022CN,
	CHARSET_EUCTW,
	CHARSET_EUCJPMS, /* only to read ISO-2022-JP of vendors by */
	CHARSET_UTF7,
	CHARSET_N,
	CHARSET_NONE,
};

/* The charset that `name` means: any case, aliases, "x-" and "cs" forgiven.
 * CHARSET_NONE: not one of the list. */
enum charset charset_find(struct str name);

/* What iconv calls it; NULL for those that need no converter. */
const char *charset_converter(enum charset charset);

#endif

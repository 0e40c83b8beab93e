#include "text/charset_name.h"

#include <string.h>

#include "base/attr.h"

#define LABEL_MAX 32 /* letters and digits of a name */

static const char *const iconv_name[CHARSET_N] = {
	[CHARSET_UTF16LE] = "UTF-16LE",
	[CHARSET_UTF16BE] = "UTF-16BE",
	[CHARSET_UTF32LE] = "UTF-32LE",
	[CHARSET_UTF32BE] = "UTF-32BE",
	[CHARSET_855] = "CP855",
	[CHARSET_866] = "CP866",
	[CHARSET_MACCYR] = "MAC-CYRILLIC",
	[CHARSET_437] = "CP437",
	[CHARSET_850] = "CP850",
	[CHARSET_852] = "CP852",
	[CHARSET_858] = "CP858",
	[CHARSET_1125] = "CP1125",
	[CHARSET_MAC] = "MACINTOSH",
	[CHARSET_MACCE] = "MAC-CENTRALEUROPE",
	[CHARSET_JOHAB] = "JOHAB",
	[CHARSET_2022KR] = "ISO-2022-KR",
	[CHARSET_8859_2] = "ISO-8859-2",
	[CHARSET_8859_3] = "ISO-8859-3",
	[CHARSET_8859_4] = "ISO-8859-4",
	[CHARSET_8859_5] = "ISO-8859-5",
	[CHARSET_8859_6] = "ISO-8859-6",
	[CHARSET_8859_7] = "ISO-8859-7",
	[CHARSET_8859_8] = "ISO-8859-8",
	[CHARSET_8859_10] = "ISO-8859-10",
	[CHARSET_8859_13] = "ISO-8859-13",
	[CHARSET_8859_14] = "ISO-8859-14",
	[CHARSET_8859_15] = "ISO-8859-15",
	[CHARSET_8859_16] = "ISO-8859-16",
	[CHARSET_874] = "CP874",
	[CHARSET_1250] = "CP1250",
	[CHARSET_1251] = "CP1251",
	[CHARSET_1252] = "CP1252",
	[CHARSET_1253] = "CP1253",
	[CHARSET_1254] = "CP1254",
	[CHARSET_1255] = "CP1255",
	[CHARSET_1256] = "CP1256",
	[CHARSET_1257] = "CP1257",
	[CHARSET_1258] = "CP1258",
	[CHARSET_KOI8R] = "KOI8-R",
	[CHARSET_KOI8U] = "KOI8-U",
	[CHARSET_GB18030] = "GB18030",
	[CHARSET_BIG5] = "BIG5-HKSCS",
	[CHARSET_EUCJP] = "EUC-JP",
	[CHARSET_2022JP] = "ISO-2022-JP-2",
	[CHARSET_932] = "CP932",
	[CHARSET_949] = "CP949",
	[CHARSET_2022CN] = "ISO-2022-CN-EXT",
	[CHARSET_EUCTW] = "EUC-TW",
	[CHARSET_EUCJPMS] = "EUC-JP-MS",
	[CHARSET_UTF7] = "UTF-7",
};

/* Names as squeeze() leaves them: lower-case letters and digits. */
static const struct alias {
	const char *name;
	enum charset charset;
} aliases[] = {
	{"utf8", CHARSET_UTF8},
	{"unicode11utf8", CHARSET_UTF8},
	{"usascii", CHARSET_ASCII},
	{"ascii", CHARSET_ASCII},
	{"ansix341968", CHARSET_ASCII},
	{"iso646us", CHARSET_ASCII},
	{"646", CHARSET_ASCII},
	{"utf16", CHARSET_UTF16},
	{"utf16le", CHARSET_UTF16LE},
	{"utf16be", CHARSET_UTF16BE},
	{"iso88591", CHARSET_1252},
	{"latin1", CHARSET_1252},
	{"isolatin1", CHARSET_1252},
	{"l1", CHARSET_1252},
	{"iso88592", CHARSET_8859_2},
	{"latin2", CHARSET_8859_2},
	{"isolatin2", CHARSET_8859_2},
	{"iso88593", CHARSET_8859_3},
	{"iso88594", CHARSET_8859_4},
	{"iso88595", CHARSET_8859_5},
	{"cyrillic", CHARSET_8859_5},
	{"iso88596", CHARSET_8859_6},
	{"iso88596i", CHARSET_8859_6},
	{"iso88596e", CHARSET_8859_6},
	{"iso88597", CHARSET_8859_7},
	{"greek", CHARSET_8859_7},
	{"iso88598", CHARSET_8859_8},
	{"iso88598i", CHARSET_8859_8},
	{"iso88598e", CHARSET_8859_8},
	{"hebrew", CHARSET_8859_8},
	{"iso88599", CHARSET_1254},
	{"latin5", CHARSET_1254},
	{"isolatin5", CHARSET_1254},
	{"iso885910", CHARSET_8859_10},
	{"iso885911", CHARSET_874},
	{"tis620", CHARSET_874},
	{"cp874", CHARSET_874},
	{"iso885913", CHARSET_8859_13},
	{"iso885914", CHARSET_8859_14},
	{"iso885915", CHARSET_8859_15},
	{"latin9", CHARSET_8859_15},
	{"iso885916", CHARSET_8859_16},
	{"cp1250", CHARSET_1250},
	{"cp1251", CHARSET_1251},
	{"cp1252", CHARSET_1252},
	{"cp1253", CHARSET_1253},
	{"cp1254", CHARSET_1254},
	{"cp1255", CHARSET_1255},
	{"cp1256", CHARSET_1256},
	{"cp1257", CHARSET_1257},
	{"cp1258", CHARSET_1258},
	{"koi8r", CHARSET_KOI8R},
	{"koi8", CHARSET_KOI8R},
	{"koi8u", CHARSET_KOI8U},
	{"gb18030", CHARSET_GB18030},
	{"gbk", CHARSET_GB18030},
	{"xgbk", CHARSET_GB18030},
	{"cp936", CHARSET_GB18030},
	{"gb2312", CHARSET_GB18030},
	{"xgb2312", CHARSET_GB18030},
	{"gb231280", CHARSET_GB18030},
	{"euccn", CHARSET_GB18030},
	{"big5", CHARSET_BIG5},
	{"big5hkscs", CHARSET_BIG5},
	{"cp950", CHARSET_BIG5},
	{"eucjp", CHARSET_EUCJP},
	{"xeucjp", CHARSET_EUCJP},
	{"iso2022jp", CHARSET_2022JP},
	{"shiftjis", CHARSET_932},
	{"sjis", CHARSET_932},
	{"xsjis", CHARSET_932},
	{"mskanji", CHARSET_932},
	{"cp932", CHARSET_932},
	{"cp31j", CHARSET_932},
	{"euckr", CHARSET_949},
	{"cp949", CHARSET_949},
	{"uhc", CHARSET_949},
	{"ksc5601", CHARSET_949},
	{"ksc56011987", CHARSET_949},
	{"ksc56011989", CHARSET_949},
	{"utf32", CHARSET_UTF32},
	{"utf32le", CHARSET_UTF32LE},
	{"utf32be", CHARSET_UTF32BE},
	{"ibm855", CHARSET_855},
	{"cp855", CHARSET_855},
	{"ibm866", CHARSET_866},
	{"cp866", CHARSET_866},
	{"maccyrillic", CHARSET_MACCYR},
	{"xmaccyrillic", CHARSET_MACCYR},
	{"ibm437", CHARSET_437},
	{"cp437", CHARSET_437},
	{"ibm850", CHARSET_850},
	{"cp850", CHARSET_850},
	{"ibm852", CHARSET_852},
	{"cp852", CHARSET_852},
	{"ibm858", CHARSET_858},
	{"cp858", CHARSET_858},
	{"ibm00858", CHARSET_858},
	{"cp1125", CHARSET_1125},
	{"macintosh", CHARSET_MAC},
	{"mac", CHARSET_MAC},
	{"macroman", CHARSET_MAC},
	{"xmacroman", CHARSET_MAC},
	{"xmaccentraleurroman", CHARSET_MACCE},
	{"xmacce", CHARSET_MACCE},
	{"johab", CHARSET_JOHAB},
	{"cp1361", CHARSET_JOHAB},
	{"iso2022kr", CHARSET_2022KR},
	{"iso2022jp1", CHARSET_2022JP},
	{"iso2022jp2", CHARSET_2022JP},
	{"iso2022jpms", CHARSET_2022JP},
	{"cp50220", CHARSET_2022JP},
	{"cp50221", CHARSET_2022JP},
	{"cp50222", CHARSET_2022JP},
	{"iso2022cn", CHARSET_2022CN},
	{"iso2022cnext", CHARSET_2022CN},
	{"euctw", CHARSET_EUCTW},
	{"utf7", CHARSET_UTF7},
};

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

enum charset charset_find(struct str name)
{
	char text[LABEL_MAX + 1];
	struct str squeezed = squeeze(str_trim(name), text);

	for (size_t i = 0; i < ARRAY_LEN(aliases); i++)
		if (str_is(squeezed, aliases[i].name))
			return aliases[i].charset;
	return CHARSET_NONE;
}

const char *charset_converter(enum charset charset)
{
	return charset < CHARSET_N ? iconv_name[charset] : NULL;
}

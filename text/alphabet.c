#include "text/alphabet.h"

#include <unictype.h>

#include "base/attr.h"
#include "text/utf8.h"

#define DENSE_PERCENT 60 /* of a Latin text are letters beyond ASCII, at most */

#define WESTERN                                                                                                                                    \
	"àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŒŠŽ" \
	"Ÿ"
#define CZECH     "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"
#define SLOVAK    "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ"
#define POLISH    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
#define HUNGARIAN "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"
#define SOUTHERN  "čćđšžČĆĐŠŽ"
#define ROMANIAN  "ăâîșşțţĂÂÎȘŞȚŢ"
#define ALBANIAN  "çëâêîôûÇËÂÊÎÔÛ"
#define BALTIC    "āąčēęėģīįķļņōõöšūųüžäĀĄČĒĘĖĢĪĮĶĻŅŌÕÖŠŪŲÜŽÄ"
#define TURKISH   "çğıöşüâîûÇĞİÖŞÜÂÎÛ"
#define RUSSIAN                                                                \
	"абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ"
#define UKRAINIAN                                                                                                                                  \
	"абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёўАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩ" \
	"ЬЮЯ"                                                                                                                                   \
	"ЫЭЪЁЎ"
#define SERBIAN "абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ"

#define NONE CHARSET_NONE

static const struct alphabet western = {
	{CHARSET_1252, CHARSET_8859_15, NONE, NONE}, WESTERN, 0, 0, true};
static const struct alphabet czech = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, CZECH, 0, 0, true};
static const struct alphabet slovak = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, SLOVAK, 0, 0, true};
static const struct alphabet polish = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, POLISH, 0, 0, true};
static const struct alphabet hungarian = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, HUNGARIAN, 0, 0, true};
static const struct alphabet southern = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, SOUTHERN, 0, 0, true};
static const struct alphabet romanian = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, ROMANIAN, 0, 0, true};
static const struct alphabet albanian = {
	{CHARSET_1250, CHARSET_8859_2, NONE, NONE}, ALBANIAN, 0, 0, true};
static const struct alphabet baltic = {
	{CHARSET_1257, CHARSET_8859_13, CHARSET_8859_4, NONE},
	BALTIC,
	0,
	0,
	true};
static const struct alphabet turkish = {
	{CHARSET_1254, NONE, NONE, NONE}, TURKISH, 0, 0, true};
static const struct alphabet russian = {
	{CHARSET_1251, CHARSET_KOI8R, CHARSET_866, CHARSET_8859_5},
	RUSSIAN,
	0,
	0,
	false};
static const struct alphabet ukrainian = {
	{CHARSET_1251, CHARSET_KOI8U, CHARSET_8859_5, NONE},
	UKRAINIAN,
	0,
	0,
	false};
static const struct alphabet serbian = {
	{CHARSET_1251, CHARSET_8859_5, CHARSET_855, NONE},
	SERBIAN,
	0,
	0,
	false};
static const struct alphabet greek = {
	{CHARSET_1253, CHARSET_8859_7, NONE, NONE}, NULL, 0x386, 0x3ce, false};
static const struct alphabet hebrew = {
	{CHARSET_1255, CHARSET_8859_8, NONE, NONE}, NULL, 0x5b0, 0x5f4, false};
static const struct alphabet arabic = {
	{CHARSET_1256, CHARSET_8859_6, NONE, NONE}, NULL, 0x60c, 0x6d5, false};
static const struct alphabet thai = {
	{CHARSET_874, NONE, NONE, NONE}, NULL, 0xe01, 0xe5b, false};
static const struct alphabet japanese = {
	{CHARSET_932, CHARSET_EUCJP, NONE, NONE}, NULL, 0x3001, 0x9fff, false};
static const struct alphabet chinese = {
	{CHARSET_GB18030, CHARSET_BIG5, NONE, NONE},
	NULL,
	0x3001,
	0x9fff,
	false};
static const struct alphabet taiwanese = {
	{CHARSET_BIG5, CHARSET_GB18030, NONE, NONE},
	NULL,
	0x3001,
	0x9fff,
	false};
static const struct alphabet korean = {
	{CHARSET_949, NONE, NONE, NONE}, NULL, 0xac00, 0xd7a3, false};

static const struct {
	const char *language;
	const struct alphabet *alphabet;
} languages[] = {
	{"en", &western},   {"de", &western},   {"fr", &western},
	{"es", &western},   {"it", &western},   {"pt", &western},
	{"nl", &western},   {"sv", &western},   {"da", &western},
	{"no", &western},   {"nb", &western},   {"nn", &western},
	{"fi", &western},   {"is", &western},   {"ca", &western},
	{"eu", &western},   {"gl", &western},   {"af", &western},
	{"ga", &western},   {"cs", &czech},     {"pl", &polish},
	{"sk", &slovak},    {"hu", &hungarian}, {"sl", &southern},
	{"hr", &southern},  {"bs", &southern},  {"ro", &romanian},
	{"sq", &albanian},  {"lt", &baltic},    {"lv", &baltic},
	{"et", &baltic},    {"tr", &turkish},   {"az", &turkish},
	{"ru", &russian},   {"bg", &russian},   {"be", &ukrainian},
	{"uk", &ukrainian}, {"sr", &serbian},   {"mk", &serbian},
	{"el", &greek},     {"he", &hebrew},    {"iw", &hebrew},
	{"ar", &arabic},    {"fa", &arabic},    {"th", &thai},
	{"ja", &japanese},  {"zh", &chinese},   {"ko", &korean},
};

const struct alphabet *alphabet_of(struct str language)
{
	struct str main = str_slice(language, 0, str_find_char(language, '-'));

	if (str_is_nocase(language, "zh-TW") ||
	    str_is_nocase(language, "zh-HK") ||
	    str_starts_nocase(language, "zh-Hant"))
		return &taiwanese;
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (str_is_nocase(main, languages[i].language))
			return languages[i].alphabet;
	return NULL;
}

/* Is `code` of the alphabet? */
static bool is_letter(const struct alphabet *alphabet, uint32_t code)
{
	struct str letters = str_of(alphabet->letters);
	uint32_t letter;

	while (utf8_next(&letters, &letter))
		if (letter == code)
			return true;
	return code >= alphabet->first && code <= alphabet->last;
}

/* What stands between the words of every language. */
static bool is_sign(uint32_t code)
{
	static const uint32_t signs[] = {
		0xa0,   0xa7,   0xa9,   0xab,   0xb0,   0xb4,   0xb7,   0xbb,
		0xbf,   0xa1,   0x2013, 0x2014, 0x2018, 0x2019, 0x201a, 0x201c,
		0x201d, 0x201e, 0x2022, 0x2026, 0x20ac, 0x2116, 0x2122, 0xff01,
		0xff1f, 0xff08, 0xff09, 0xff0c, 0xff1a, 0xff5e, 0x30fb, 0x3000,
	};

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (signs[i] == code)
			return true;
	return code >= 0xff10 && code <= 0xff5a; /* wide digits and letters */
}

/* A capital in the middle of a word: "пРИВЕТ" is what the wrong charset of
 * two makes of "Привет". */
static bool is_odd_capital(uint32_t before, uint32_t code)
{
	return uc_is_lower(before) && uc_is_upper(code);
}

size_t alphabet_score(const struct alphabet *alphabet, struct str text)
{
	size_t good = 0, odd = 0, ascii = 0, other = 0;
	uint32_t code, before = ' ';

	while (utf8_next(&text, &code)) {
		if (code < 0x80) {
			ascii += char_is_alpha((char)code);
		} else if (is_letter(alphabet, code)) {
			good += 2;
			other++;
			odd += is_odd_capital(before, code);
		} else if (is_sign(code)) {
			good++;
		} else {
			return 0;
		}
		before = code;
	}
	if (alphabet->is_latin && other * 100 > (ascii + other) * DENSE_PERCENT)
		return 0;
	return good > 2 * odd ? good - 2 * odd : 0;
}

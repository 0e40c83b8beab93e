#include "text/guess.h"

#include <stdint.h>
#include <string.h>

#include <uchardet.h>

#include "base/attr.h"

#define LOOK_MAX    (64 * 1024) /* bytes */
#define BEFORE      256 /* of them ASCII that leads to the first other */
#define JOHAB_LEAST 4   /* pairs of bytes */
#define JOHAB_GOOD  95  /* percent of them that are syllables */
#define JOHAB_LOW   20  /* percent of them whose second byte is below 0xa1 */

#define WESTERN_LEAST 3  /* letters within words */
#define WESTERN_GOOD  90 /* percent of them that are some */

/* Where there is something to tell charsets by: a byte above ASCII, or an
 * escape (ISO 2022). */
static struct str telling(struct str text)
{
	size_t at = 0;

	while (at < text.len && (unsigned char)text.ptr[at] < 0x80 &&
	       text.ptr[at] != '\x1b')
		at++;
	if (at == text.len)
		return str_of("");
	at = at > BEFORE ? at - BEFORE : 0;
	return str_slice(text, at, at + LOOK_MAX);
}

/*
 * Kana alone, each in two bytes of EUC: a short text of them is less than a
 * detector needs, and nobody else writes so.
 */
static bool is_kana(struct str text)
{
	size_t kana = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < 0x80)
			continue;
		if (c != 0xa1 && c != 0xa4 && c != 0xa5)
			return false;
		if (++i == text.len || (unsigned char)text.ptr[i] < 0xa1)
			return false;
		kana += c != 0xa1;
	}
	return kana > 2;
}

/* Is it a Hangul syllable of Johab?  Bit 15, then five bits each for the three
 * letters, some values of which stand for none (KS X 1001, annex 3). */
static bool is_syllable(unsigned char high, unsigned char low)
{
	static const uint32_t first = 0x001ffffc; /* 2 to 20 */
	static const uint32_t middle =
		0x3cfcfcf8;                      /* 3-7, 10-15, 18-23, 26-29 */
	static const uint32_t last = 0x3ffbfffe; /* 1 to 29 but 18 */
	unsigned code = (unsigned)(high << 8 | low);

	return high >= 0x80 && first >> (code >> 10 & 31) & 1 &&
	       middle >> (code >> 5 & 31) & 1 && last >> (code & 31) & 1;
}

/*
 * Korean in Johab, which no detector knows: of its pairs nearly all are
 * syllables, and many end with a byte that EUC has none of.
 */
static bool is_johab(struct str text)
{
	size_t pairs = 0, good = 0, low = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char high = (unsigned char)text.ptr[i], next;

		if (high < 0x80)
			continue;
		if (++i == text.len)
			break;
		next = (unsigned char)text.ptr[i];
		pairs++;
		good += is_syllable(high, next);
		low += next < 0xa1;
	}
	return pairs >= JOHAB_LEAST && good * 100 >= pairs * JOHAB_GOOD &&
	       low * 100 >= pairs * JOHAB_LOW;
}

/* Does `text` have any byte of `bytes`? */
static bool has_any(struct str text, const char *bytes)
{
	for (size_t i = 0; bytes[i]; i++)
		if (str_find_char(text, bytes[i]) != STR_NONE)
			return true;
	return false;
}

/* A byte from 0x80 to 0x9f: a letter or sign of a vendor, a control character
 * in all of ISO 8859. */
static bool has_vendors(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((text.ptr[i] & 0xe0) == 0x80)
			return true;
	return false;
}

/* What stands within words of Western Europe, in three ways of writing it. */
static const struct {
	const char *name;
	const char *bytes;
} western[] = {
	{"WINDOWS-1252", "\x8a\x8e\x92\x96\x97\x9a\x9c\x9e\xdf\xe0\xe1\xe2"
                         "\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
                         "\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf8\xf9\xfa\xfb\xfc"},
	{"MACINTOSH", "\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92"
                      "\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e"
                      "\x9f\xa7\xbe\xbf"},
	{"IBM850", "\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c"
                   "\x8d\x91\x93\x94\x95\x96\x97\x9b\xa0\xa1\xa2\xa3"
                   "\xa4\xc6\xe1\xe4"},
};

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/*
 * Which of them is it?  The bytes with a small letter on both sides tell: what
 * is a letter in one of them is a quote or nothing at all in another.
 */
static struct str which_western(struct str text, struct str name)
{
	size_t n = 0, good[ARRAY_LEN(western)] = {0}, best = 0;

	for (size_t i = 1; i + 1 < text.len; i++) {
		if ((unsigned char)text.ptr[i] < 0x80 ||
		    !is_small(text.ptr[i - 1]) || !is_small(text.ptr[i + 1]))
			continue;
		n++;
		for (size_t k = 0; k < ARRAY_LEN(western); k++)
			good[k] +=
				strchr(western[k].bytes, text.ptr[i]) != NULL;
	}
	for (size_t k = 1; k < ARRAY_LEN(western); k++)
		if (good[k] > good[best])
			best = k;
	if (best == 0 || n < WESTERN_LEAST ||
	    good[best] * 100 < n * WESTERN_GOOD || good[0] * 2 > n)
		return name;
	return str_of(western[best].name);
}

/* Is `name` one of those that are written with one byte for a letter? */
static bool is_single(struct str name)
{
	return name.len == 0 || str_starts_nocase(name, "WINDOWS-125") ||
	       str_starts_nocase(name, "ISO-8859-") ||
	       str_starts_nocase(name, "IBM") ||
	       str_starts_nocase(name, "MAC-");
}

/* What is meant by `name`, which the detector does not tell from its like. */
static struct str mended(struct str name, struct str text)
{
	/* In Russian these are drawings of boxes: the four letters that are
	 * only Ukrainian, small and capital. */
	if (str_is_nocase(name, "KOI8-R") &&
	    has_any(text, "\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd"))
		return str_of("KOI8-U");
	/* No mail program ever wrote Romanian in it. */
	if (str_is_nocase(name, "ISO-8859-16"))
		return str_of(has_vendors(text) ? "WINDOWS-1250"
		                                : "ISO-8859-2");
	return is_single(name) ? which_western(text, name) : name;
}

struct str guess_charset(struct arena *arena, struct str text)
{
	struct str look = telling(text), name = str_of("");
	uchardet_t detector;

	if (look.len == 0)
		return name;
	if (is_kana(look))
		return str_of("EUC-JP");
	if (is_johab(look))
		return str_of("JOHAB");
	detector = uchardet_new();
	if (uchardet_handle_data(detector, look.ptr, look.len) == 0) {
		uchardet_data_end(detector);
		name = mended(arena_str(arena,
		                        str_of(uchardet_get_charset(detector))),
		              look);
	}
	uchardet_delete(detector);
	return name;
}

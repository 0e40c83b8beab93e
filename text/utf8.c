#include "text/utf8.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/attr.h"

#define REPLACEMENT   0xfffd
#define ELLIPSIS      0x2026
#define BRAILLE_BLANK 0x2800 /* looks like nothing, parts words of Braille */
#define KEY_CAP       0x20e3
#define ZWNJ          0x200c
#define ZWJ           0x200d
#define MARKS_MAX     4 /* on one base; Vietnamese and Hebrew need three */
#define EMPTY_MAX     2 /* empty lines in a row */
#define NFC_GROWTH    3 /* code points that one may become (UAX #15, 9.2) */

struct codes {
	uint32_t *ptr;
	size_t len;
};

struct range {
	uint32_t first, last;
};

static bool is_in(uint32_t code, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

/* The bytes of the valid sequence at the start of `text`; 0: there is none. */
static size_t decode(struct str text, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t len = p[0] < 0x80   ? 1
	             : p[0] < 0xc2 ? 0
	             : p[0] < 0xe0 ? 2
	             : p[0] < 0xf0 ? 3
	             : p[0] < 0xf5 ? 4
	                           : 0;
	uint32_t c;

	if (len == 0 || len > text.len)
		return 0;
	c = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*code = c;
	return len;
}

bool utf8_next(struct str *rest, uint32_t *code)
{
	size_t len;

	if (rest->len == 0)
		return false;
	if ((unsigned char)rest->ptr[0] < 0x80) {
		*code = (unsigned char)*rest->ptr++;
		rest->len--;
		return true;
	}
	len = decode(*rest, code);
	if (len == 0)
		*code = REPLACEMENT;
	*rest = str_from(*rest, len > 0 ? len : 1);
	return true;
}

size_t utf8_put(uint32_t code, char bytes[4])
{
	static const uint32_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t len = code < 0x80      ? 1
	             : code < 0x800   ? 2
	             : code < 0x10000 ? 3
	                              : 4;

	for (size_t i = len - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	bytes[0] = (char)(leads[len] | code);
	return len;
}

bool utf8_ok(struct str text)
{
	uint32_t code;
	size_t len;

	for (; text.len > 0; text = str_from(text, len)) {
		len = str_ascii(text);
		if (len == 0)
			len = decode(text, &code);
		if (len == 0)
			return false;
	}
	return true;
}

size_t utf8_length(struct str text)
{
	uint32_t code;
	size_t n = 0;

	while (utf8_next(&text, &code))
		n++;
	return n;
}

static struct codes read_codes(struct arena *arena, struct str text)
{
	struct codes codes = {arena_array(arena, uint32_t, text.len + 1), 0};

	while (utf8_next(&text, &codes.ptr[codes.len]))
		codes.len++;
	return codes;
}

static struct str write_codes(struct arena *arena, struct codes codes)
{
	char *bytes = arena_alloc(arena, codes.len * 4 + 1);
	size_t len = 0;

	for (size_t i = 0; i < codes.len; i++)
		len += utf8_put(codes.ptr[i], bytes + len);
	return (struct str){bytes, len};
}

struct str utf8_repair(struct arena *arena, struct str text)
{
	if (utf8_ok(text))
		return arena_str(arena, text);
	return write_codes(arena, read_codes(arena, text));
}

static bool is_mark(uint32_t code)
{
	return code >= 0x300 && uc_is_general_category(code, UC_CATEGORY_M);
}

/* What tells two looks of a character apart; more than one tells nothing. */
static bool is_selector(uint32_t code)
{
	return (code >= 0xfe00 && code <= 0xfe0f) ||
	       (code >= 0xe0100 && code <= 0xe01ef);
}

/* What has looks that `selector` may tell apart: ideographs, also some operators
 * and letters of a few scripts, and emoji; a digit in a key cap (`after`). */
static bool is_fit_selector(uint32_t before, uint32_t selector, uint32_t after)
{
	static const struct range ideographs[] = {
		{0x3400, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3ffff}};
	static const struct range varying[] = {
		{0x1000, 0x109f}, {0x2200, 0x22ff}, {0x2a00, 0x2aff},
		{0x3000, 0x30ff}, {0xa840, 0xa877}, {0xff01, 0xff1f},
	};
	static const struct range pictures[] = {
		{0xa9, 0xa9},     {0xae, 0xae},     {0x2030, 0x2bff},
		{0x3030, 0x303d}, {0x3297, 0x3299}, {0x1f000, 0x1faff},
	};

	if (is_in(before, ideographs, ARRAY_LEN(ideographs)))
		return true;
	if (selector == 0xfe0e || selector == 0xfe0f)
		return after == KEY_CAP ||
		       is_in(before, pictures, ARRAY_LEN(pictures));
	return selector <= 0xfe0f && is_in(before, varying, ARRAY_LEN(varying));
}

static bool is_joiner(uint32_t code)
{
	return code == ZWNJ || code == ZWJ;
}

/* Nothing that a reader sees, much that an attacker likes. */
static bool is_unwanted(uint32_t code)
{
	static const struct range unwanted[] = {
		{0x00, 0x08},       {0x0b, 0x1f},       {0x7f, 0x9f},
		{0xad, 0xad},       {0x34f, 0x34f},     {0x61c, 0x61c},
		{0x115f, 0x1160},   {0x180e, 0x180e},   {0x3164, 0x3164},
		{0xffa0, 0xffa0},   {0x200b, 0x200b},   {0x200e, 0x200f},
		{0x202a, 0x202e},   {0x2060, 0x206f},   {0xfeff, 0xfeff},
		{0xfff9, 0xfffc},   {0xe0000, 0xe00ff}, {0xe01f0, 0x10ffff},
		{0x17b4, 0x17b5},   {0xe000, 0xf8ff},   {0xfdd0, 0xfdef},
		{0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
	};

	return is_in(code, unwanted, ARRAY_LEN(unwanted)) ||
	       (code & 0xfffe) == 0xfffe; /* no characters */
}

/* Letters and marks of Arabic, Indic and other scripts that join. */
static bool is_joining(uint32_t code)
{
	static const struct range scripts[] = {
		{0x0600, 0x0dff}, {0x0f00, 0x109f}, {0x1780, 0x18af},
		{0xa840, 0xa87f}, {0xfb50, 0xfdff}, {0xfe70, 0xfefc},
	};

	return is_in(code, scripts, ARRAY_LEN(scripts)) &&
	       (uc_is_general_category(code, UC_CATEGORY_L) || is_mark(code));
}

static bool is_emoji(uint32_t code)
{
	static const struct range emoji[] = {
		{0x2190, 0x21ff}, {0x2300, 0x23ff},   {0x2600, 0x27bf},
		{0x2b00, 0x2bff}, {0x1f000, 0x1faff}, {0xfe0f, 0xfe0f},
	};

	return is_in(code, emoji, ARRAY_LEN(emoji));
}

/* Line ends as LF; whatever is_unwanted() out. */
static void drop_unwanted(struct codes *codes)
{
	size_t n = 0;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];

		if (c == '\r' && i + 1 < codes->len &&
		    codes->ptr[i + 1] == '\n')
			continue;
		if (c == '\r' || c == 0x2028 || c == 0x2029)
			c = '\n';
		if (c == BRAILLE_BLANK)
			c = ' ';
		if (!is_unwanted(c))
			codes->ptr[n++] = c;
	}
	codes->len = n;
}

/* A joiner stays between two letters that join; ZWJ also within emoji. */
static bool is_fit_joiner(uint32_t joiner, uint32_t before, uint32_t after)
{
	if (is_joining(before) && is_joining(after))
		return true;
	return joiner == ZWJ && is_emoji(before) && is_emoji(after) &&
	       !is_mark(after);
}

static void drop_selectors(struct codes *codes)
{
	size_t n = 0;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];
		uint32_t after = i + 1 < codes->len ? codes->ptr[i + 1] : 0;

		if (!is_selector(c) ||
		    (n > 0 && is_fit_selector(codes->ptr[n - 1], c, after)))
			codes->ptr[n++] = c;
	}
	codes->len = n;
}

static void drop_joiners(struct codes *codes)
{
	size_t n = 0;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];

		if (is_joiner(c) &&
		    (n == 0 || i + 1 == codes->len ||
		     !is_fit_joiner(c, codes->ptr[n - 1], codes->ptr[i + 1])))
			continue;
		codes->ptr[n++] = c;
	}
	codes->len = n;
}

/* No more than MARKS_MAX marks on one base, joiners between them or not. */
static void drop_marks(struct codes *codes)
{
	size_t marks = 0, n = 0;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];
		bool before_mark =
			i + 1 < codes->len && is_mark(codes->ptr[i + 1]);

		if (is_mark(c))
			marks++;
		else if (!is_joiner(c))
			marks = 0;
		if ((is_mark(c) && marks > MARKS_MAX) ||
		    (is_selector(c) && n > 0 && is_selector(codes->ptr[n - 1])))
			continue;
		if (is_joiner(c) && before_mark && marks >= MARKS_MAX)
			continue;
		codes->ptr[n++] = c;
	}
	codes->len = n;
}

/* Below U+0300 everything is NFC as it stands. */
static bool is_plain(const struct codes *codes)
{
	for (size_t i = 0; i < codes->len; i++)
		if (codes->ptr[i] >= 0x300)
			return false;
	return true;
}

static void normalize(struct arena *arena, struct codes *codes)
{
	size_t room = codes->len * NFC_GROWTH + 64;
	uint32_t *to;

	if (is_plain(codes))
		return;
	to = arena_array(arena, uint32_t, room);
	codes->ptr =
		u32_normalize(UNINORM_NFC, codes->ptr, codes->len, to, &room);
	assert(codes->ptr == to); /* it fits: nothing was allocated */
	codes->len = room;
}

/* Lines of blanks are emptied; of more than EMPTY_MAX in a row the rest goes. */
static void drop_lines(struct codes *codes)
{
	size_t n = 0, line = 0, empty = 0;
	bool is_blank = true;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];

		if (c != '\n') {
			is_blank = is_blank && (c == ' ' || c == '\t');
			codes->ptr[n++] = c;
			continue;
		}
		n = is_blank ? line : n;
		empty = is_blank ? empty + 1 : 0;
		if (empty <= EMPTY_MAX)
			codes->ptr[n++] = c;
		line = n;
		is_blank = true;
	}
	codes->len = n;
}

/* Is there no mark, no joiner and nothing that NFC changes?  That is so in most
 * letters: of Latin, of Cyrillic, with dashes and quotation marks. */
static bool is_simple(const struct codes *codes)
{
	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];

		if (c >= 0x300 && (c < 0x400 || c > 0x482) &&
		    (c < 0x2010 || c > 0x2027))
			return false;
	}
	return true;
}

static struct codes clean(struct arena *arena, struct str text)
{
	struct codes codes = read_codes(arena, text);

	drop_unwanted(&codes);
	if (is_simple(&codes))
		return codes;
	drop_selectors(&codes);
	drop_joiners(&codes);
	drop_marks(&codes);
	normalize(arena, &codes);
	drop_marks(&codes);
	return codes;
}

struct str utf8_clean(struct arena *arena, struct str text)
{
	struct codes codes = clean(arena, text);

	drop_lines(&codes);
	return write_codes(arena, codes);
}

/* Runs of spaces, tabs and line ends as one space, none at the ends. */
static void one_line(struct codes *codes)
{
	size_t n = 0;

	for (size_t i = 0; i < codes->len; i++) {
		uint32_t c = codes->ptr[i];

		if (c == '\n' || c == '\t')
			c = ' ';
		if (c == ' ' && (n == 0 || codes->ptr[n - 1] == ' '))
			continue;
		codes->ptr[n++] = c;
	}
	if (n > 0 && codes->ptr[n - 1] == ' ')
		n--;
	codes->len = n;
}

/* Keep `max` code points, the last of them "…", and no torn character. */
static void cut(struct codes *codes, size_t max)
{
	size_t n = max > 0 ? max - 1 : 0;

	while (n > 0 && (is_mark(codes->ptr[n]) || is_joiner(codes->ptr[n]) ||
	                 is_joiner(codes->ptr[n - 1])))
		n--;
	if (n > 0 && codes->ptr[n - 1] == ' ')
		n--;
	if (max > 0)
		codes->ptr[n++] = ELLIPSIS;
	codes->len = n;
}

struct str utf8_clean_line(struct arena *arena, struct str text, size_t max)
{
	struct codes codes = clean(arena, text);

	one_line(&codes);
	if (codes.len > max)
		cut(&codes, max);
	return write_codes(arena, codes);
}

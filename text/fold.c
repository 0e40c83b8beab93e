#include "text/fold.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/attr.h"
#include "text/utf8.h"

enum {
	TAG_MAX = 300, /* bytes; what is longer is no tag */
	GROWTH = 4,    /* bytes that one byte may become: U+33AF has 6 of 3 */
	DEPTH_MAX = 4, /* of decompositions in each other */
};

/* Letters that look like Latin ones, and signs that stand for ASCII. */
static const struct {
	uint32_t code;
	const char *looks;
} look_alikes[] = {
	/* clang-format off */
	{0x00d0, "d"}, {0x00d8, "o"}, {0x00df, "ss"}, {0x00e6, "ae"},
	{0x00f0, "d"}, {0x00f8, "o"}, {0x0110, "d"}, {0x0111, "d"},
	{0x0131, "i"}, {0x0141, "l"}, {0x0142, "l"}, {0x0152, "oe"},
	{0x0153, "oe"}, {0x0251, "a"}, {0x0261, "g"}, {0x0269, "i"},
	{0x026a, "i"}, {0x028f, "y"},
	{0x0391, "a"}, {0x0392, "b"}, {0x0395, "e"}, {0x0396, "z"},
	{0x0397, "h"}, {0x0399, "i"}, {0x039a, "k"}, {0x039c, "m"},
	{0x039d, "n"}, {0x039f, "o"}, {0x03a1, "p"}, {0x03a4, "t"},
	{0x03a5, "y"}, {0x03a7, "x"},
	{0x03b1, "a"}, {0x03b2, "b"}, {0x03b3, "y"}, {0x03b5, "e"},
	{0x03b7, "n"}, {0x03b9, "i"}, {0x03ba, "k"}, {0x03bd, "v"},
	{0x03bf, "o"}, {0x03c1, "p"}, {0x03c4, "t"}, {0x03c5, "u"},
	{0x03c7, "x"}, {0x03c9, "w"}, {0x03f2, "c"}, {0x03f3, "j"},
	{0x0405, "s"}, {0x0406, "i"}, {0x0408, "j"},
	{0x0410, "a"}, {0x0412, "b"}, {0x0415, "e"}, {0x041a, "k"},
	{0x041c, "m"}, {0x041d, "h"}, {0x041e, "o"}, {0x0420, "p"},
	{0x0421, "c"}, {0x0422, "t"}, {0x0423, "y"}, {0x0425, "x"},
	{0x0430, "a"}, {0x0432, "b"}, {0x0435, "e"}, {0x043a, "k"},
	{0x043c, "m"}, {0x043d, "h"}, {0x043e, "o"}, {0x0440, "p"},
	{0x0441, "c"}, {0x0442, "t"}, {0x0443, "y"}, {0x0445, "x"},
	{0x0455, "s"}, {0x0456, "i"}, {0x0458, "j"}, {0x04bb, "h"},
	{0x04cf, "l"}, {0x0501, "d"}, {0x051b, "q"}, {0x051d, "w"},
	{0x0578, "n"}, {0x057d, "u"}, {0x0585, "o"},
	{0x2010, "-"}, {0x2011, "-"}, {0x2012, "-"}, {0x2013, "-"},
	{0x2014, " - "}, {0x2015, " - "},
	{0x2018, "'"}, {0x2019, "'"}, {0x201b, "'"}, {0x201c, "\""},
	{0x201d, "\""}, {0x2032, "'"}, {0x2212, "-"},
	/* clang-format on */
};

static const struct {
	const char *name;
	uint32_t code;
} entities[] = {
	{"amp", '&'},       {"lt", '<'},       {"gt", '>'},
	{"quot", '"'},      {"apos", '\''},    {"nbsp", ' '},
	{"rsquo", 0x2019},  {"lsquo", 0x2018}, {"rdquo", 0x201d},
	{"ldquo", 0x201c},  {"ndash", 0x2013}, {"mdash", 0x2014},
	{"hellip", 0x2026}, {"euro", 0x20ac},  {"eacute", 0xe9},
	{"egrave", 0xe8},   {"agrave", 0xe0},  {"ccedil", 0xe7},
	{"auml", 0xe4},     {"ouml", 0xf6},    {"uuml", 0xfc},
	{"szlig", 0xdf},    {"oslash", 0xf8},  {"aring", 0xe5},
	{"ntilde", 0xf1},   {"ocirc", 0xf4},   {"ecirc", 0xea},
};

static bool is_invisible(uint32_t code)
{
	return (code >= 0x200b && code <= 0x200f) ||
	       (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2060 && code <= 0x2064) ||
	       (code >= 0x2066 && code <= 0x206f) || code == 0xfeff ||
	       code == 0x00ad || code == 0x034f || code == 0x180e ||
	       code == 0x3164 || (code >= 0xfe00 && code <= 0xfe0f) ||
	       (code >= 0xe0000 && code <= 0xe007f);
}

static const char *find_look_alike(uint32_t code)
{
	size_t low = 0, high = ARRAY_LEN(look_alikes);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (look_alikes[middle].code == code)
			return look_alikes[middle].looks;
		if (look_alikes[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A number of digits in `base` and its ";"; 0: it is none. */
static uint32_t read_number(struct str text, uint32_t base, size_t *len)
{
	uint32_t code = 0;

	for (size_t i = 0; i < text.len && i < 8; i++) {
		char c = char_lower(text.ptr[i]);
		uint32_t digit = 16;

		if (c == ';' && i > 0 && code <= 0x10ffff) {
			*len = i + 1;
			return code;
		}
		if (char_is_digit(c))
			digit = (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (uint32_t)(c - 'a') + 10;
		if (digit >= base)
			return 0;
		code = code * base + digit;
	}
	return 0;
}

uint32_t fold_entity(struct str text, size_t *len)
{
	struct str rest = str_from(text, 1);
	uint32_t code;

	if (!str_starts(text, "&"))
		return 0;
	if (str_starts(rest, "#")) {
		bool is_hex = str_starts_nocase(rest, "#x");
		size_t before = is_hex ? 3 : 2, n = 0;

		code = read_number(str_from(text, before), is_hex ? 16 : 10,
		                   &n);
		if (code)
			*len = before + n;
		return code;
	}
	for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
		size_t n = str_of(entities[i].name).len;

		if (str_starts(rest, entities[i].name) && rest.len > n &&
		    rest.ptr[n] == ';') {
			*len = n + 2;
			return entities[i].code;
		}
	}
	return 0;
}

/* The bytes of a tag at the start of `text`; 0: there is none. */
static size_t tag_length(struct str text)
{
	for (size_t i = 1; i < text.len && i <= TAG_MAX + 1; i++) {
		if (text.ptr[i] == '<')
			return 0;
		if (text.ptr[i] == '>')
			return i > 1 ? i + 1 : 0;
	}
	return 0;
}

struct folder {
	char *out;
	uint32_t *origin;
	size_t n, max;
	uint32_t at; /* of what is being folded */
};

static void put(struct folder *f, char c)
{
	if (c == FOLD_OTHER && f->n > 0 && f->out[f->n - 1] == FOLD_OTHER)
		return;
	if (f->n == f->max)
		return;
	f->out[f->n] = c;
	f->origin[f->n++] = f->at;
}

static void put_code(struct folder *f, uint32_t code, int depth)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	const char *looks;
	int tag, n;

	if (code < 0x80) {
		put(f, code < 0x20 ? ' ' : char_lower((char)code));
		return;
	}
	looks = find_look_alike(code);
	for (; looks && *looks; looks++)
		put(f, *looks);
	if (looks || is_invisible(code) || uc_combining_class(code) != 0)
		return;
	n = depth < DEPTH_MAX ? uc_decomposition(code, &tag, parts) : -1;
	for (int i = 0; i < n; i++)
		put_code(f, parts[i], depth + 1);
	if (n < 0 && code == 0x20ac)
		put(f, FOLD_EURO);
	else if (n < 0)
		put(f, uc_is_alpha(code) ? FOLD_OTHER : ' ');
}

struct folded fold_text(struct arena *arena, struct str text)
{
	struct folder f = {.max = GROWTH * text.len};
	struct str rest = text;

	f.out = arena_alloc(arena, f.max + 1);
	f.origin = arena_array(arena, uint32_t, f.max + 1);
	while (rest.len > 0) {
		size_t skipped = 0;
		uint32_t code = 0;

		f.at = (uint32_t)(text.len - rest.len);
		if (*rest.ptr == '<')
			skipped = tag_length(rest);
		if (skipped > 0)
			code = ' ';
		else if (*rest.ptr == '&')
			code = fold_entity(rest, &skipped);
		if (skipped > 0)
			rest = str_from(rest, skipped);
		else
			utf8_next(&rest, &code);
		put_code(&f, code, 0);
	}
	f.origin[f.n] = (uint32_t)text.len;
	return (struct folded){{f.out, f.n}, f.origin};
}

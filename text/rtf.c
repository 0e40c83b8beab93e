#include "text/rtf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/charset.h"
#include "text/utf8.h"

#define HEAD_LEN 16 /* bytes before the packed ones */
#define WINDOW   4096
#define GROUPS_MAX                                                             \
	100 /* in each other; what is deeper keeps its parent's state */
#define WORD_MAX 32

/* What the window holds at first. */
static const char dictionary[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman "
	"\\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes "
	"New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static unsigned byte_at(struct str bytes, size_t i)
{
	return (unsigned char)bytes.ptr[i];
}

struct str rtf_inflate(struct arena *arena, struct str packed)
{
	struct buf out = BUF_INIT(RTF_MAX);
	char window[WINDOW] = {0};
	size_t write = sizeof(dictionary) - 1, at = HEAD_LEN;
	unsigned flags = 0;

	if (packed.len < HEAD_LEN)
		return str_of("");
	if (str_eq(str_slice(packed, 8, 12), str_of("MELA")))
		return str_slice(str_from(packed, HEAD_LEN), 0, RTF_MAX);
	if (!str_eq(str_slice(packed, 8, 12), str_of("LZFu")))
		return str_of("");
	memcpy(window, dictionary, sizeof(dictionary) - 1);
	for (unsigned n = 0; buf_ok(&out); n++) {
		if (n % 8 == 0) {
			if (at >= packed.len)
				break;
			flags = byte_at(packed, at++);
		}
		if (flags >> n % 8 & 1) {
			size_t from, len;

			if (at + 1 >= packed.len)
				break;
			from = byte_at(packed, at) << 4 |
			       byte_at(packed, at + 1) >> 4;
			len = (byte_at(packed, at + 1) & 15) + 2;
			at += 2;
			if (from == write)
				break; /* the end */
			while (len-- > 0) {
				char c = window[from];

				from = (from + 1) % WINDOW;
				window[write] = c;
				write = (write + 1) % WINDOW;
				buf_addc(&out, c);
			}
		} else {
			if (at >= packed.len)
				break;
			window[write] = packed.ptr[at];
			write = (write + 1) % WINDOW;
			buf_addc(&out, packed.ptr[at++]);
		}
	}
	return buf_take(&out, arena);
}

/* What holds inside of a group and ends with it. */
struct group {
	bool is_hidden;
	int n_fallback; /* characters behind \u for who cannot read it */
};

struct rtf {
	struct arena *arena;
	struct buf out;
	struct buf bytes; /* of the code page, not converted yet */
	struct str rest;
	struct group group, outer[GROUPS_MAX];
	size_t depth;
	int skip; /* characters of a fallback still to come */
	char charset[16];
	uint32_t high; /* the first half of a pair of UTF-16 */
};

/* Write what came in the document's code page. */
static void flush(struct rtf *r)
{
	if (r->bytes.len > 0)
		buf_add(&r->out, charset_to_utf8(r->arena, str_of(r->charset),
		                                 buf_str(&r->bytes)));
	buf_cut(&r->bytes, 0);
}

static void add_byte(struct rtf *r, char c)
{
	if (r->skip > 0)
		r->skip--;
	else if (!r->group.is_hidden)
		buf_addc(&r->bytes, c);
}

static void add_text(struct rtf *r, const char *text)
{
	if (r->group.is_hidden)
		return;
	flush(r);
	buf_adds(&r->out, text);
}

static void add_code(struct rtf *r, long number)
{
	uint32_t code = (uint32_t)number & 0xffff;
	char bytes[5] = {0};

	r->skip = r->group.n_fallback;
	if (code >= 0xd800 && code < 0xdc00) {
		r->high = code;
		return;
	}
	if (code >= 0xdc00 && code < 0xe000) {
		if (r->high == 0)
			return;
		code = 0x10000 + ((r->high - 0xd800) << 10) + (code - 0xdc00);
	}
	r->high = 0;
	if (code >= ' ') {
		bytes[utf8_put(code, bytes)] = '\0';
		add_text(r, bytes);
	}
}

/* Words that stand for text. */
static const struct {
	const char *word, *text;
} signs[] = {
	{"par", "\n"},
	{"line", "\n"},
	{"row", "\n"},
	{"sect", "\n"},
	{"page", "\n"},
	{"tab", "\t"},
	{"cell", "\t"},
	{"emdash", "\xe2\x80\x94"},
	{"endash", "\xe2\x80\x93"},
	{"bullet", "\xe2\x80\xa2"},
	{"lquote", "\xe2\x80\x98"},
	{"rquote", "\xe2\x80\x99"},
	{"ldblquote", "\xe2\x80\x9c"},
	{"rdblquote", "\xe2\x80\x9d"},
};

/* Words whose group is no text. */
static const char *const hidden[] = {
	"fonttbl",   "colortbl",  "stylesheet", "info",    "pict",
	"object",    "header",    "footer",     "headerl", "headerr",
	"headerf",   "footerl",   "footerr",    "footerf", "footnote",
	"listtable", "generator", "themedata",  "xe",      "tc",
};

static void act_on_word(struct rtf *r, struct str word, bool has_number,
                        long number)
{
	if (str_is(word, "u") && has_number) {
		add_code(r, number);
		return;
	}
	r->skip = 0;
	if (str_is(word, "uc") && has_number)
		r->group.n_fallback =
			number < 0 || number > 8 ? 1 : (int)number;
	else if (str_is(word, "ansicpg") && has_number && number > 0 &&
	         number <= 65535)
		snprintf(r->charset, sizeof(r->charset), "cp%ld", number);
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_is(word, signs[i].word))
			add_text(r, signs[i].text);
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (str_is(word, hidden[i]))
			r->group.is_hidden = true;
}

/* "\word-12 ": a word of letters, perhaps a number, perhaps a blank. */
static void read_word(struct rtf *r)
{
	struct str word, digits;
	size_t n = 0, from;
	int64_t number = 0;
	bool has_number;

	while (n < r->rest.len && n < WORD_MAX && char_is_alpha(r->rest.ptr[n]))
		n++;
	word = str_slice(r->rest, 0, n);
	from = n;
	n += n < r->rest.len && r->rest.ptr[n] == '-';
	while (n < r->rest.len && n - from < 8 && char_is_digit(r->rest.ptr[n]))
		n++;
	digits = str_slice(r->rest, from, n);
	n += n < r->rest.len && r->rest.ptr[n] == ' ';
	r->rest = str_from(r->rest, n);
	has_number = str_number(digits, &number);
	act_on_word(r, word, has_number, (long)number);
}

static int hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What follows a backslash. */
static void read_control(struct rtf *r)
{
	char c = r->rest.len > 0 ? r->rest.ptr[0] : '\0';

	if (char_is_alpha(c)) {
		read_word(r);
		return;
	}
	r->rest = str_from(r->rest, 1);
	if (c == '\'' && r->rest.len >= 2) {
		int high = hex(r->rest.ptr[0]), low = hex(r->rest.ptr[1]);

		if (high >= 0 && low >= 0)
			add_byte(r, (char)(high * 16 + low));
		r->rest = str_from(r->rest, 2);
	} else if (c == '*') {
		r->group.is_hidden = true;
	} else if (c == '~') {
		add_text(r, "\xc2\xa0");
	} else if (c == '_') {
		add_text(r, "-");
	} else if (c == '\n' || c == '\r') {
		add_text(r, "\n");
	} else if (c == '\\' || c == '{' || c == '}') {
		add_byte(r, c);
	}
}

static void open_group(struct rtf *r)
{
	flush(r);
	if (r->depth < GROUPS_MAX)
		r->outer[r->depth] = r->group;
	r->depth++;
	r->skip = 0;
}

static void close_group(struct rtf *r)
{
	flush(r);
	if (r->depth > 0 && --r->depth < GROUPS_MAX)
		r->group = r->outer[r->depth];
	r->skip = 0;
}

struct str rtf_to_text(struct arena *arena, struct str rtf)
{
	struct rtf r = {.arena = arena,
	                .out = BUF_INIT(4 * rtf.len),
	                .bytes = BUF_INIT(rtf.len),
	                .rest = rtf,
	                .group = {false, 1},
	                .charset = "cp1252"};

	while (r.rest.len > 0) {
		char c = r.rest.ptr[0];

		r.rest = str_from(r.rest, 1);
		if (c == '\\')
			read_control(&r);
		else if (c == '{')
			open_group(&r);
		else if (c == '}')
			close_group(&r);
		else if (c != '\r' && c != '\n' && c != '\0')
			add_byte(&r, c);
	}
	flush(&r);
	buf_free(&r.bytes);
	return buf_take(&r.out, arena);
}

#include "digest/typed.h"

#include "base/buf.h"
#include "text/utf8.h"

enum {
	NO_BREAK = 0xa0,
	APOSTROPHE = 0x2019,
};

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == NO_BREAK ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

/* In lower case, for the letters of Latin-1. */
static uint32_t folded(uint32_t c)
{
	if (c < 0x80)
		return (uint32_t)(unsigned char)char_lower((char)c);
	if (c >= 0xc0 && c <= 0xde && c != 0xd7)
		return c + 0x20;
	return c == APOSTROPHE ? '\'' : c;
}

/* Does a word go on with it? */
static bool is_of_word(uint32_t c)
{
	if (c < 0x80)
		return char_is_alnum((char)c) || c == '_';
	return c >= 0xc0 && !(c >= 0x2000 && c <= 0x206f);
}

struct str typed_blanks(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(text.len + 1);
	struct str rest = text;
	uint32_t c;

	while (rest.len > 0) {
		struct str from = rest;

		utf8_next(&rest, &c);
		if (is_blank(c))
			buf_addc(&out, ' ');
		else
			buf_add(&out, str_slice(from, 0, from.len - rest.len));
	}
	return buf_take(&out, arena);
}

/* Take what a phrase's hyphen may be: a dash, blanks, or nothing. */
static void skip_hyphen(struct str *text)
{
	struct str next = *text;
	uint32_t c;

	while (utf8_next(&next, &c) && (is_dash(c) || is_blank(c)))
		*text = next;
}

static bool ends_here(struct str text, bool is_glued)
{
	uint32_t c;

	if (!utf8_next(&text, &c))
		return true;
	return !is_of_word(c) ||
	       (is_glued && c < 0x80 && char_is_digit((char)c));
}

size_t typed_length(struct str text, const char *phrase, bool is_glued)
{
	struct str rest = text, wanted = str_of(phrase);
	uint32_t a, b;

	while (utf8_next(&wanted, &a)) {
		if (a == '-' || a == ' ') {
			skip_hyphen(&rest);
			continue;
		}
		if (!utf8_next(&rest, &b) || folded(b) != a)
			return 0;
	}
	return ends_here(rest, is_glued) ? text.len - rest.len : 0;
}

size_t typed_take(struct str *rest, const char *const *phrases)
{
	size_t best = 0, found = STR_NONE;

	for (size_t i = 0; phrases[i]; i++) {
		size_t n = typed_length(*rest, phrases[i], false);

		if (n > best) {
			best = n;
			found = i;
		}
	}
	*rest = str_from(*rest, best);
	return found;
}

bool typed_mark(struct str *rest, const char *const *marks)
{
	for (; *marks; marks++) {
		if (!str_starts(*rest, *marks))
			continue;
		*rest = str_from(*rest, str_of(*marks).len);
		return true;
	}
	return false;
}

struct str typed_skeleton(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(2 * text.len + 2);
	bool is_open = false;

	buf_addc(&out, ' ');
	for (size_t i = 0; i < text.len; i++) {
		if (char_is_alnum(text.ptr[i])) {
			buf_addc(&out, char_lower(text.ptr[i]));
			is_open = true;
		} else if (is_open) {
			buf_addc(&out, ' ');
			is_open = false;
		}
	}
	if (is_open)
		buf_addc(&out, ' ');
	return buf_take(&out, arena);
}

#include "text/glob.h"

/* The bytes of the character at `i`; a broken one is a byte. */
static size_t step(struct str text, size_t i)
{
	size_t n = 1;

	while (i + n < text.len &&
	       ((unsigned char)text.ptr[i + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Does `text` go on with `piece`, which has no star, at `from`?  `*end`: where
 * it ends then. */
static bool fits(struct str piece, struct str text, size_t from, size_t *end)
{
	size_t at = from;

	for (size_t i = 0; i < piece.len; i++) {
		if (at >= text.len)
			return false;
		if (piece.ptr[i] == '?')
			at += step(text, at);
		else if (char_lower(piece.ptr[i]) != char_lower(text.ptr[at++]))
			return false;
	}
	*end = at;
	return true;
}

/* Where `piece` stands first at or behind `*from`, which becomes its end. */
static bool find(struct str piece, struct str text, size_t *from)
{
	for (size_t at = *from; at <= text.len; at++)
		if (fits(piece, text, at, from))
			return true;
	return false;
}

/* The last piece: it ends where the text does. */
static bool ends(struct str piece, struct str text, size_t from)
{
	size_t end;

	for (size_t at = from; at <= text.len; at++)
		if (text.len - at <= 4 * piece.len &&
		    fits(piece, text, at, &end) && end == text.len)
			return true;
	return false;
}

bool glob_match(struct str pattern, struct str text)
{
	size_t star = str_find_char(pattern, '*'), at = 0;
	struct str piece = str_slice(pattern, 0, star);

	if (!fits(piece, text, 0, &at))
		return false;
	if (star == STR_NONE)
		return at == text.len;
	for (;;) {
		pattern = str_from(pattern, star + 1);
		star = str_find_char(pattern, '*');
		piece = str_slice(pattern, 0, star);
		if (star == STR_NONE)
			return ends(piece, text, at);
		if (!find(piece, text, &at))
			return false;
	}
}

bool glob_is_pattern(struct str text)
{
	return str_find_char(text, '*') != STR_NONE ||
	       str_find_char(text, '?') != STR_NONE;
}

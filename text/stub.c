#include "text/stub.h"

#include <string.h>

#define STUB_MAX 600         /* bytes */
#define LOOK_MAX (16 * 1024) /* bytes of the letter that are looked at */
#define WORD_MIN 4           /* bytes of a word that counts */
#define SHARE    3 /* one word in so many may be in the letter as well */

/* Bytes of the sign at the start of `text`, and whether words have such. */
static size_t sign(struct str text, bool *is_letter)
{
	unsigned char c = (unsigned char)text.ptr[0];

	if (c == 0xc2 || c == 0xe2) { /* no-break space, dashes, quotes */
		*is_letter = false;
		return c == 0xc2 ? 2 : 3;
	}
	*is_letter = c >= 0x80 || char_is_alnum((char)c);
	return 1;
}

/* Take the next run of letters off the front of `rest`; empty: none. */
static struct str next_word(struct str *rest)
{
	struct str word = {rest->ptr, 0};
	bool is_letter = false;

	while (rest->len > 0) {
		size_t n = sign(*rest, &is_letter);

		if (!is_letter && word.len > 0)
			break;
		word.len += is_letter;
		*rest = str_from(*rest, n);
		if (word.len == 0)
			word.ptr = rest->ptr;
	}
	return word;
}

static bool has_words(struct str text)
{
	return next_word(&text).len > 0;
}

bool stub_is(struct str text, struct str html_text)
{
	size_t n = 0, n_same = 0;
	struct str letter = str_slice(html_text, 0, LOOK_MAX);
	struct str rest = text, word;

	if (!has_words(html_text))
		return false;
	if (!has_words(text))
		return true;
	if (text.len > STUB_MAX || text.len >= html_text.len)
		return false;
	while ((word = next_word(&rest)).len > 0) {
		char needle[STUB_MAX + 1];

		if (word.len < WORD_MIN)
			continue;
		memcpy(needle, word.ptr, word.len);
		needle[word.len] = '\0';
		n++;
		n_same += str_find_nocase(letter, needle) != STR_NONE;
	}
	return n > 1 && n_same * SHARE < n;
}

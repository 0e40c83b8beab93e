#include "text/phrase_private.h"

const char *phrase_start(struct str text, const char *const *phrases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts_nocase(text, phrases[i]))
			return phrases[i];
	return NULL;
}

bool phrase_ends(struct str text, const char *const *phrases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends_nocase(text, phrases[i]))
			return true;
	return false;
}

struct str phrase_bare(struct str text)
{
	while (text.len > 0 &&
	       str_find_char(str_of("<(*_[- "), text.ptr[0]) != STR_NONE)
		text = str_from(text, 1);
	while (text.len > 0 &&
	       str_find_char(str_of(")*_ "), text.ptr[text.len - 1]) !=
	               STR_NONE)
		text.len--;
	return text;
}

size_t phrase_words(struct str text)
{
	struct str word;
	size_t n = 0;

	while (str_next_word(&text, &word))
		n++;
	return n;
}

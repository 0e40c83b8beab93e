#include "text/wordhash.h"

#define FNV_PRIME UINT64_C(0x100000001b3)

/* What the bytes at the start of a text are. */
enum sign {
	SIGN_WORD,
	SIGN_GAP,   /* parts words */
	SIGN_STOP,  /* parts words, ends a sentence */
	SIGN_NONE,  /* within a word, and no part of it */
	SIGN_WHOLE, /* a word of its own */
};

uint64_t wordhash_mix(uint64_t hash, uint64_t next)
{
	for (int i = 0; i < 8; i++)
		hash = (hash ^ (next >> (8 * i) & 0xff)) * FNV_PRIME;
	return hash;
}

/* General punctuation: U+2000..U+206F, after its lead byte 0xe2. */
static enum sign general(unsigned char second, unsigned char third)
{
	if (second == 0x80 && (third == 0x98 || third == 0x99))
		return SIGN_NONE; /* an apostrophe */
	if (second == 0x80 && third >= 0x8b && third <= 0x8f)
		return SIGN_NONE;
	if (second == 0x80 && third == 0xa6)
		return SIGN_STOP;
	return second == 0x81 && third >= 0xa0 && third <= 0xaf ? SIGN_NONE
	                                                        : SIGN_GAP;
}

static enum sign three_bytes(const unsigned char *p)
{
	if (p[0] == 0xe2) /* punctuation, arrows, signs, boxes */
		return p[1] <= 0x81   ? general(p[1], p[2])
		       : p[1] <= 0xaf ? SIGN_GAP
		                      : SIGN_WORD;
	if (p[0] == 0xe3 && p[1] == 0x80)
		return p[2] == 0x82 ? SIGN_STOP : SIGN_GAP;
	if (p[0] >= 0xe3 && p[0] <= 0xe9)
		return SIGN_WHOLE;
	if (p[0] == 0xef &&
	    ((p[1] == 0xbb && p[2] == 0xbf) || (p[1] == 0xb8 && p[2] <= 0x8f)))
		return SIGN_NONE; /* a mark of order, of how to draw */
	if (p[0] == 0xef && (p[1] == 0xbc || p[1] == 0xbd))
		return SIGN_GAP;
	return SIGN_WORD;
}

static enum sign one_byte(char c)
{
	if (char_is_alnum(c))
		return SIGN_WORD;
	if (c == '\'')
		return SIGN_NONE;
	return c == '.' || c == '!' || c == '?' || c == ':' ? SIGN_STOP
	                                                    : SIGN_GAP;
}

/* What comes first in `text`, and how many bytes it has. */
static enum sign classify(struct str text, size_t *n)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	*n = p[0] < 0xc0 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (*n > text.len)
		*n = 1;
	switch (*n) {
	case 1:
		return p[0] < 0x80 ? one_byte(text.ptr[0]) : SIGN_WORD;
	case 2:
		if (p[0] == 0xc2)
			return p[1] == 0xad ? SIGN_NONE : SIGN_GAP;
		return SIGN_WORD;
	case 3:
		return three_bytes(p);
	default:
		return SIGN_GAP; /* emoji, mostly: programs show images */
	}
}

static bool parts_chunk(char c)
{
	return char_is_space(c) || c == '<' || c == '>' || c == '(' ||
	       c == ')' || c == '[' || c == ']' || c == '"';
}

/* Bytes up to the next space or bracket. */
static size_t chunk_length(struct str text)
{
	size_t n = 0;

	while (n < text.len && !parts_chunk(text.ptr[n]))
		n++;
	return n;
}

static bool is_link(struct str chunk)
{
	return str_find(chunk, "://") != STR_NONE ||
	       str_find_char(chunk, '@') != STR_NONE ||
	       str_starts_nocase(chunk, "www.") ||
	       str_starts_nocase(chunk, "mailto:");
}

static void pass(struct wordhash *words, size_t n)
{
	words->rest = str_from(words->rest, n);
	words->chunk -= n < words->chunk ? n : words->chunk;
}

/* Pass what is no word; whether a sentence ended there. */
static bool pass_gap(struct wordhash *words)
{
	bool is_end = false;
	size_t n;

	while (words->rest.len > 0) {
		enum sign sign = classify(words->rest, &n);

		if (words->chunk == 0) {
			n = chunk_length(words->rest);
			words->chunk = n;
			if (is_link(str_slice(words->rest, 0, n))) {
				pass(words, n);
				continue;
			}
			n = n > 0 ? 0 : 1; /* look again, or pass a bracket */
		} else if (sign == SIGN_WORD || sign == SIGN_WHOLE) {
			break;
		} else {
			is_end |= sign == SIGN_STOP;
		}
		pass(words, n);
	}
	return is_end;
}

bool wordhash_next(struct wordhash *words, uint64_t *hash, bool *is_end)
{
	size_t n, length = 0;
	bool ended = pass_gap(words);

	if (words->rest.len == 0)
		return false;
	*hash = WORDS_SEED;
	*is_end = ended;
	while (words->chunk > 0) {
		enum sign sign = classify(words->rest, &n);

		if (sign == SIGN_GAP || sign == SIGN_STOP ||
		    (sign == SIGN_WHOLE && length > 0))
			break;
		for (size_t i = 0; i < n && sign != SIGN_NONE; i++) {
			char c = char_lower(words->rest.ptr[i]);

			*hash = (*hash ^ (unsigned char)c) * FNV_PRIME;
		}
		length += n;
		pass(words, n);
		if (sign == SIGN_WHOLE)
			break;
	}
	return true;
}

void wordlist_of(struct arena *arena, struct str text, struct wordlist *list)
{
	struct wordhash words = {text, 0};
	uint64_t hash;
	bool is_end;

	*list = (struct wordlist){NULL, 0};
	while (wordhash_next(&words, &hash, &is_end)) {
		list->hash =
			arena_grow(arena, list->hash, list->n, sizeof(hash));
		list->hash[list->n++] = hash;
	}
}

bool wordlist_holds(const struct wordlist *list, const struct wordlist *inner)
{
	size_t k = 0;

	for (size_t i = 0; i + inner->n <= list->n && k < inner->n; i++)
		for (k = 0;
		     k < inner->n && list->hash[i + k] == inner->hash[k];)
			k++;
	return k == inner->n;
}

#include "text/whole.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/buf.h"
#include "text/utf8.h"

enum {
	TEXT_MAX = 1 << 20, /* bytes of folded text */
};

/* In NFKD, folded, in `arena`. */
static struct str fold(struct arena *arena, struct str text)
{
	size_t len = 0;
	uint8_t *folded;
	struct str out;

	if (text.len == 0)
		return str_of("");
	folded = u8_casefold((const uint8_t *)text.ptr, text.len, NULL,
	                     UNINORM_NFKD, NULL, &len);
	if (!folded)
		return text;
	out = arena_str(arena, (struct str){(const char *)folded, len});
	free(folded);
	return out;
}

/* A word by itself: CJK, kana, Thai and its neighbours, which write without
 * spaces. */
static bool is_alone(uint32_t code)
{
	return (code >= 0x0e00 && code <= 0x0eff) ||
	       (code >= 0x1000 && code <= 0x109f) ||
	       (code >= 0x1780 && code <= 0x17ff) ||
	       (code >= 0x2e80 && code <= 0x9fff && code != 0x3000) ||
	       (code >= 0x20000 && code <= 0x3ffff);
}

static bool is_letter(uint32_t code)
{
	return uc_is_property_alphabetic(code) ||
	       uc_is_general_category(code, UC_DECIMAL_DIGIT_NUMBER);
}

struct splitter {
	struct arena *arena;
	struct whole phrase;
	struct buf word;
};

static void end_word(struct splitter *s)
{
	if (s->word.len == 0)
		return;
	s->phrase.words = arena_grow(s->arena, s->phrase.words, s->phrase.n,
	                             sizeof(*s->phrase.words));
	s->phrase.words[s->phrase.n++] = buf_take(&s->word, s->arena);
}

struct whole whole_split(struct arena *arena, struct str text)
{
	struct splitter s = {.arena = arena, .word = BUF_INIT(TEXT_MAX)};
	struct str rest = fold(arena, text);
	uint32_t code;

	while (utf8_next(&rest, &code)) {
		char bytes[4];

		if (uc_is_general_category(code, UC_MARK))
			continue;
		if (!is_letter(code) || is_alone(code))
			end_word(&s);
		if (!is_letter(code))
			continue;
		buf_add(&s.word, (struct str){bytes, utf8_put(code, bytes)});
		if (is_alone(code))
			end_word(&s);
	}
	end_word(&s);
	buf_free(&s.word);
	return s.phrase;
}

bool whole_in(const struct whole *text, const struct whole *phrase)
{
	if (phrase->n == 0)
		return false;
	for (size_t i = 0; i + phrase->n <= text->n; i++) {
		size_t k = 0;

		while (k < phrase->n &&
		       str_eq(text->words[i + k], phrase->words[k]))
			k++;
		if (k == phrase->n)
			return true;
	}
	return false;
}

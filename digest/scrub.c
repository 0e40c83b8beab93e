#include "digest/scrub.h"

#include "base/buf.h"
#include "mailer/address.h"
#include "mailer/token.h"
#include "text/utf8.h"

enum {
	TEXT_MAX = 1024 * 1024, /* bytes */
	NAME_MAX_LEN = 60,      /* characters */
	TOKEN_MIN = 23,         /* characters of the shortest */
};

/* Bytes that an address or a token is made of. */
static bool is_word(char c)
{
	return char_is_alnum(c) || c == '@' || c == '.' || c == '+' ||
	       c == '-' || c == '_' || c == '=' || c == '%';
}

static bool is_address(struct str word)
{
	size_t at = str_find_char(word, '@');

	if (at == STR_NONE || at == 0)
		return false;
	while (word.len > 0 && (str_ends(word, ".") || str_ends(word, "-")))
		word.len--;
	return str_find_char(str_from(word, at), '.') != STR_NONE &&
	       address_ok(word);
}

/* Does a run of letters and digits in `word` have the shape of a token? */
static bool holds_token(struct str word)
{
	size_t start = 0;

	for (size_t i = 0; i <= word.len; i++) {
		struct token token;

		if (i < word.len && char_is_alnum(word.ptr[i]))
			continue;
		if (i - start >= TOKEN_MIN && i - start <= TOKEN_MAX &&
		    token_parse(str_slice(word, start, i), &token) == OK)
			return true;
		start = i + 1;
	}
	return false;
}

static void add_word(struct buf *out, struct str word)
{
	if (is_address(word))
		buf_adds(out, "[address removed]");
	else if (word.len >= TOKEN_MIN && holds_token(word))
		buf_adds(out, "[removed]");
	else
		buf_add(out, word);
}

static struct str without_secrets(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	size_t start = 0;

	for (size_t i = 0; i <= text.len; i++) {
		if (i < text.len && is_word(text.ptr[i]))
			continue;
		if (i > start)
			add_word(&out, str_slice(text, start, i));
		if (i < text.len)
			buf_addc(&out, text.ptr[i]);
		start = i + 1;
	}
	return buf_take(&out, arena);
}

struct str scrub_text(struct arena *arena, struct str text)
{
	struct str clean = without_secrets(arena, utf8_clean(arena, text));
	struct str rest = clean;
	uint32_t code;
	size_t n = 0;

	while (n < COMMENT_MAX && utf8_next(&rest, &code))
		n++;
	clean = str_trim(clean);
	if (rest.len == 0)
		return clean;
	return str_of(arena_printf(arena, "%.*s [...]",
	                           (int)(rest.ptr - clean.ptr), clean.ptr));
}

struct str scrub_name(struct arena *arena, struct str name)
{
	struct str clean = utf8_clean_line(arena, name, NAME_MAX_LEN);

	if (str_find_char(clean, '@') != STR_NONE || holds_token(clean))
		clean.len = 0;
	return clean.len > 0 ? clean : str_of("Reader");
}

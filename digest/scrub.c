#include "digest/scrub.h"

#include "base/buf.h"
#include "digest/leak.h"
#include "text/utf8.h"

enum {
	TEXT_MAX = 1024 * 1024,     /* bytes */
	NAME_MAX_LEN = 60,          /* characters */
	NAME_READ = 300,            /* characters looked at */
	LOCAL_MAX = 64,             /* bytes of a quoted part before an '@' */
	LITERAL_MAX = 50,           /* bytes of "[192.0.2.7]" */
	READ_MAX = 2 * COMMENT_MAX, /* code points looked at */
};

/* Of letters and the like, not of punctuation, arrows, emoji, ... */
static bool is_letter(uint32_t code)
{
	return (code >= 0xc0 && code < 0x2000 && code != 0xd7 &&
	        code != 0xf7) ||
	       (code >= 0x2c00 && code < 0xfe00 &&
	        !(code >= 0x3000 && code < 0x3040)) ||
	       (code >= 0xff10 && code < 0xfff0) ||
	       (code >= 0x20000 && code < 0xe0000);
}

static bool is_local(char c)
{
	return char_is_alnum(c) || c == LEAK_MARK ||
	       (c != '\0' &&
	        str_find_char(str_of("!#$%&'*+-=?^_`{|}~."), c) != STR_NONE);
}

/* The code point that ends at `end`, where it starts goes to `start`. */
static uint32_t code_before(struct str text, size_t end, size_t *start)
{
	struct str rest;
	uint32_t code = 0;

	*start = end;
	while (*start > 0) {
		(*start)--;
		if (((unsigned char)text.ptr[*start] & 0xc0) != 0x80)
			break;
	}
	rest = str_slice(text, *start, end);
	return utf8_next(&rest, &code) ? code : 0;
}

/* Where the local part that ends at `at` starts, not before `from`: ASCII and
 * the letters of alphabets with it, or letters alone.  A '/' is not of it, so
 * that links to "/@name" stay. */
static size_t local_start(struct str text, size_t from, size_t at)
{
	size_t start = at;

	if (at > from && text.ptr[at - 1] == '"') {
		size_t quote =
			str_find_last_char(str_slice(text, from, at - 1), '"');

		if (quote != STR_NONE && at - from - quote <= LOCAL_MAX)
			return from + quote;
	}
	while (start > from) {
		size_t before;
		uint32_t code = code_before(text, start, &before);
		bool is_far = code >= 0x530 && start < at &&
		              (unsigned char)text.ptr[start] < 0x80;

		if (before < from || is_far ||
		    !(code < 0x80 ? is_local((char)code) : is_letter(code)))
			break;
		start = before;
	}
	while (start < at && (unsigned char)text.ptr[start] < 0x80 &&
	       !char_is_alnum(text.ptr[start]) && text.ptr[start] != LEAK_MARK)
		start++; /* *me@example.org*, 'me@example.org' */
	return start;
}

static bool is_domain(uint32_t code)
{
	return code == '.' || code == '-' || code == '_' ||
	       (code < 0x80 ? char_is_alnum((char)code) : is_letter(code));
}

/* A full stop of other scripts that mail programs take for a dot, and between
 * letters of one kind: "me@my\u3002example", but no sentence's end. */
static bool is_wide_dot(uint32_t code, bool is_behind_ascii, struct str rest)
{
	uint32_t next = 0;

	if (code != 0x3002 && code != 0xff0e && code != 0xff61)
		return false;
	return utf8_next(&rest, &next) && is_domain(next) && next != '.' &&
	       (next < 0x80) == is_behind_ascii;
}

/* Where the domain that starts at `at` ends; `at` when there is none. */
static size_t domain_end(struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	struct str literal = str_slice(rest, 0, LITERAL_MAX);
	size_t end = at, dot = STR_NONE;
	uint32_t code;

	if (str_starts(literal, "["))
		return at +
		       str_slice(rest, 0, str_find_char(literal, ']') + 1).len;
	while (utf8_next(&rest, &code)) {
		bool is_ascii =
			end > at && (unsigned char)text.ptr[end - 1] < 0x80;
		bool is_wide = is_wide_dot(code, is_ascii, rest);

		if (!is_wide && !is_domain(code))
			break;
		if ((code == '.' || is_wide) && dot == STR_NONE)
			dot = end;
		end = text.len - rest.len;
	}
	while (end > at &&
	       str_find_char(str_of(".-_"), text.ptr[end - 1]) != STR_NONE)
		end--;
	return dot != STR_NONE && dot > at && dot < end ? end : at;
}

/* The bytes of an '@' at the start of `text`, in one of its disguises; 0. */
static size_t at_sign(struct str text)
{
	static const char *const signs[] = {"@",     "%40",    "=40",
	                                    "&#64;", "&#x40;", "\xef\xbc\xa0"};

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_starts(text, signs[i]))
			return str_of(signs[i]).len;
	return 0;
}

static struct str without_addresses(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	size_t done = 0, last = 0; /* last: behind the '@' before */

	for (size_t i = 0; i < text.len; i++) {
		size_t n = at_sign(str_from(text, i)), start, end;

		if (n == 0)
			continue;
		start = local_start(text, last, i);
		end = domain_end(text, i + n);
		last = i + n;
		if (start == i || end == last)
			continue;
		buf_add(&out, str_slice(text, done, start));
		buf_adds(&out, "[address removed]");
		done = last = end;
		i = end - 1;
	}
	buf_add(&out, str_from(text, done));
	return buf_take(&out, arena);
}

/* With words for the marks that leak_mark() left. */
static struct str with_words(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == LEAK_MARK)
			buf_adds(&out, "[removed]");
		else
			buf_addc(&out, text.ptr[i]);
	}
	return buf_take(&out, arena);
}

static struct str without_tokens(struct arena *arena, struct str text)
{
	return with_words(arena, leak_mark(arena, text));
}

/* The first `n` code points. */
static struct str first(struct str text, size_t n)
{
	struct str rest = text;
	uint32_t code;

	while (n > 0 && utf8_next(&rest, &code))
		n--;
	return str_slice(text, 0, text.len - rest.len);
}

/* The first `n` lines. */
static struct str first_lines(struct str text, size_t n)
{
	struct str rest = text, line;

	while (n > 0 && str_next_line(&rest, &line))
		n--;
	return str_slice(text, 0, text.len - rest.len);
}

/* The bytes of the link that starts at `at`; 0: none does. */
static size_t link_length(struct str text, size_t at)
{
	static const char *const starts[] = {"http://", "https://", "ftp://",
	                                     "www."};
	struct str rest = str_from(text, at);
	size_t n = 0;

	if (at > 0 && char_is_alnum(text.ptr[at - 1]))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(starts) && n == 0; i++)
		if (str_starts_nocase(rest, starts[i]))
			n = str_of(starts[i]).len;
	while (n > 0 && n < rest.len &&
	       str_find_char(str_of(" \t\n<>\""), rest.ptr[n]) == STR_NONE)
		n++;
	return n;
}

size_t scrub_links(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		size_t len = link_length(text, i);

		n += len > 0;
		i += len > 0 ? len - 1 : 0;
	}
	return n;
}

static struct str without_links(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	size_t done = 0, n = 0;

	for (size_t i = 0; i < text.len; i++) {
		size_t len = link_length(text, i);

		if (len == 0)
			continue;
		if (++n > COMMENT_LINKS_MAX) {
			buf_add(&out, str_slice(text, done, i));
			buf_adds(&out, "[link removed]");
			done = i + len;
		}
		i += len - 1;
	}
	buf_add(&out, str_from(text, done));
	return buf_take(&out, arena);
}

bool scrub_fits(struct str text)
{
	return utf8_length(text) <= COMMENT_MAX &&
	       first_lines(text, COMMENT_LINES_MAX).len == text.len &&
	       scrub_links(text) <= COMMENT_LINKS_MAX;
}

struct str scrub_text(struct arena *arena, struct str text)
{
	struct str clean = first(utf8_clean(arena, text), READ_MAX), short_one;

	/* A token's tail may look like an address, the token in it not. */
	clean = without_addresses(arena, leak_mark(arena, clean));
	clean = str_trim(with_words(arena, clean));
	clean = without_links(arena, clean);
	short_one = first(clean, COMMENT_MAX);
	short_one = first_lines(short_one, COMMENT_LINES_MAX);
	if (short_one.len == clean.len)
		return clean;
	/* The cut may have made a token of a longer word. */
	short_one = without_tokens(arena, str_trim_right(short_one));
	return str_of(arena_printf(arena, "%.*s [...]", (int)short_one.len,
	                           short_one.ptr));
}

/* Is there something to call somebody by? */
static bool is_name(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (char_is_alnum(text.ptr[i]) ||
		    (unsigned char)text.ptr[i] >= 0x80)
			return true;
	return false;
}

/* `name` without the words that hold an address, an '@' or a token. */
static struct str harmless(struct arena *arena, struct str name)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	struct str word;

	name = without_tokens(arena, without_addresses(arena, name));
	while (str_next_word(&name, &word)) {
		if (str_find(word, "[address") != STR_NONE ||
		    str_find(word, "removed]") != STR_NONE ||
		    str_find_char(word, '@') != STR_NONE)
			continue;
		buf_adds(&out, out.len > 0 ? " " : "");
		buf_add(&out, word);
	}
	return buf_take(&out, arena);
}

struct str scrub_name(struct arena *arena, struct str name)
{
	struct str clean = utf8_clean_line(arena, name, NAME_READ);

	clean = utf8_clean_line(arena, harmless(arena, clean), NAME_MAX_LEN);
	clean = harmless(arena, clean); /* the cut may have made a token */
	return is_name(clean) ? clean : str_of("Reader");
}

#include "digest/leak.h"

#include "base/buf.h"
#include "mailer/token.h"
#include "text/utf8.h"

enum {
	TEXT_MAX = 1024 * 1024, /* bytes */
	TOKEN_MIN = 23,         /* characters of the shortest token */
	LINES_MAX = 3,          /* that a token is broken over */
	DIGITS_MIN = 2,         /* of a token that is broken over lines */
	GAP_MAX = 2,            /* blanks between the letters of one */
	KIND_MIN = 3,           /* digits, and letters, of one with them */
};

/* The letter or digit at `at`, a wide one as its narrow self, and its bytes;
 * 0: there is none. */
static size_t char_at(struct str text, size_t at, char *c)
{
	struct str rest = str_from(text, at);
	uint32_t code = 0;

	if (at >= text.len)
		return 0;
	if ((unsigned char)text.ptr[at] < 0x80) {
		*c = text.ptr[at];
		return char_is_alnum(*c) ? 1 : 0;
	}
	if (!utf8_next(&rest, &code))
		return 0;
	if (code > 0xff00 && code < 0xff5f)
		code -= 0xfee0;
	*c = code < 0x80 ? (char)code : '\0';
	return char_is_alnum(*c) ? text.len - rest.len - at : 0;
}

/* Where the run of letters and digits that starts at `at` ends. */
static size_t run_end(struct str text, size_t at)
{
	size_t n;
	char c;

	while ((n = char_at(text, at, &c)) > 0)
		at += n;
	return at;
}

/* A token as far as it was read, from pieces. */
struct pieces {
	char joined[TOKEN_MAX];
	size_t n, digits;
	size_t count, single; /* pieces; those of one character */
	size_t mixed;         /* characters in pieces of both kinds */
	size_t lines;
};

/* Add the run at `*at` and go behind it; false: it is too long. */
static bool add_piece(struct pieces *p, struct str text, size_t *at)
{
	size_t n = p->n, digits = p->digits, len;
	char c;

	while ((len = char_at(text, *at, &c)) > 0) {
		if (p->n == TOKEN_MAX)
			return false;
		p->joined[p->n++] = c;
		p->digits += char_is_digit(c);
		*at += len;
	}
	n = p->n - n;
	digits = p->digits - digits;
	p->count++;
	p->single += n == 1;
	p->mixed += digits > 0 && digits < n ? n : 0;
	return true;
}

/* Is it a token, and not words and numbers that have its length? */
static bool is_token(const struct pieces *p)
{
	struct token token;

	if (token_parse((struct str){p->joined, p->n}, &token) != OK)
		return false;
	if (p->count == p->lines && p->lines <= LINES_MAX)
		return p->count == 1 || p->digits >= DIGITS_MIN;
	return p->digits >= KIND_MIN && p->n - p->digits >= KIND_MIN &&
	       (p->single == p->count || 2 * p->mixed >= p->n);
}

static bool is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || code == 0xa0 ||
	       (code >= 0x2000 && code <= 0x200a) || code == 0x202f ||
	       code == 0x205f || code == 0x3000;
}

/* Where the next piece behind `at` starts: few blanks are between, or a line's
 * end with the marks of a quote and of a word that goes on; STR_NONE when
 * something else is. */
static size_t next_piece(struct pieces *p, struct str text, size_t at)
{
	struct str rest = str_from(text, at);
	size_t gap = 0;
	bool is_over = false, is_marked = false;
	uint32_t code;
	char c;

	for (; utf8_next(&rest, &code); at = text.len - rest.len, gap++) {
		if (code == '\n')
			is_over = true;
		else if (code == '=' || code == '>' || code == '|' ||
		         (code == '-' && !is_over))
			is_marked = true;
		else if (!is_blank(code))
			break;
	}
	p->lines += is_over;
	if (char_at(text, at, &c) == 0)
		return STR_NONE;
	return is_over || (!is_marked && gap <= GAP_MAX) ? at : STR_NONE;
}

/* Nothing but a token has letters and digits like these, also behind letters that
 * are glued to it ("courier%2Br01..."): one case, digits, and not a hash in
 * hexadecimal. */
static bool is_plain(const char *joined, size_t n)
{
	size_t upper = 0, lower = 0, digits = 0, other = 0;

	for (size_t i = 0; i < n; i++) {
		char c = char_lower(joined[i]);

		digits += char_is_digit(c);
		lower += c >= 'a' && c <= 'z' && c == joined[i];
		upper += c != joined[i];
		other += c > 'f';
	}
	return (lower == 0 || upper == 0) && digits >= KIND_MIN &&
	       n - digits >= KIND_MIN && other >= KIND_MIN;
}

/* The end of the token that starts at `from`, whole, broken over lines or with
 * blanks in it; STR_NONE: there is none. */
static size_t token_end(struct str text, size_t from)
{
	struct pieces p = {.lines = 1};
	size_t at = from;

	while (at != STR_NONE && add_piece(&p, text, &at)) {
		if (is_token(&p))
			return at;
		at = next_piece(&p, text, at);
	}
	return STR_NONE;
}

/* The end of a token at `from` that has something glued to it; STR_NONE. */
static size_t glued_end(struct str text, size_t from)
{
	char joined[TOKEN_MAX], c;
	size_t found = STR_NONE, at = from, len;
	struct token token;

	for (size_t n = 0;
	     n < TOKEN_MAX && (len = char_at(text, at, &c)) > 0;) {
		joined[n++] = c;
		at += len;
		if (n >= TOKEN_MIN && is_plain(joined, n) &&
		    token_parse((struct str){joined, n}, &token) == OK)
			found = at;
	}
	return found;
}

/* The same of one that is broken as well: "2Br01r5\ncan...". */
static size_t glued_broken_end(struct str text, size_t from)
{
	struct pieces p = {.lines = 1};
	size_t at = from;

	while (at != STR_NONE && add_piece(&p, text, &at)) {
		if (p.count > 1 && is_plain(p.joined, p.n) && is_token(&p))
			return at;
		at = next_piece(&p, text, at);
	}
	return STR_NONE;
}

/* Has `text` the digits that a token in pieces has (is_token())?  Most letters
 * have not.  0xef starts the wide ones. */
static bool has_digits(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len && n < DIGITS_MIN; i++)
		n += char_is_digit(text.ptr[i]) || text.ptr[i] == '\xef';
	return n >= DIGITS_MIN;
}

/* The first token in the run of letters and digits [from, end), which may go on
 * behind it: from `*start`, where it ends is returned; STR_NONE.  `in_pieces`:
 * one in pieces is looked for behind something glued on, too. */
static size_t find_token(struct str text, size_t from, size_t end,
                         bool in_pieces, size_t *start)
{
	size_t found = token_end(text, from);

	for (*start = from; found == STR_NONE && *start < end;) {
		char c;

		found = glued_end(text, *start);
		if (found == STR_NONE && *start > from && in_pieces)
			found = glued_broken_end(text, *start);
		if (found == STR_NONE)
			*start += char_at(text, *start, &c);
	}
	return found;
}

struct str leak_mark(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	bool in_pieces = has_digits(text);
	size_t done = 0, i = 0;

	while (i < text.len) {
		size_t end = run_end(text, i), start, token;

		if (end == i) {
			i++;
			continue;
		}
		token = find_token(text, i, end, in_pieces, &start);
		if (token == STR_NONE) {
			i = end;
			continue;
		}
		buf_add(&out, str_slice(text, done, start));
		buf_addc(&out, LEAK_MARK);
		done = i = token;
	}
	buf_add(&out, str_from(text, done));
	return buf_take(&out, arena);
}

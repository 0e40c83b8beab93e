#include "mailer/imap_wire.h"

#include <assert.h>
#include <string.h>

#define UID_BEFORE 0x55494420u /* "UID " */

static struct str head(const struct imap_wire *wire)
{
	return (struct str){wire->head, wire->head_len};
}

static bool is_tagged(const struct imap_wire *wire)
{
	return wire->head_len > 0 && wire->head[0] != '*' &&
	       wire->head[0] != '+';
}

/* Lines for people, in which braces and numbers mean nothing. */
static bool is_text(const struct imap_wire *wire)
{
	static const char *const starts[] = {"+",     "* OK",  "* NO",
	                                     "* BAD", "* BYE", "* PREAUTH"};

	if (wire->is_continued)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts_nocase(head(wire), starts[i]))
			return true;
	return is_tagged(wire);
}

/* Dovecot ends many an answer with "(0.001 + 0.000 secs)." */
static struct str without_timing(struct str line)
{
	size_t at = str_find_last_char(line, '(');

	if (at != STR_NONE && at > 0 && str_ends(line, " secs)."))
		return str_trim(str_slice(line, 0, at));
	return line;
}

/* The tag is libetpan's and says nothing to who reads it in a log. */
static struct str without_tag(struct str line)
{
	static const char *const answers[] = {"OK ", "NO ", "BAD ", "BYE "};
	struct str rest = str_from(line, str_find_char(line, ' ') + 1);

	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (str_starts_nocase(rest, answers[i]))
			return rest;
	return line;
}

static void keep_words(struct imap_wire *wire)
{
	struct str line = without_tag(without_timing(str_trim(head(wire))));
	size_t n = line.len;

	if (n > sizeof(wire->words) - 1)
		n = sizeof(wire->words) - 1;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)line.ptr[i];

		wire->words[i] = c < ' ' || c > '~' ? '?' : (char)c;
	}
	wire->words[n] = '\0';
}

/* Count mails by "* 23 EXISTS" and "* 3 EXPUNGE". */
static void count_mails(struct imap_wire *wire)
{
	struct str rest = str_from(str_trim(head(wire)), 2), word;
	int64_t number;

	if (!str_next_field(&rest, ' ', &word) || !str_number(word, &number) ||
	    number < 0 || number > UINT32_MAX)
		return;
	if (str_is_nocase(rest, "EXISTS")) {
		if (number > wire->exists)
			wire->has_news = true;
		wire->exists = (uint32_t)number;
	} else if (str_is_nocase(rest, "EXPUNGE") && wire->exists > 0) {
		wire->exists--;
	}
}

/* Note "* OK [UIDVALIDITY 77]". */
static void note_uidvalidity(struct imap_wire *wire)
{
	static const char start[] = "* OK [UIDVALIDITY ";
	struct str rest = head(wire), word;
	int64_t number;

	if (!str_starts_nocase(rest, start))
		return;
	rest = str_from(rest, sizeof(start) - 1);
	if (str_next_field(&rest, ']', &word) && str_number(word, &number) &&
	    number > 0 && number <= UINT32_MAX)
		wire->uidvalidity = (uint32_t)number;
}

static void end_line(struct imap_wire *wire)
{
	if (!wire->is_continued) {
		bool is_bye = str_starts_nocase(head(wire), "* BYE");

		wire->has_bye = wire->has_bye || is_bye;
		if (is_bye || (is_tagged(wire) && !wire->has_bye))
			keep_words(wire);
		if (str_starts(head(wire), "* "))
			count_mails(wire);
		note_uidvalidity(wire);
	}
	wire->head_len = 0;
	wire->depth = 0;
	wire->is_continued = false;
}

/* At the end of a line: a literal follows, or the next line. */
static const char *end_piece(struct imap_wire *wire)
{
	enum imap_wire_brace brace = wire->brace;

	wire->brace = IMAP_WIRE_NO_BRACE;
	wire->line_len = 0;
	wire->before = 0;
	wire->is_number = false;
	if (brace == IMAP_WIRE_NO_BRACE || is_text(wire)) {
		end_line(wire);
		return NULL;
	}
	if (brace == IMAP_WIRE_OPEN)
		return "malformed literal";
	wire->literal_left = wire->literal_size;
	wire->is_continued = true;
	return NULL;
}

/*
 * Follow "{12}" CRLF.  libetpan reads a literal also when no line end comes
 * after the brace, takes {-1} for 0 and skips spaces: nothing of that passes,
 * lest the two of us disagree about where a literal ends.
 */
static const char *take_brace(struct imap_wire *wire, char c)
{
	bool is_digit = char_is_digit(c);

	if (c == '{') {
		wire->brace = IMAP_WIRE_OPEN;
		wire->literal_size = 0;
		wire->has_digits = false;
		return NULL;
	}
	switch (wire->brace) {
	case IMAP_WIRE_NO_BRACE:
		return NULL;
	case IMAP_WIRE_OPEN:
		if (is_digit) {
			wire->has_digits = true;
			wire->literal_size =
				wire->literal_size * 10 + (uint64_t)(c - '0');
			return wire->literal_size > wire->literal_max
			               ? "literal larger than allowed"
			               : NULL;
		}
		if (c == '}' && wire->has_digits) {
			wire->brace = IMAP_WIRE_CLOSED;
			return NULL;
		}
		break;
	case IMAP_WIRE_CLOSED:
		if (c == '\r') {
			wire->brace = IMAP_WIRE_RETURN;
			return NULL;
		}
		break;
	case IMAP_WIRE_RETURN:
		break;
	}
	wire->brace = IMAP_WIRE_NO_BRACE;
	return is_text(wire) ? NULL : "malformed literal";
}

/* Whether a digit here starts a number that has to fit into 32 bits. */
static bool starts_number(const struct imap_wire *wire)
{
	if (wire->before == UID_BEFORE)
		return true;
	if (wire->is_continued)
		return false;
	return (wire->line_len == 3 && str_starts(head(wire), "* ")) ||
	       ((wire->before & 0xff) == ' ' &&
	        str_starts_nocase(head(wire), "* SEARCH "));
}

static const char *take_number(struct imap_wire *wire, char c)
{
	if (!char_is_digit(c)) {
		wire->is_number = false;
		return NULL;
	}
	if (!wire->is_number && starts_number(wire)) {
		wire->is_number = true;
		wire->number = 0;
	}
	if (!wire->is_number)
		return NULL;
	wire->number = wire->number * 10 + (uint64_t)(c - '0');
	return wire->number > UINT32_MAX ? "number too large" : NULL;
}

/* Whether the text of a status line starts here: "* OK ", "12 NO ", "+ ". */
static bool is_at_text(const struct imap_wire *wire)
{
	static const char *const states[] = {"OK", "NO", "BAD", "BYE",
	                                     "PREAUTH"};
	struct str rest = head(wire), word;

	if (wire->is_continued || wire->head_len != wire->line_len)
		return false;
	if (str_is(rest, "+ "))
		return true;
	if (!str_next_field(&rest, ' ', &word) || !str_ends(rest, " "))
		return false;
	rest.len--;
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (str_is_nocase(rest, states[i]))
			return true;
	return false;
}

static const char *take_byte(struct imap_wire *wire, char c)
{
	const char *fault;
	char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;

	if (++wire->line_len > wire->line_max)
		return "line longer than allowed";
	if (c == '\n')
		return end_piece(wire);
	if (!wire->is_continued && wire->head_len < sizeof(wire->head))
		wire->head[wire->head_len++] = c;
	if (c == '(' && ++wire->depth > IMAP_WIRE_DEPTH)
		return "parentheses too deep";
	if (c == ')' && wire->depth > 0)
		wire->depth--;
	fault = take_brace(wire, c);
	if (!fault)
		fault = take_number(wire, c);
	wire->before = wire->before << 8 | (unsigned char)upper;
	return fault;
}

bool imap_wire_take(struct imap_wire *wire, char *bytes, size_t n,
                    const char **fault)
{
	assert(wire->literal_max > 0 && wire->line_max > 0);
	assert(wire->literal_max < UINT64_MAX / 16);
	for (size_t i = 0; i < n;) {
		bool is_code;

		if (wire->literal_left > 0) {
			size_t skip = n - i;

			if (skip > wire->literal_left)
				skip = (size_t)wire->literal_left;
			wire->literal_left -= skip;
			i += skip;
			continue;
		}
		is_code = bytes[i] == '[' && is_at_text(wire);

		*fault = take_byte(wire, bytes[i]);
		if (*fault)
			return false;
		if (is_code)
			bytes[i] = '(';
		i++;
	}
	return true;
}

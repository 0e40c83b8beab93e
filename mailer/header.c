#include "mailer/header.h"

#include "mailer/compose.h"

#define WORD_MAX  75 /* RFC 2047, 2 */
#define PLAIN_MAX 60 /* a longer run without a space is encoded */

static const char word_head[] = "=?UTF-8?Q?", word_tail[] = "?=";

static bool is_control(struct str text, size_t at)
{
	unsigned char c = (unsigned char)text.ptr[at];
	struct str rest = str_from(text, at);

	if (c == 0xc2 && rest.len > 1)
		return (unsigned char)rest.ptr[1] < 0xa0; /* C1 */
	return c < ' ' || c == 0x7f || str_starts(rest, "\xe2\x80\xa8") ||
	       str_starts(rest, "\xe2\x80\xa9");
}

bool header_text_ok(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_control(text, i))
			return false;
	return true;
}

bool header_is_slot(struct str text, size_t at)
{
	if (at + 1 >= text.len || text.ptr[at] != SLOT_MARK)
		return false;
	return (unsigned char)text.ptr[at + 1] - 'A' >= 0 &&
	       (unsigned char)text.ptr[at + 1] - 'A' < SLOTS_MAX;
}

bool header_value_ok(struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.ptr[i];

		if (header_is_slot(value, i))
			i++;
		else if (c < ' ' || c > '~')
			return false;
	}
	return true;
}

/* Columns of `word` once its slots are filled. */
static size_t width_of(struct str word)
{
	size_t width = 0;

	for (size_t i = 0; i < word.len; i++) {
		bool slot = header_is_slot(word, i);

		width += slot ? HEADER_SLOT_WIDTH : 1;
		i += slot ? 1 : 0;
	}
	return width;
}

/* Take blanks and the word behind them off `rest`. */
static bool next_word(struct str *rest, struct str *gap, struct str *word)
{
	size_t n = 0;

	while (n < rest->len && rest->ptr[n] == ' ')
		n++;
	*gap = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	n = str_find_char(*rest, ' ');
	*word = str_slice(*rest, 0, n);
	*rest = str_from(*rest, word->len);
	return word->len > 0;
}

/* Add the words of `value` behind column `column`; returns the next column. */
static size_t add_folded(struct buf *out, struct str value, size_t column)
{
	struct str gap, word;

	while (next_word(&value, &gap, &word)) {
		size_t width = width_of(word);

		if (gap.len == 0)
			gap = str_of(" ");
		if (column + gap.len + width > HEADER_LINE_MAX) {
			buf_adds(out, "\r\n");
			column = 0;
		}
		buf_add(out, gap);
		buf_add(out, word);
		column += gap.len + width;
	}
	return column;
}

/* Start a field; returns the column behind its colon. */
static size_t add_name(struct buf *out, const char *name)
{
	size_t before = out->len;

	buf_adds(out, name);
	buf_addc(out, ':');
	return out->len - before;
}

void header_add(struct buf *out, const char *name, struct str value)
{
	add_folded(out, str_trim(value), add_name(out, name));
	buf_adds(out, "\r\n");
}

/* Bytes of the code point at the start of `text`. */
static size_t code_point_len(struct str text)
{
	size_t n = 1;

	if ((unsigned char)text.ptr[0] >= 0xc0)
		while (n < 4 && n < text.len &&
		       ((unsigned char)text.ptr[n] & 0xc0) == 0x80)
			n++;
	return n;
}

/* Add `text` in the Q encoding as it may stand in a phrase (RFC 2047, 5). */
static void add_q(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == ' ')
			buf_addc(out, '_');
		else if (char_is_alnum(c) ||
		         str_find_char(str_of("!*+-/"), c) != STR_NONE)
			buf_addc(out, c);
		else
			buf_addf(out, "=%02X", (unsigned char)c);
	}
}

/* Add `text` as encoded words behind `column`; returns the next column. */
static size_t add_encoded(struct buf *out, struct str text, size_t column)
{
	struct buf word = BUF_INIT(WORD_MAX);

	while (text.len > 0) {
		size_t fixed = sizeof(word_head) + sizeof(word_tail) - 2;
		size_t room = HEADER_LINE_MAX - column - 1, n = 0;

		/* Behind a name there may be no room for one code point. */
		if (column > HEADER_LINE_MAX - 2 - fixed - 12) {
			buf_adds(out, "\r\n");
			column = 0;
			room = WORD_MAX;
		}
		buf_cut(&word, 0);
		for (size_t kept = 0; n < text.len; kept = word.len) {
			size_t len = code_point_len(str_from(text, n));

			add_q(&word, str_slice(text, n, n + len));
			if (word.len + fixed > room) {
				buf_cut(&word, kept);
				break;
			}
			n += len;
		}
		text = str_from(text, n);
		buf_addf(out, " %s%.*s%s", word_head, (int)word.len,
		         buf_str(&word).ptr, word_tail);
		column += 1 + fixed + word.len;
		if (text.len > 0)
			column = HEADER_LINE_MAX; /* one word for a line */
	}
	buf_free(&word);
	return column;
}

/* Whether plain words cannot say `text`, or would be too long a line. */
static bool wants_encoding(struct str text)
{
	size_t run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.ptr[i] == ' ' ? 0 : run + 1;
		if ((unsigned char)text.ptr[i] > '~' || run > PLAIN_MAX)
			return true;
	}
	return str_find(text, "=?") != STR_NONE;
}

void header_add_text(struct buf *out, const char *name, struct str text)
{
	size_t column = add_name(out, name);

	text = str_trim(text);
	if (wants_encoding(text))
		add_encoded(out, text, column);
	else
		add_folded(out, text, column);
	buf_adds(out, "\r\n");
}

/* Add `display` as a quoted string or as encoded words. */
static size_t add_phrase(struct buf *out, struct str display, size_t column)
{
	struct buf quoted = BUF_INIT(HEADER_MAX);

	if (wants_encoding(display))
		return add_encoded(out, display, column);
	buf_addc(&quoted, '"');
	for (size_t i = 0; i < display.len; i++) {
		if (display.ptr[i] == '"' || display.ptr[i] == '\\')
			buf_addc(&quoted, '\\');
		buf_addc(&quoted, display.ptr[i]);
	}
	buf_addc(&quoted, '"');
	column = add_folded(out, buf_str(&quoted), column);
	buf_free(&quoted);
	return column;
}

void header_add_mailbox(struct buf *out, const char *name, struct str display,
                        struct str address)
{
	size_t column = add_name(out, name);
	struct buf angle = BUF_INIT(HEADER_MAX);

	display = str_trim(display);
	if (display.len > 0)
		column = add_phrase(out, display, column);
	buf_addc(&angle, '<');
	buf_add(&angle, address);
	buf_addc(&angle, '>');
	add_folded(out, buf_str(&angle), column);
	buf_free(&angle);
	buf_adds(out, "\r\n");
}

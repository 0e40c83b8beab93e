#include "mailer/quoted.h"

#include <assert.h>

#include "mailer/header.h"

#define LINE_MAX_LEN 75 /* and a '=' */
#define VALUE_LINE   72 /* within a slot's place */
#define UTF8_MAX     4  /* bytes of a code point */
#define AFTER_SLOT   SIZE_MAX

static const char hex[] = "0123456789ABCDEF";

/* Whether the byte at `i` stands for itself; `starts` a line, or ends one? */
static bool is_plain(struct str text, size_t i, bool starts, bool ends)
{
	char c = text.ptr[i];

	if (c == ' ' || c == '\t')
		return !ends;
	if (starts && c == 'F' && str_starts(str_from(text, i), "From "))
		return false;
	return c > ' ' && c <= '~' && c != '=' && !(starts && c == '.');
}

static void add_byte(struct buf *out, struct str text, size_t i, bool plain)
{
	unsigned char c = (unsigned char)text.ptr[i];
	char coded[3] = {'=', hex[c >> 4], hex[c & 15]};

	if (plain)
		buf_addc(out, (char)c);
	else
		buf_add(out, (struct str){coded, 3});
}

/* Bytes of the code point at `i`: it stays on one line. */
static size_t group_len(struct str text, size_t i)
{
	size_t n = 1;

	if ((unsigned char)text.ptr[i] >= 0xc0)
		while (n < UTF8_MAX && i + n < text.len &&
		       ((unsigned char)text.ptr[i + n] & 0xc0) == 0x80)
			n++;
	return n;
}

static void soft_break(struct buf *out, size_t *column)
{
	buf_adds(out, "=\r\n");
	*column = 0;
}

/* Add the code point at `i`; returns its bytes. */
static size_t add_group(struct buf *out, struct str text, size_t i,
                        size_t *column)
{
	size_t n = group_len(text, i);
	bool ends = i + 1 == text.len || text.ptr[i + 1] == '\n';
	bool plain = is_plain(text, i, *column == 0, ends);

	if (*column == AFTER_SLOT ||
	    *column + (plain ? 1 : 3 * n) > LINE_MAX_LEN) {
		soft_break(out, column);
		plain = is_plain(text, i, true, ends);
	}
	for (size_t k = 0; k < n; k++)
		add_byte(out, text, i + k, plain);
	*column += plain ? 1 : 3 * n;
	return n;
}

void quoted_add(struct buf *out, struct str text)
{
	size_t column = 0;

	for (size_t i = 0; i < text.len;) {
		if (text.ptr[i] == '\n') {
			buf_adds(out, "\r\n");
			column = 0;
			i++;
		} else if (header_is_slot(text, i)) {
			if (column > 0)
				soft_break(out, &column);
			buf_add(out, str_slice(text, i, i + 2));
			column = AFTER_SLOT;
			i += 2;
		} else {
			i += add_group(out, text, i, &column);
		}
	}
	if (column > 0)
		buf_adds(out, "\r\n");
}

void quoted_add_value(struct buf *out, struct str value)
{
	char coded[3 * QUOTED_VALUE_MAX + 64], *to = coded;
	size_t column = 0;

	assert(value.len <= QUOTED_VALUE_MAX);
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.ptr[i];

		if (column >= VALUE_LINE) {
			*to++ = '=';
			*to++ = '\r';
			*to++ = '\n';
			column = 0;
		}
		if (is_plain(value, i, column == 0, i + 1 == value.len)) {
			*to++ = (char)c;
			column++;
			continue;
		}
		*to++ = '=';
		*to++ = hex[c >> 4];
		*to++ = hex[c & 15];
		column += 3;
	}
	buf_add(out, (struct str){coded, (size_t)(to - coded)});
}

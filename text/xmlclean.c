#include "text/xmlclean.h"

#include "base/buf.h"
#include "text/charset.h"
#include "text/markup.h"
#include "text/utf8.h"

enum {
	HEAD_LEN = 512, /* bytes in which the declaration stands */
	REFERENCE_MAX = 32,
};

/* The value of encoding="..." in <?xml ...?>; empty: none. */
static struct str declared_charset(struct str raw)
{
	struct str head = str_trim_left(str_slice(raw, 0, HEAD_LEN));
	size_t at, end;
	char quote;

	if (str_starts(head, "\xef\xbb\xbf"))
		head = str_trim_left(str_from(head, 3));
	if (!str_starts(head, "<?xml"))
		return str_of("");
	head = str_slice(head, 0, str_find(head, "?>"));
	at = str_find(head, "encoding");
	if (at == STR_NONE)
		return str_of("");
	head = str_trim_left(str_from(head, at + 8));
	if (!str_starts(head, "="))
		return str_of("");
	head = str_trim_left(str_from(head, 1));
	if (!str_starts(head, "\"") && !str_starts(head, "'"))
		return str_of("");
	quote = *head.ptr;
	head = str_from(head, 1);
	end = str_find_char(head, quote);
	return end == STR_NONE ? str_of("") : str_slice(head, 0, end);
}

/* UTF-16 shows in the zeros of its first signs. */
static struct str charset_of(struct str raw)
{
	static const char big[] = {0, '<', 0}, little[] = {'<', 0, '?', 0};

	if (raw.len > 4 &&
	    (!memcmp(raw.ptr, "\xff\xfe", 2) || !memcmp(raw.ptr, little, 4)))
		return str_of("utf-16le");
	if (raw.len > 4 &&
	    (!memcmp(raw.ptr, "\xfe\xff", 2) || !memcmp(raw.ptr, big, 3)))
		return str_of("utf-16be");
	return declared_charset(raw);
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' && c != '\n' && c != '\t' && c != '\r';
}

static void put_plain(struct buf *out, struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!is_control(text.ptr[i]))
			continue;
		buf_add(out, str_slice(text, from, i));
		from = i + 1;
	}
	buf_add(out, str_from(text, from));
}

static size_t reference_len(struct str text)
{
	size_t at = 1;

	if (at < text.len && text.ptr[at] == '#')
		at++;
	while (at < text.len && at < REFERENCE_MAX &&
	       char_is_alnum(text.ptr[at]))
		at++;
	return at > 1 && at < text.len && text.ptr[at] == ';' ? at + 1 : 0;
}

/* Take the '&' and what belongs to it off `rest`. */
static void put_reference(struct buf *out, struct str *rest)
{
	size_t len = reference_len(*rest);
	struct str reference = str_slice(*rest, 0, len);
	uint32_t code = len > 0 ? markup_reference(reference) : 0;
	char bytes[4] = "";

	*rest = str_from(*rest, len > 0 ? len : 1);
	if (code == '&' || code == '<' || code == '>' || code == '"' ||
	    code == '\'')
		buf_addf(out, "&#%u;", (unsigned)code);
	else if (code >= ' ' || code == '\n' || code == '\t')
		buf_add(out, (struct str){bytes, utf8_put(code, bytes)});
	else if (str_is(reference, "&apos;"))
		buf_addc(out, '\'');
	else if (len > 0 && reference.ptr[1] == '#')
		buf_adds(out, "\xef\xbf\xbd");
	else {
		buf_adds(out, "&amp;");
		buf_add(out, str_from(reference, 1));
	}
}

/* Text, or the inside of a tag. */
static void put_text(struct buf *out, struct str text)
{
	while (text.len > 0) {
		size_t plain = str_find_char(text, '&');

		put_plain(out, str_slice(text, 0, plain));
		text = str_from(text, plain);
		if (text.len > 0)
			put_reference(out, &text);
	}
}

/* Take off `rest` up to and with `end`; false: it never comes. */
static bool take_to(struct str *rest, const char *end, struct str *taken)
{
	size_t at = str_find(*rest, end);

	*taken = str_slice(*rest, 0,
	                   at == STR_NONE ? rest->len : at + strlen(end));
	*rest = str_from(*rest, taken->len);
	return at != STR_NONE;
}

/* "<!DOCTYPE ... [ ... ]>" goes; ERR_INPUT when it declares anything. */
static enum err drop_doctype(struct str *rest, struct why *why)
{
	size_t end = str_find_char(*rest, '>');
	size_t subset = str_find_char(str_slice(*rest, 0, end), '[');
	struct str all = *rest;

	if (subset != STR_NONE) {
		end = str_find(str_from(*rest, subset), "]");
		end = end == STR_NONE ? rest->len : subset + end;
		all = str_slice(*rest, 0, end);
		if (str_find(all, "<!ENTITY") != STR_NONE)
			return err_because(why, ERR_INPUT,
			                   "it declares entities");
		*rest = str_from(*rest, end);
		end = str_find_char(*rest, '>');
	}
	*rest = str_from(*rest, end == STR_NONE ? rest->len : end + 1);
	return OK;
}

/* The end of the tag at the start of `text`, its '>' with it: '>' in quotes
 * is none. */
static size_t tag_len(struct str text)
{
	char quote = '\0';

	for (size_t i = 1; i < text.len; i++) {
		char c = text.ptr[i];

		if (quote) {
			if (c == quote || c == '<')
				quote = '\0';
		} else if (c == '"' || c == '\'') {
			quote = c;
		} else if (c == '>') {
			return i + 1;
		}
	}
	return text.len;
}

/* Take the markup at the start of `rest`. */
static enum err put_markup(struct buf *out, struct str *rest, int *depth,
                           struct why *why)
{
	char next = rest->len > 1 ? rest->ptr[1] : '\0';
	struct str taken;

	if (str_starts(*rest, "<![CDATA[")) {
		bool has_end = take_to(rest, "]]>", &taken);

		put_plain(out, taken);
		if (!has_end)
			buf_adds(out, "]]>");
	} else if (str_starts(*rest, "<!--")) {
		(void)take_to(rest, "-->", &taken);
	} else if (str_starts_nocase(*rest, "<!DOCTYPE")) {
		return drop_doctype(rest, why);
	} else if (next == '?') {
		(void)take_to(rest, "?>", &taken);
	} else if (next == '/' || char_is_alpha(next) || next == '_' ||
	           next == ':' || (unsigned char)next >= 0x80) {
		taken = str_slice(*rest, 0, tag_len(*rest));
		*rest = str_from(*rest, taken.len);
		put_text(out, taken);
		if (next == '/')
			--*depth;
		else if (!str_ends(taken, "/>"))
			++*depth;
		if (*depth > XMLCLEAN_DEPTH_MAX)
			return err_because(why, ERR_INPUT,
			                   "more than %d elements in each"
			                   " other",
			                   XMLCLEAN_DEPTH_MAX);
	} else {
		buf_adds(out, "&lt;");
		*rest = str_from(*rest, 1);
	}
	return OK;
}

enum err xmlclean(struct arena *arena, struct str raw, struct str *xml,
                  struct why *why)
{
	struct str rest = charset_page_to_utf8(arena, charset_of(raw), raw);
	struct buf out = BUF_INIT(SIZE_MAX / 4);
	enum err err = OK;
	int depth = 0;

	rest = str_from(rest, str_find_char(rest, '<'));
	while (rest.len > 0 && err == OK) {
		size_t text = str_find_char(rest, '<');

		put_text(&out, str_slice(rest, 0, text));
		rest = str_from(rest, text);
		if (rest.len > 0)
			err = put_markup(&out, &rest, &depth, why);
	}
	if (err)
		buf_free(&out);
	else
		*xml = buf_take(&out, arena);
	return err;
}

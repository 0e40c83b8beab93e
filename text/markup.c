#include "text/markup.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/utf8.h"

/* All is in one body, or libxml2 makes paragraphs of what stands outside. */
#define START        "<html><body>"
#define NAME_LEN_MAX 32 /* bytes of an element's name; longer ones are none */

/* Elements whose content is no markup, or none of our business. */
static const char *const opaque[] = {
	"script",   "style",    "iframe", "svg",    "math",
	"template", "noframes", "object", "audio",  "video",
	"textarea", "noembed",  "canvas", "applet",
};

/*
 * Tags that are not passed on: elements without content that libxml2 takes
 * for containers, and looks of letters, which only use up its levels.
 */
static const char *const dropped[] = {
	"source", "track", "wbr",   "embed", "keygen", "html",
	"head",   "body",  "font",  "i",     "em",     "u",
	"s",      "big",   "small", "tt",    "strike",
};

/* The attributes that someone here asks for. */
static const char *const wanted[] = {
	"href",    "class",    "id",    "style",       "hidden",
	"start",   "value",    "alt",   "name",        "type",
	"content", "property", "rel",   "datetime",    "itemprop",
	"role",    "border",   "title", "data-marker", "aria-hidden",
};

struct scan {
	struct buf out;
	struct str rest; /* not read yet */
};

static bool is_listed(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, list[i]))
			return true;
	return false;
}

/* The character that a reference to the number `code` means. */
static uint32_t code_meant(uint32_t code)
{
	/* What windows-1252 has at 0x80: old mailers write it as &#128; */
	static const uint16_t c1[] = {
		0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
		0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
	};

	if (code >= 0x80 && code < 0x80 + ARRAY_LEN(c1))
		code = c1[code - 0x80];
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ||
	    code == 0xfffe || code == 0xffff)
		code = 0xfffd;
	if (code < 0x20 && code != '\n' && code != '\t')
		code = ' ';
	return code;
}

static void put_code(struct buf *out, uint32_t code)
{
	char bytes[4];

	code = code_meant(code);
	switch (code) {
	case '<':
		buf_adds(out, "&lt;");
		break;
	case '>':
		buf_adds(out, "&gt;");
		break;
	case '"':
		buf_adds(out, "&quot;");
		break;
	case '&':
		buf_adds(out, "&amp;");
		break;
	default:
		buf_add(out, (struct str){bytes, utf8_put(code, bytes)});
	}
}

static int hex_digit(char c)
{
	c = char_lower(c);
	if (char_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Read the number of "#..."; the bytes it takes, 0: there is none. */
static size_t read_number(struct str text, uint32_t *code)
{
	size_t at = 1, digits = 0;
	uint32_t base = 10;

	if (at < text.len && char_lower(text.ptr[at]) == 'x') {
		base = 16;
		at++;
	}
	for (*code = 0; at < text.len; at++, digits++) {
		int digit = hex_digit(text.ptr[at]);

		if (digit < 0 || (uint32_t)digit >= base)
			break;
		if (*code < 0x1000000)
			*code = *code * base + (uint32_t)digit;
	}
	if (digits == 0)
		return 0;
	return at + (at < text.len && text.ptr[at] == ';');
}

/* Write what stands behind a '&'; returns its bytes (without the '&'). */
static size_t put_reference(struct buf *out, struct str text)
{
	size_t len = 0;
	uint32_t code;

	if (str_starts(text, "#")) {
		len = read_number(text, &code);
		if (len > 0) {
			put_code(out, code);
			return len;
		}
	}
	while (len < text.len && len < NAME_LEN_MAX &&
	       char_is_alnum(text.ptr[len]))
		len++;
	if (len > 0 && len < text.len && text.ptr[len] == ';') {
		buf_addc(out, '&');
		buf_add(out, str_slice(text, 0, ++len));
		return len;
	}
	/* Old pages forget the semicolon of this one. */
	if (str_starts(text, "nbsp")) {
		buf_adds(out, "&nbsp;");
		return 4;
	}
	buf_adds(out, "&amp;");
	return 0;
}

/* Write text that holds no markup. */
static void put_text(struct buf *out, struct str text)
{
	size_t from = 0;

	for (size_t at = 0; at < text.len; at++) {
		unsigned char c = (unsigned char)text.ptr[at];

		if ((c >= 0x20 && !strchr("<>&\"\x7f", c)) || c == '\n' ||
		    c == '\t')
			continue;
		buf_add(out, str_slice(text, from, at));
		from = at + 1;
		if (c == '&')
			from += put_reference(out, str_from(text, from));
		else if (c != '\r')
			put_code(out, c);
		at = from - 1;
	}
	buf_add(out, str_from(text, from));
}

/* Take the bytes before `end` and `end` off; all when it does not come. */
static struct str take_until(struct str *rest, const char *end)
{
	size_t at = str_find(*rest, end);
	struct str before = str_slice(*rest, 0, at);

	*rest = at == STR_NONE ? str_from(*rest, rest->len)
	                       : str_from(*rest, at + strlen(end));
	return before;
}

/* Take what stands before "</name", in any case, and leave that. */
static struct str take_content(struct str *rest, struct str name)
{
	struct str all = *rest;
	size_t at = 0, more;

	for (;; at += more + 2) {
		struct str end;

		more = str_find(str_from(all, at), "</");
		if (more == STR_NONE) {
			at = all.len;
			break;
		}
		end = str_slice(all, at + more + 2, at + more + 2 + name.len);
		if (str_eq_nocase(end, name)) {
			at += more;
			break;
		}
	}
	*rest = str_from(all, at);
	return str_slice(all, 0, at);
}

static bool is_tag_space(char c)
{
	return char_is_space(c) || c == '/';
}

static bool ends_name(char c)
{
	return is_tag_space(c) || c == '>';
}

/* Take an attribute off a tag; false at the tag's end. */
static bool take_attribute(struct str *rest, struct str *name,
                           struct str *value, bool *is_closed)
{
	size_t at = 0;

	*is_closed = false;
	for (; rest->len > 0 && is_tag_space(*rest->ptr);
	     *rest = str_from(*rest, 1))
		*is_closed = *rest->ptr == '/';
	if (rest->len == 0 || *rest->ptr == '>')
		return false;
	do
		at++;
	while (at < rest->len && !ends_name(rest->ptr[at]) &&
	       rest->ptr[at] != '=');
	*name = str_slice(*rest, 0, at);
	*value = str_from(*rest, rest->len);
	*rest = str_trim_left(str_from(*rest, at));
	if (!str_starts(*rest, "="))
		return true;
	*rest = str_trim_left(str_from(*rest, 1));
	if (str_starts(*rest, "\"") || str_starts(*rest, "'")) {
		const char *end = *rest->ptr == '"' ? "\"" : "'";

		*rest = str_from(*rest, 1);
		*value = take_until(rest, end);
		return true;
	}
	for (at = 0; at < rest->len && !char_is_space(rest->ptr[at]) &&
	             rest->ptr[at] != '>';)
		at++;
	*value = str_slice(*rest, 0, at);
	*rest = str_from(*rest, at);
	return true;
}

/* Write the attributes that are wanted, each once; `is_closed`: "/>". */
static void put_attributes(struct scan *scan, bool *is_closed)
{
	bool seen[ARRAY_LEN(wanted)] = {false};
	struct str name, value;

	while (take_attribute(&scan->rest, &name, &value, is_closed)) {
		for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
			if (seen[i] || !str_is_nocase(name, wanted[i]))
				continue;
			seen[i] = true;
			buf_addc(&scan->out, ' ');
			buf_adds(&scan->out, wanted[i]);
			buf_adds(&scan->out, "=\"");
			put_text(&scan->out, value);
			buf_addc(&scan->out, '"');
		}
	}
	scan->rest = str_from(scan->rest, 1);
}

/* Take a tag's name off as lower-case letters; empty: none that we know. */
static struct str take_name(struct str *rest, char text[NAME_LEN_MAX + 1])
{
	struct str name = {text, 0};
	bool is_fit = true;
	size_t at;

	for (at = 0; at < rest->len && !ends_name(rest->ptr[at]); at++) {
		char c = char_lower(rest->ptr[at]);

		is_fit = is_fit && at < NAME_LEN_MAX &&
		         (char_is_alnum(c) || c == ':' || c == '-');
		if (is_fit)
			text[name.len++] = c;
	}
	text[name.len] = '\0';
	*rest = str_from(*rest, at);
	return is_fit ? name : str_from(name, name.len);
}

/* At the name of a start tag. */
static void put_start_tag(struct scan *scan)
{
	char text[NAME_LEN_MAX + 1];
	struct str name = take_name(&scan->rest, text);
	size_t start = scan->out.len;
	const htmlElemDesc *known = htmlTagLookup((const xmlChar *)text);
	bool is_closed, is_opaque = is_listed(name, opaque, ARRAY_LEN(opaque));

	buf_addc(&scan->out, '<');
	buf_add(&scan->out, name);
	put_attributes(scan, &is_closed);
	buf_addc(&scan->out, '>');
	/* "<o:p/>" is closed; "<div/>" is not, says HTML5. */
	is_closed = is_closed && !known;
	if (name.len == 0 || is_closed || is_opaque ||
	    is_listed(name, dropped, ARRAY_LEN(dropped)))
		buf_cut(&scan->out, start);
	if (is_closed)
		return;
	if (is_opaque)
		take_content(&scan->rest, name);
	else if (str_is(name, "title"))
		put_text(&scan->out, take_content(&scan->rest, name));
}

/* At the name of an end tag. */
static void put_end_tag(struct scan *scan)
{
	char text[NAME_LEN_MAX + 1];
	struct str name = take_name(&scan->rest, text), attribute, value;
	bool is_closed;

	while (take_attribute(&scan->rest, &attribute, &value, &is_closed))
		;
	scan->rest = str_from(scan->rest, 1);
	if (name.len == 0 || is_listed(name, opaque, ARRAY_LEN(opaque)) ||
	    is_listed(name, dropped, ARRAY_LEN(dropped)))
		return;
	if (str_is(name, "br"))
		buf_adds(&scan->out, "<br>");
	else
		buf_addf(&scan->out, "</%s>", text);
}

/* At a '<' (HTML5, 13.2.5.6): a tag, a comment or just the sign. */
static void put_markup(struct scan *scan)
{
	char c = scan->rest.len > 1 ? scan->rest.ptr[1] : '\0';
	char d = scan->rest.len > 2 ? scan->rest.ptr[2] : '\0';

	if (char_is_alpha(c)) {
		scan->rest = str_from(scan->rest, 1);
		put_start_tag(scan);
	} else if (c == '/' && char_is_alpha(d)) {
		scan->rest = str_from(scan->rest, 2);
		put_end_tag(scan);
	} else if (str_starts(scan->rest, "<!--")) {
		scan->rest = str_from(scan->rest, 2);
		take_until(&scan->rest, "-->");
	} else if (c == '!' || c == '?' || c == '/') {
		take_until(&scan->rest, ">");
	} else {
		buf_adds(&scan->out, "&lt;");
		scan->rest = str_from(scan->rest, 1);
	}
}

struct str markup_clean(struct arena *arena, struct str html)
{
	struct scan scan = {BUF_INIT(INT_MAX / 2), utf8_repair(arena, html)};

	buf_adds(&scan.out, START);
	while (scan.rest.len > 0) {
		size_t text = str_find_char(scan.rest, '<');

		put_text(&scan.out, str_slice(scan.rest, 0, text));
		scan.rest = str_from(scan.rest, text);
		if (scan.rest.len > 0)
			put_markup(&scan);
	}
	return buf_take(&scan.out, arena);
}

uint32_t markup_reference(struct str reference)
{
	char name[NAME_LEN_MAX + 1] = "";
	const htmlEntityDesc *entity;
	uint32_t code;

	if (!str_starts(reference, "&"))
		return 0;
	reference = str_from(reference, 1);
	if (str_starts(reference, "#"))
		return read_number(reference, &code) > 0 ? code_meant(code) : 0;
	if (str_ends(reference, ";"))
		reference.len--;
	if (reference.len > NAME_LEN_MAX)
		return 0;
	memcpy(name, reference.ptr, reference.len);
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : 0;
}

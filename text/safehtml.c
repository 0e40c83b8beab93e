#include "text/safehtml.h"

#include "base/attr.h"
#include "base/buf.h"
#include "text/markup.h"
#include "text/safehtml_private.h"
#include "text/safestyle.h"
#include "text/utf8.h"
#include "text/weblink.h"

enum {
	OPEN_MAX =
		200, /* elements in each other; deeper ones lose their tags */
	ATTRS_MAX = 50, /* of one tag */
	REFERENCE_MAX = 32,
};

struct cleaner {
	struct arena *arena;
	struct str base, rest;
	struct buf out;
	const char *open[OPEN_MAX];
	size_t n_open;
	bool has_no_comment_end; /* in what is left: look no more */
};

bool safehtml_is_void(struct str name)
{
	return safehtml_find(SAFE_VOIDS, name) != NULL;
}

/* The bytes of "&name;" or "&#12;" at the start of `text`; 0: it is none. */
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

/* "&#146;" is what Windows has there, and never a control character. */
static void put_reference(struct cleaner *c, struct str reference)
{
	uint32_t code =
		str_starts(reference, "&#") ? markup_reference(reference) : 0;
	char bytes[4] = "";

	if (code >= 0x80 && str_find_char(reference, 'x') == STR_NONE &&
	    reference.len == 6)
		buf_add(&c->out, (struct str){bytes, utf8_put(code, bytes)});
	else
		buf_add(&c->out, reference);
}

static void put_text(struct cleaner *c, struct str text)
{
	while (text.len > 0) {
		size_t plain = str_find_char(text, '&'), len;

		buf_add(&c->out, str_slice(text, 0, plain));
		text = str_from(text, plain);
		if (text.len == 0)
			break;
		len = reference_len(text);
		if (len > 0)
			put_reference(c, str_slice(text, 0, len));
		else
			buf_adds(&c->out, "&amp;");
		text = str_from(text, len > 0 ? len : 1);
	}
}

/* An attribute's value with its references read. */
static struct str decode(struct arena *arena, struct str value)
{
	struct buf out = BUF_INIT(value.len * 4 + 4);

	while (value.len > 0) {
		size_t plain = str_find_char(value, '&'), len;
		uint32_t code;
		char bytes[4] = "";

		buf_add(&out, str_slice(value, 0, plain));
		value = str_from(value, plain);
		if (value.len == 0)
			break;
		len = reference_len(value);
		code = len > 0 ? markup_reference(str_slice(value, 0, len)) : 0;
		if (code > 0)
			buf_add(&out,
			        (struct str){bytes, utf8_put(code, bytes)});
		else
			buf_addc(&out, '&');
		value = str_from(value, code > 0 ? len : 1);
	}
	return buf_take(&out, arena);
}

/* Between double quotes. */
static void put_value(struct cleaner *c, struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		char ch = value.ptr[i];

		if (ch == '&')
			buf_adds(&c->out, "&amp;");
		else if (ch == '<')
			buf_adds(&c->out, "&lt;");
		else if (ch == '>')
			buf_adds(&c->out, "&gt;");
		else if (ch == '"')
			buf_adds(&c->out, "&quot;");
		else
			buf_addc(&c->out, ch);
	}
}

static void put_attribute(struct cleaner *c, struct str name, struct str value)
{
	const char *known = safehtml_find(SAFE_ATTRIBUTES, name);

	if (!known)
		return;
	value = decode(c->arena, value);
	if (str_is(name, "style") || !strcmp(known, "style")) {
		value = safestyle_clean(c->arena, value);
		if (value.len == 0)
			return;
	} else if (safehtml_find(SAFE_LINKS, name)) {
		value = weblink_resolve(c->arena, c->base, value);
		if (!weblink_is_safe(value))
			value = str_of("");
	}
	buf_addf(&c->out, " %s=\"", known);
	put_value(c, value);
	buf_addc(&c->out, '"');
}

static bool is_tag_space(char ch)
{
	return char_is_space(ch) || ch == '/';
}

/* Take an attribute off a tag; false at the tag's end, which is taken. */
static bool take_attribute(struct str *rest, struct str *name,
                           struct str *value)
{
	size_t at = 0, end;

	while (rest->len > 0 && is_tag_space(*rest->ptr))
		*rest = str_from(*rest, 1);
	if (rest->len == 0 || *rest->ptr == '>') {
		*rest = str_from(*rest, 1);
		return false;
	}
	do
		at++;
	while (at < rest->len && !is_tag_space(rest->ptr[at]) &&
	       rest->ptr[at] != '>' && rest->ptr[at] != '=');
	*name = str_slice(*rest, 0, at);
	*value = str_of("");
	*rest = str_trim_left(str_from(*rest, at));
	if (!str_starts(*rest, "="))
		return true;
	*rest = str_trim_left(str_from(*rest, 1));
	if (str_starts(*rest, "\"") || str_starts(*rest, "'")) {
		end = str_find_char(str_from(*rest, 1), *rest->ptr);
		*value = str_slice(str_from(*rest, 1), 0, end);
		*rest = end == STR_NONE ? str_from(*rest, rest->len)
		                        : str_from(*rest, end + 2);
		return true;
	}
	for (at = 0; at < rest->len && !char_is_space(rest->ptr[at]) &&
	             rest->ptr[at] != '>';)
		at++;
	*value = str_slice(*rest, 0, at);
	*rest = str_from(*rest, at);
	return true;
}

static struct str take_name(struct str *rest)
{
	size_t at = 0;
	struct str name;

	while (at < rest->len && !is_tag_space(rest->ptr[at]) &&
	       rest->ptr[at] != '>')
		at++;
	name = str_slice(*rest, 0, at);
	*rest = str_from(*rest, at);
	return name;
}

/* Skip to the end tag of `name`, in any case; without one, to the end. */
static void skip_content(struct str *rest, struct str name)
{
	struct str end;

	for (;;) {
		size_t at = str_find(*rest, "</");

		*rest = str_from(*rest, at == STR_NONE ? rest->len : at + 2);
		end = str_slice(*rest, 0, name.len);
		if (rest->len == 0 || str_eq_nocase(end, name))
			break;
	}
	*rest = str_from(*rest, str_find_char(*rest, '>'));
	*rest = str_from(*rest, 1);
}

static void close_to(struct cleaner *c, size_t n)
{
	while (c->n_open > n)
		buf_addf(&c->out, "</%s>", c->open[--c->n_open]);
}

static void put_attributes(struct cleaner *c, bool is_kept)
{
	struct str name, value, seen[ATTRS_MAX];
	size_t n = 0;

	while (take_attribute(&c->rest, &name, &value)) {
		bool is_new = n < ATTRS_MAX;

		for (size_t i = 0; is_new && i < n; i++)
			is_new = !str_eq_nocase(seen[i], name);
		if (!is_new || !is_kept)
			continue;
		seen[n++] = name;
		put_attribute(c, name, value);
	}
}

static void put_start(struct cleaner *c)
{
	struct str name = take_name(&c->rest);
	const char *known = safehtml_find(SAFE_ELEMENTS, name);
	bool is_void = safehtml_is_void(name);

	if (known && !is_void && c->n_open == OPEN_MAX)
		known = NULL;
	if (known && c->n_open > 0 && c->open[c->n_open - 1] == known &&
	    safehtml_find(SAFE_SIBLINGS, name))
		close_to(c, c->n_open - 1);
	if (known)
		buf_addf(&c->out, "<%s", known);
	put_attributes(c, known != NULL);
	if (known)
		buf_adds(&c->out, is_void ? " />" : ">");
	if (known && !is_void)
		c->open[c->n_open++] = known;
	if (safehtml_find(SAFE_OPAQUE, name))
		skip_content(&c->rest, name);
}

static void put_end(struct cleaner *c)
{
	struct str name = take_name(&c->rest), attribute, value;
	const char *known = safehtml_find(SAFE_ELEMENTS, name);

	while (take_attribute(&c->rest, &attribute, &value))
		;
	for (size_t i = c->n_open; known && i > 0; i--)
		if (c->open[i - 1] == known) {
			close_to(c, i - 1);
			return;
		}
}

/* "<!--" ends at "-->"; where that never comes, at the next '>'. */
static void skip_declaration(struct cleaner *c)
{
	struct str *rest = &c->rest;
	size_t end = STR_NONE;

	if (!c->has_no_comment_end && str_starts(*rest, "<!--")) {
		end = str_find(str_from(*rest, 2), "-->");
		c->has_no_comment_end = end == STR_NONE;
	}
	if (end != STR_NONE) {
		*rest = str_from(*rest, end + 5);
		return;
	}
	*rest = str_from(*rest, str_find_char(*rest, '>'));
	*rest = str_from(*rest, 1);
}

/* At a '<'. */
static void put_markup(struct cleaner *c)
{
	char next = c->rest.len > 1 ? c->rest.ptr[1] : '\0';
	char third = c->rest.len > 2 ? c->rest.ptr[2] : '\0';

	if (char_is_alpha(next)) {
		c->rest = str_from(c->rest, 1);
		put_start(c);
	} else if (next == '/' && char_is_alpha(third)) {
		c->rest = str_from(c->rest, 2);
		put_end(c);
	} else if (next == '!' || next == '?' || next == '/') {
		skip_declaration(c);
	} else {
		buf_adds(&c->out, "&lt;");
		c->rest = str_from(c->rest, 1);
	}
}

struct str safehtml_clean(struct arena *arena, struct str base, struct str html)
{
	struct cleaner c = {.arena = arena,
	                    .base = base,
	                    .rest = html,
	                    .out = BUF_INIT(SAFEHTML_MAX)};

	while (c.rest.len > 0 && buf_ok(&c.out)) {
		size_t text = str_find_char(c.rest, '<');

		put_text(&c, str_slice(c.rest, 0, text));
		c.rest = str_from(c.rest, text);
		if (c.rest.len > 0)
			put_markup(&c);
	}
	close_to(&c, 0);
	if (!buf_ok(&c.out)) {
		buf_free(&c.out);
		return str_of("");
	}
	return buf_take(&c.out, arena);
}

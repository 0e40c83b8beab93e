#include "text/feed_markup_private.h"

#include "base/buf.h"
#include "text/dom_private.h"
#include "text/feed.h"
#include "text/html.h"
#include "text/safehtml.h"
#include "text/utf8.h"
#include "text/weblink.h"

enum {
	MARKUP_MAX = 2 * FEED_MAX,
	BASES_MAX = 64, /* elements around one, as XMLCLEAN_DEPTH_MAX */
};

struct str feed_markup_text(struct arena *arena, const xmlNode *node)
{
	struct buf out = BUF_INIT(MARKUP_MAX);

	for (const xmlNode *n = node; n; n = dom_next(node, n, false))
		if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			buf_adds(&out, (const char *)n->content);
	return str_trim(buf_take(&out, arena));
}

struct str feed_markup_attr(const xmlNode *node, const char *name)
{
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (str_is_nocase(str_of((const char *)a->name), name) &&
		    a->children)
			return str_of((const char *)a->children->content);
	return str_of("");
}

static struct str base_of(const xmlNode *node)
{
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (!strcmp((const char *)a->name, "base") && a->ns &&
		    a->children)
			return str_of((const char *)a->children->content);
	return str_of("");
}

struct str feed_markup_base(struct arena *arena, const xmlNode *node,
                            struct str url)
{
	struct str bases[BASES_MAX];
	size_t n = 0;

	for (; node && node->type == XML_ELEMENT_NODE; node = node->parent) {
		struct str base = base_of(node);

		if (base.len > 0 && n < BASES_MAX)
			bases[n++] = base;
	}
	while (n > 0) {
		struct str base = weblink_resolve(arena, url, bases[--n]);

		/* One that is no place to look from does not count. */
		if (weblink_is_safe(base))
			url = base;
	}
	return url;
}

static bool has_elements(const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE)
			return true;
	return false;
}

static void put_attributes(struct arena *arena, struct buf *out,
                           const xmlNode *node)
{
	for (const xmlAttr *a = node->properties; a; a = a->next) {
		struct str value = str_of(
			a->children ? (const char *)a->children->content : "");
		const char *prefix = a->ns ? (const char *)a->ns->prefix : NULL;

		buf_addf(out, " %s%s%s=\"", prefix ? prefix : "",
		         prefix ? ":" : "", (const char *)a->name);
		buf_add(out, html_escape(arena, value));
		buf_addc(out, '"');
	}
}

/* Write down what is in `node` again; it is not deep (XMLCLEAN_DEPTH_MAX). */
static void put_children(struct arena *arena, struct buf *out,
                         const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next) {
		struct str name = str_of((const char *)n->name);

		if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			buf_add(out,
			        html_escape(arena,
			                    str_of((const char *)n->content)));
		if (n->type != XML_ELEMENT_NODE)
			continue;
		buf_addf(out, "<%s", (const char *)n->name);
		put_attributes(arena, out, n);
		buf_adds(out, safehtml_is_void(name) ? " />" : ">");
		if (safehtml_is_void(name))
			continue;
		put_children(arena, out, n);
		buf_addf(out, "</%s>", (const char *)n->name);
	}
}

/* The only element in `node`, when it is a <div>; else `node`. */
static const xmlNode *without_div(const xmlNode *node)
{
	const xmlNode *only = NULL;

	if (!str_is_nocase(dom_attr(node, "type"), "xhtml"))
		return node;
	for (const xmlNode *n = node->children; n; n = n->next) {
		bool is_blank =
			n->type != XML_ELEMENT_NODE &&
			str_trim(str_of((const char *)n->content)).len == 0;

		if (!is_blank && (only || !dom_is(n, "div")))
			return node;
		if (!is_blank)
			only = n;
	}
	return only ? only : node;
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (char_is_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static struct str decode_base64(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(MARKUP_MAX);
	unsigned bits = 0;
	int n = 0;

	for (size_t i = 0; i < text.len; i++) {
		int value = base64_value(text.ptr[i]);

		if (value < 0)
			continue;
		bits = bits << 6 | (unsigned)value;
		n += 6;
		if (n >= 8)
			buf_addc(&out, (char)(bits >> (n -= 8) & 0xff));
	}
	return utf8_repair(arena, buf_take(&out, arena));
}

/* Windows' quotes where Unicode has control characters (HTML5, 13.2.3.5). */
static struct str with_quotes(struct arena *arena, struct str text)
{
	static const uint16_t windows[32] = {
		0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
		0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
	};
	struct buf out = BUF_INIT(MARKUP_MAX);
	struct str rest = text;
	char bytes[4] = "";
	uint32_t code;

	if (str_find(text, "\xc2") == STR_NONE)
		return text;
	while (utf8_next(&rest, &code)) {
		if (code >= 0x80 && code < 0xa0 && windows[code - 0x80])
			code = windows[code - 0x80];
		buf_add(&out, (struct str){bytes, utf8_put(code, bytes)});
	}
	return buf_take(&out, arena);
}

/* Atom 0.3 says it in "mode"; in Atom 1.0 all is encoded that is of a type
 * which is no text and no XML (RFC 4287, 4.1.3.3). */
static bool is_base64(const xmlNode *node)
{
	struct str type = dom_attr(node, "type"), mode = dom_attr(node, "mode");

	if (mode.len > 0)
		return str_is_nocase(mode, "base64");
	return node->ns &&
	       !strcmp((const char *)node->ns->href,
	               "http://www.w3.org/2005/Atom") &&
	       str_find_char(type, '/') != STR_NONE &&
	       !str_starts_nocase(type, "text/") &&
	       !str_ends_nocase(type, "+xml") && !str_ends_nocase(type, "/xml");
}

struct str feed_markup_safe(struct arena *arena, const xmlNode *node,
                            struct str url)
{
	struct buf out = BUF_INIT(MARKUP_MAX);
	struct str markup;

	if (has_elements(node)) {
		put_children(arena, &out, without_div(node));
		markup = buf_take(&out, arena);
	} else {
		markup = feed_markup_text(arena, node);
		if (is_base64(node))
			markup = decode_base64(arena, markup);
	}
	markup = with_quotes(arena, markup);
	/* What has no tag is text, whatever it is said to be. */
	if (str_find_char(markup, '<') == STR_NONE)
		return str_trim(markup);
	return str_trim(safehtml_clean(
		arena, feed_markup_base(arena, node, url), markup));
}

struct str feed_markup_unescape(struct arena *arena, struct str link)
{
	struct buf out = BUF_INIT(link.len + 1);
	size_t at;

	while ((at = str_find(link, "&amp;")) != STR_NONE) {
		buf_add(&out, str_slice(link, 0, at + 1));
		link = str_from(link, at + 5);
	}
	buf_add(&out, link);
	return buf_take(&out, arena);
}

#include "text/dom_private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "text/layout.h"
#include "text/markup.h"

xmlDoc *dom_parse(struct arena *arena, struct str html)
{
	struct str clean = markup_clean(arena, html);
	int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	              HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
	              HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT;

	return htmlReadMemory(clean.ptr, (int)clean.len, NULL, "UTF-8",
	                      options);
}

bool dom_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)node->name, name);
}

bool dom_is_heading(const xmlNode *node)
{
	return node && node->type == XML_ELEMENT_NODE && node->name[0] == 'h' &&
	       node->name[1] >= '1' && node->name[1] <= '6' &&
	       node->name[2] == '\0';
}

struct str dom_attr(const xmlNode *node, const char *name)
{
	const xmlAttr *attr =
		node->type == XML_ELEMENT_NODE ? node->properties : NULL;

	for (; attr; attr = attr->next)
		if (!strcmp((const char *)attr->name, name))
			return str_of(
				attr->children
					? (const char *)attr->children->content
					: "");
	return str_of("");
}

bool dom_has_word(struct str list, const char *word)
{
	struct str each;

	while (str_next_word(&list, &each)) {
		while (str_starts(each, "x_"))
			each = str_from(each, 2);
		if (str_is_nocase(each, word))
			return true;
	}
	return false;
}

struct str dom_style(const xmlNode *node, const char *property)
{
	struct str style = dom_attr(node, "style"), each, value = str_of("");

	while (str_next_field(&style, ';', &each)) {
		size_t colon = str_find_char(each, ':');

		if (colon != STR_NONE &&
		    str_is_nocase(str_trim(str_slice(each, 0, colon)),
		                  property))
			value = str_trim(str_from(each, colon + 1));
	}
	return value;
}

/* "0", "0px", "0.0em !important": no size at all? */
static bool is_zero(struct str size)
{
	size_t at = 0;

	while (at < size.len && (size.ptr[at] == '0' || size.ptr[at] == '.'))
		at++;
	return at > 0 && (at == size.len || !char_is_digit(size.ptr[at]));
}

/* Written in the colour that it stands on? */
static bool is_painted_over(const xmlNode *node)
{
	struct str ink = dom_style(node, "color");
	struct str paper = dom_style(node, "background-color");

	if (paper.len == 0)
		paper = dom_style(node, "background");
	return ink.len > 0 && str_eq_nocase(ink, paper);
}

bool dom_is_hidden(const xmlNode *node)
{
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (!strcmp((const char *)a->name, "hidden"))
			return true;
	if (dom_attr(node, "style").len == 0)
		return false;
	return str_starts_nocase(dom_style(node, "display"), "none") ||
	       str_starts_nocase(dom_style(node, "visibility"), "hidden") ||
	       is_zero(dom_style(node, "font-size")) ||
	       is_zero(dom_style(node, "max-height")) ||
	       is_zero(dom_style(node, "opacity")) || is_painted_over(node);
}

xmlNode *dom_next(const xmlNode *root, const xmlNode *node, bool skip)
{
	if (!skip && node->children)
		return node->children;
	for (; node && node != root; node = node->parent)
		if (node->next)
			return node->next;
	return NULL;
}

struct str dom_text(struct arena *arena, const xmlNode *node)
{
	struct layout layout = LAYOUT_INIT(64 * 1024);

	for (const xmlNode *n = node; n && buf_ok(&layout.out);
	     n = dom_next(node, n, false))
		if (n->type == XML_TEXT_NODE)
			layout_text(&layout, str_of((const char *)n->content));
		else if (dom_is(n, "br") || dom_is(n, "div") || dom_is(n, "p"))
			layout_gap(&layout, " ");
	return str_trim(layout_take(&layout, arena));
}

#include "text/textify_private.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "text/client_private.h"
#include "text/dom_private.h"
#include "text/layout.h"
#include "text/link.h"
#include "text/mailwords.h"
#include "text/utf8.h"
#include "text/wrap.h"

#define OUTPUT_MAX (4 * 1024 * 1024) /* bytes */
#define NUMBER_MAX 1000000           /* of an item */
#define LOOK_AHEAD 20                /* nodes behind a quotation */
#define LOOK_BYTES 400               /* of each of their texts */

struct render {
	struct layout layout;
	bool is_letter;
	bool is_pre;     /* spaces and line ends stay */
	size_t n_quotes; /* quotes around this place */
	bool has_quote;  /* one began already */
	size_t n_lists;  /* lists around this place */
	int64_t number;  /* of the last item of this list */
};

typedef void render_fn(struct render *r, const xmlNode *node);

static void render(struct render *r, const xmlNode *node);
static render_fn *find_element(const xmlNode *node);

static void render_children(struct render *r, const xmlNode *node)
{
	for (const xmlNode *n = node->children; n; n = n->next)
		render(r, n);
}

static void render_nothing(struct render *r, const xmlNode *node)
{
	(void)r;
	(void)node;
}

static bool is_blank(const xmlNode *node)
{
	return !node ||
	       (node->type == XML_TEXT_NODE && !node->next &&
	        str_trim(str_of((const char *)node->content)).len == 0);
}

/* All that is in a table's cell?  It is on the row's line then. */
static bool is_whole_cell(const xmlNode *node)
{
	const xmlNode *before = node->prev;

	if (!dom_is(node->parent, "td") && !dom_is(node->parent, "th"))
		return false;
	return is_blank(node->next) &&
	       (!before ||
	        (!before->prev && before->type == XML_TEXT_NODE &&
	         str_trim(str_of((const char *)before->content)).len == 0));
}

static void render_apart(struct render *r, const xmlNode *node, int lines)
{
	bool is_cell = is_whole_cell(node);

	if (!is_cell)
		layout_break(&r->layout, lines);
	render_children(r, node);
	if (!is_cell)
		layout_break(&r->layout, lines);
}

static void render_block(struct render *r, const xmlNode *node)
{
	render_apart(r, node, 1);
}

static void render_paragraph(struct render *r, const xmlNode *node)
{
	render_apart(r, node, 2);
}

static void render_pre(struct render *r, const xmlNode *node)
{
	bool before = r->is_pre;

	r->is_pre = true;
	render_apart(r, node, 2);
	r->is_pre = before;
}

static void render_br(struct render *r, const xmlNode *node)
{
	layout_br(&r->layout);
	render_children(r, node);
}

static void render_hr(struct render *r, const xmlNode *node)
{
	layout_break(&r->layout, r->is_letter && r->n_quotes > 0 ? 1 : 2);
	if (r->is_letter)
		layout_text(&r->layout, str_of("----------"));
	layout_break(&r->layout, 1);
	render_children(r, node);
}

/* An image of a sign that people type (an emoji) is that sign. */
static void render_img(struct render *r, const xmlNode *node)
{
	struct str alt = str_trim(dom_attr(node, "alt")), rest = alt;
	uint32_t code;

	if (utf8_next(&rest, &code) && code >= 0x203c && alt.len <= 28 &&
	    text_width(alt) <= 4)
		layout_text(&r->layout, alt);
}

static void render_list(struct render *r, const xmlNode *node)
{
	int lines = r->n_lists > 0 ? 1 : 2;
	int64_t outside = r->number, start = 1;

	if (!str_number(dom_attr(node, "start"), &start))
		start = 1;
	r->number = start % NUMBER_MAX - 1;
	r->n_lists++;
	layout_break(&r->layout, lines);
	render_children(r, node);
	r->n_lists--;
	layout_break(&r->layout, lines);
	r->number = outside;
}

static void render_item(struct render *r, const xmlNode *node)
{
	char *number = r->layout.number;
	int64_t own;
	size_t outside;

	r->number++;
	if (str_number(dom_attr(node, "value"), &own))
		r->number = own % NUMBER_MAX;
	snprintf(number, sizeof(r->layout.number), "%" PRId64 ". ", r->number);
	layout_break(&r->layout, 1);
	outside = layout_item(&r->layout,
	                      dom_is(node->parent, "ol") ? number : "- ");
	render_children(r, node);
	layout_pop(&r->layout, outside);
	layout_break(&r->layout, 1);
}

static void render_cell(struct render *r, const xmlNode *node)
{
	layout_gap(&r->layout, "  ");
	render_children(r, node);
}

static void render_link(struct render *r, const xmlNode *node)
{
	size_t start = r->layout.out.len;
	struct str target = dom_attr(node, "href");

	render_children(r, node);
	if (r->is_letter &&
	    link_tells(str_from(buf_str(&r->layout.out), start), target))
		layout_url(&r->layout, start, target, "<>");
}

/* The words that a block begins with; empty: it has none. */
static struct str first_words(const xmlNode *block)
{
	for (const xmlNode *n = block; n; n = dom_next(block, n, false)) {
		struct str words = str_of(n->type == XML_TEXT_NODE
		                                  ? (const char *)n->content
		                                  : "");

		if (str_trim(words).len > 0)
			return str_trim(words);
	}
	return str_of("");
}

/* Does nothing stand in the letter but `node`?  What is above it is known to
 * be nothing; `node`'s ancestors are few (render()). */
static bool is_all(const xmlNode *node)
{
	for (; node; node = node->parent)
		for (const xmlNode *n = node->next; n; n = n->next)
			if (first_words(n).len > 0)
				return false;
	return true;
}

/* Does "On ... wrote:" come behind `quote`, before anything else quoted? */
static bool is_head_next(const xmlNode *quote)
{
	const xmlNode *n = quote;

	while (n && !n->next) /* render() ends at 256 levels */
		n = n->parent;
	n = n ? n->next : NULL;
	for (size_t i = 0; n && i < LOOK_AHEAD; i++) {
		if (dom_is(n, "blockquote"))
			return false;
		if (n->type == XML_TEXT_NODE &&
		    wrote_find(str_slice(str_of((const char *)n->content), 0,
		                         LOOK_BYTES)) != STR_NONE)
			return true;
		n = dom_next(NULL, n, false);
	}
	return false;
}

/*
 * A quotation that no program marked, above the head of the quote that one
 * did: the writer's own, set off by the button for that.
 */
static bool is_aside(const struct render *r, const xmlNode *node)
{
	struct str last = layout_last_line(&r->layout);

	return !r->has_quote && r->layout.out.len > 0 &&
	       !str_ends(str_trim(last), ":") &&
	       dom_attr(node, "type").len == 0 &&
	       dom_attr(node, "cite").len == 0 &&
	       dom_attr(node, "class").len == 0 &&
	       dom_style(node, "border-left").len == 0 && is_head_next(node);
}

static void render_aside(struct render *r, const xmlNode *node)
{
	size_t outside;

	layout_break(&r->layout, 2);
	outside = layout_push(&r->layout, "  ");
	render_children(r, node);
	layout_pop(&r->layout, outside);
	layout_break(&r->layout, 2);
}

static void render_quote(struct render *r, const xmlNode *node)
{
	size_t outside = 0;

	if (r->is_letter && is_aside(r, node)) {
		render_aside(r, node);
		return;
	}

	/* A letter that is one quotation and has no other word is one that
	 * its program has set so. */
	if (r->layout.out.len == 0 && is_all(node)) {
		render_paragraph(r, node);
		return;
	}
	layout_break(&r->layout, 2);
	if (r->is_letter)
		outside = layout_push(&r->layout, "> ");
	r->has_quote = true;
	r->n_quotes++;
	render_children(r, node);
	r->n_quotes--;
	if (r->is_letter)
		layout_pop(&r->layout, outside);
	layout_break(&r->layout, 2);
}

/*
 * The container of what is quoted.  Where the quotation stands in it as an
 * element of its own, what comes behind that is the writer's again.
 */
static void render_container(struct render *r, const xmlNode *node)
{
	const xmlNode *n = node->children;
	size_t outside;

	layout_break(&r->layout, 1);
	outside = layout_push(&r->layout, "> ");
	r->has_quote = true;
	r->n_quotes++;
	for (; n && !client_is_inner_quote(node, n); n = n->next)
		render(r, n);
	if (n) {
		render_paragraph(r, n);
		n = n->next;
	}
	r->n_quotes--;
	layout_pop(&r->layout, outside);
	layout_break(&r->layout, 1);
	for (; n; n = n->next)
		render(r, n);
	layout_break(&r->layout, 1);
}

/* "On ... wrote:", outside a container of its own. */
static void render_prefix(struct render *r, const xmlNode *node)
{
	if (r->n_quotes > 0)
		render_block(r, node);
	else
		render_container(r, node);
}

/* From here to the end of the letter everything is quoted. */
static void render_rest(struct render *r, const xmlNode *node)
{
	if (r->n_quotes == 0)
		layout_floor(&r->layout, "> ");
	r->has_quote = true;
	r->n_quotes++;
	layout_break(&r->layout, 1);
	find_element(node)(r, node);
}

static void render_signature(struct render *r, const xmlNode *node)
{
	struct str words = first_words(node);

	layout_break(&r->layout, 1);
	if (r->n_quotes == 0 && words.len > 0 && !str_starts(words, "--") &&
	    !str_is(layout_last_line(&r->layout), "--"))
		layout_text(&r->layout, str_of("--"));
	layout_break(&r->layout, 1);
	find_element(node)(r, node);
	layout_break(&r->layout, 1);
}

static const struct element {
	const char *name;
	render_fn *render;
} elements[] = {
	{"a", render_link},           {"address", render_block},
	{"article", render_block},    {"aside", render_block},
	{"blockquote", render_quote}, {"br", render_br},
	{"caption", render_block},    {"center", render_block},
	{"datalist", render_nothing}, {"dd", render_block},
	{"details", render_block},    {"dialog", render_nothing},
	{"dir", render_list},         {"div", render_block},
	{"dl", render_paragraph},     {"dt", render_block},
	{"fieldset", render_block},   {"figcaption", render_block},
	{"figure", render_block},     {"footer", render_block},
	{"form", render_block},       {"h1", render_paragraph},
	{"h2", render_paragraph},     {"h3", render_paragraph},
	{"h4", render_paragraph},     {"h5", render_paragraph},
	{"h6", render_paragraph},     {"head", render_nothing},
	{"header", render_block},     {"hr", render_hr},
	{"img", render_img},          {"li", render_item},
	{"listing", render_pre},      {"main", render_block},
	{"menu", render_list},        {"nav", render_block},
	{"noscript", render_nothing}, {"ol", render_list},
	{"option", render_nothing},   {"p", render_paragraph},
	{"plaintext", render_pre},    {"pre", render_pre},
	{"rp", render_nothing},       {"section", render_block},
	{"select", render_nothing},   {"summary", render_block},
	{"table", render_block},      {"td", render_cell},
	{"th", render_cell},          {"title", render_nothing},
	{"tr", render_block},         {"ul", render_list},
	{"xmp", render_pre},
};

static int compare(const void *name, const void *element)
{
	return strcmp(name, ((const struct element *)element)->name);
}

static render_fn *find_element(const xmlNode *node)
{
	const struct element *element =
		bsearch(node->name, elements, ARRAY_LEN(elements),
	                sizeof(*elements), compare);

	if (element)
		return element->render;
	if (str_starts_nocase(dom_style(node, "display"), "block"))
		return render_block;
	return render_children;
}

/* The same, or what a mail program means by it. */
static render_fn *find_mark(const struct render *r, const xmlNode *node)
{
	static render_fn *const marks[] = {
		[CLIENT_QUOTE] = render_container,
		[CLIENT_PREFIX] = render_prefix,
		[CLIENT_REST] = render_rest,
		[CLIENT_SIGNATURE] = render_signature,
	};
	enum client_mark mark = r->is_letter && !dom_is(node, "blockquote")
	                                ? client_mark(node)
	                                : CLIENT_NONE;

	return mark == CLIENT_NONE ? find_element(node) : marks[mark];
}

/* Does a style say what becomes of spaces and line ends in `node`? */
static bool keeps_spaces(const xmlNode *node, bool outside)
{
	struct str value = dom_style(node, "white-space");

	if (value.len == 0)
		return outside;
	return str_starts_nocase(value, "pre");
}

/* As deep as the tree is: libxml2 ends it at 256 levels. */
static void render(struct render *r, const xmlNode *node)
{
	bool before = r->is_pre;
	struct str text;

	if (node->type == XML_TEXT_NODE) {
		text = str_of((const char *)node->content);
		if (r->is_pre)
			layout_pre(&r->layout, text);
		else
			layout_text(&r->layout, text);
	}
	if (node->type != XML_ELEMENT_NODE || dom_is_hidden(node))
		return;
	r->is_pre = keeps_spaces(node, before);
	find_mark(r, node)(r, node);
	r->is_pre = before;
}

struct str textify_node(struct arena *arena, const xmlNode *root,
                        bool is_letter)
{
	struct render r = {.layout = LAYOUT_INIT(OUTPUT_MAX),
	                   .is_letter = is_letter};

	render(&r, root);
	return layout_take(&r.layout, arena);
}

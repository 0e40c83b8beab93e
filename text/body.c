#include "text/body_private.h"

#include <string.h>

#include "base/attr.h"
#include "text/dom_private.h"

#define TOLL        30  /* bytes that a run of text must have to count */
#define LINK_WEIGHT 2   /* a byte in a link counts against so many */
#define AGAINST_MAX 100 /* what one run may weigh against */

/* What is known of an element, in its _private field. */
struct weight {
	long value;  /* of all runs in it */
	long good;   /* of those that count for it */
	size_t text; /* bytes that are not blank */
	size_t link; /* those of them in links */
};

/* The run of text that is being read. */
struct scale {
	struct arena *arena;
	size_t text, link;
	size_t n_links; /* open */
	bool is_cut;    /* it ends with "..." */
	bool is_heading;
};

static const char *const inline_names[] = {
	"a",    "abbr", "acronym", "b",    "bdi", "bdo",  "br",  "cite",
	"code", "data", "del",     "dfn",  "em",  "font", "i",   "img",
	"ins",  "kbd",  "label",   "mark", "q",   "rp",   "rt",  "ruby",
	"samp", "span", "strong",  "sub",  "sup", "time", "var", "nobr",
};

static const char *const junk_names[] = {
	"nav",    "aside",  "footer", "header",   "form",       "button",
	"select", "option", "input",  "noscript", "figcaption", "dialog",
	"menu",   "label",  "title",  "meta",     "link",
};

static const char *const junk_roles[] = {
	"navigation", "complementary", "contentinfo", "banner",  "search",
	"dialog",     "alert",         "menu",        "toolbar", "menubar",
};

/* Words of which class and id are made where no article is. */
static const char *const junk_words[] = {
	"ad",         "ads",         "advert",      "advertisement",
	"adsense",    "adslot",      "sponsor",     "sponsored",
	"promo",      "promotion",   "banner",      "outbrain",
	"taboola",    "share",       "sharing",     "social",
	"follow",     "related",     "recommended", "recirc",
	"trending",   "popular",     "sidebar",     "widget",
	"newsletter", "subscribe",   "signup",      "paywall",
	"breadcrumb", "breadcrumbs", "pagination",  "pager",
	"nav",        "navigation",  "navbar",      "menu",
	"footer",     "masthead",    "toolbar",     "tooltip",
	"popup",      "modal",       "overlay",     "cookie",
	"cookies",    "consent",     "caption",     "credit",
	"credits",    "byline",      "bio",         "tags",
	"topics",     "login",       "search",      "copyright",
	"disqus",     "comment",     "comments",    "respond",
	"skip",       "toc",         "timestamp",   "dateline",
	"rating",     "gallery",     "slideshow",   "carousel",
	"hidden",     "print",       "player",      "teaser",
	"teasers",    "readmore",    "noprint",     "editsection",
	"catlinks",   "gdpr",        "privacy",     "relatedposts",
	"navbox",     "metadata",    "donate",
};

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}

static bool is_block(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE &&
	       !is_one_of((const char *)node->name, inline_names,
	                  ARRAY_LEN(inline_names));
}

/* The cells of a row are read as one. */
static bool is_cell(const xmlNode *node)
{
	return dom_is(node, "td") || dom_is(node, "th");
}

static struct weight *weight_of(const xmlNode *node)
{
	return node->_private;
}

/* The run ends here: it counts for or against `owner`. */
static void end_run(struct scale *scale, struct weight *owner)
{
	long value = (long)scale->text - LINK_WEIGHT * (long)scale->link - TOLL;

	if (scale->is_cut && value > 0)
		value = -value;
	if (value < -AGAINST_MAX)
		value = -AGAINST_MAX;
	if (scale->is_heading && scale->link == 0 && value < 0)
		value = 0;
	if (scale->text > 0) {
		owner->value += value;
		owner->good += value > 0 ? value : 0;
		owner->text += scale->text;
		owner->link += scale->link;
	}
	scale->text = scale->link = 0;
	scale->is_cut = false;
}

static size_t solid(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += !char_is_space(*text);
	return n;
}

/* A teaser breaks off: "and then [...]" */
static bool is_cut(const char *content)
{
	struct str text = str_trim(str_of(content));

	if (str_ends(text, "]"))
		text.len--;
	return str_ends(text, "...") || str_ends(text, "\xe2\x80\xa6");
}

/* Weigh `node` into `owner`, the block that it stands in. */
static void weigh(struct scale *scale, xmlNode *node, struct weight *owner)
{
	struct weight *own = owner;
	bool is_link = dom_is(node, "a");

	if (node->type == XML_TEXT_NODE) {
		size_t n = solid((const char *)node->content);

		if (n > 0)
			scale->is_cut = is_cut((const char *)node->content);
		scale->text += n;
		scale->link += scale->n_links > 0 ? n : 0;
	}
	if (node->type != XML_ELEMENT_NODE)
		return;
	if (is_block(node)) {
		if (!is_cell(node))
			end_run(scale, owner);
		own = arena_new(scale->arena, struct weight);
		node->_private = own;
		scale->is_heading = dom_is_heading(node);
	}
	scale->n_links += is_link;
	for (xmlNode *n = node->children; n; n = n->next)
		weigh(scale, n, own);
	scale->n_links -= is_link;
	if (own == owner)
		return;
	if (!is_cell(node))
		end_run(scale, own);
	scale->is_heading = false;
	owner->value += own->value;
	owner->good += own->good;
	owner->text += own->text;
	owner->link += own->link;
}

static struct weight weigh_all(struct arena *arena, xmlNode *root)
{
	struct scale scale = {.arena = arena};
	struct weight total = {0, 0, 0, 0};

	weigh(&scale, root, &total);
	return total;
}

/* Take the next word off a class or id: "relatedPosts-box" has three. */
static bool next_part(struct str *rest, char part[16])
{
	size_t n = 0, at = 0;

	while (at < rest->len && !char_is_alnum(rest->ptr[at]))
		at++;
	*rest = str_from(*rest, at);
	for (at = 0; at < rest->len && char_is_alnum(rest->ptr[at]); at++) {
		char c = rest->ptr[at];

		if (at > 0 && c != char_lower(c) &&
		    rest->ptr[at - 1] == char_lower(rest->ptr[at - 1]))
			break;
		if (n < 15)
			part[n++] = char_lower(c);
	}
	part[n] = '\0';
	*rest = str_from(*rest, at);
	return n > 0;
}

static bool has_junk_word(struct str names)
{
	char part[16];

	while (next_part(&names, part))
		if (is_one_of(part, junk_words, ARRAY_LEN(junk_words)))
			return true;
	return false;
}

static bool has_junk_role(const xmlNode *node)
{
	struct str role = dom_attr(node, "role");

	for (size_t i = 0; role.len > 0 && i < ARRAY_LEN(junk_roles); i++)
		if (str_is_nocase(role, junk_roles[i]))
			return true;
	return false;
}

static bool is_junk(const xmlNode *node)
{
	if (is_one_of((const char *)node->name, junk_names,
	              ARRAY_LEN(junk_names)) ||
	    has_junk_role(node) || dom_is_hidden(node))
		return true;
	return has_junk_word(dom_attr(node, "class")) ||
	       has_junk_word(dom_attr(node, "id"));
}

/* Take `node` out; returns what follows it. */
static xmlNode *drop(const xmlNode *root, xmlNode *node)
{
	xmlNode *next = dom_next(root, node, true);

	xmlUnlinkNode(node);
	xmlFreeNode(node);
	return next;
}

/*
 * Names lie: what holds a third of all that counts stays, whatever it is
 * called ("has-sidebar" is said of whole pages).
 */
static void drop_junk(xmlNode *root, long all_good)
{
	xmlNode *n = dom_next(root, root, false);

	while (n) {
		const struct weight *w = weight_of(n);

		if (n->type == XML_ELEMENT_NODE && is_junk(n) &&
		    (!w || w->good * 3 <= all_good))
			n = drop(root, n);
		else
			n = dom_next(root, n, false);
	}
}

static bool is_article(const xmlNode *node)
{
	return dom_is(node, "article") ||
	       dom_has_word(dom_attr(node, "itemprop"), "articleBody") ||
	       str_is_nocase(dom_attr(node, "role"), "article");
}

/* The heaviest element; one that says it is the article may weigh less. */
static xmlNode *heaviest(xmlNode *root)
{
	xmlNode *best = NULL, *said = NULL;

	for (xmlNode *n = root; n; n = dom_next(root, n, false)) {
		const struct weight *w =
			n->type == XML_ELEMENT_NODE ? weight_of(n) : NULL;

		if (!w)
			continue;
		/* Of equals the inner one: less is around it. */
		if (!best || w->value >= weight_of(best)->value)
			best = n;
		if (is_article(n) &&
		    (!said || w->value >= weight_of(said)->value))
			said = n;
	}
	if (said && weight_of(said)->value * 2 > weight_of(best)->value)
		return said;
	return best;
}

/* Inside an article: a list of links, a box of teasers? */
static bool is_aside(const xmlNode *node)
{
	const struct weight *w = weight_of(node);

	if (!w || w->text == 0 || dom_is(node, "p"))
		return false;
	return w->value < 0 && w->link * 2 > w->text;
}

static void drop_asides(xmlNode *root)
{
	xmlNode *n = dom_next(root, root, false);

	while (n) {
		if (n->type == XML_ELEMENT_NODE && is_aside(n))
			n = drop(root, n);
		else
			n = dom_next(root, n, false);
	}
}

/* What stands before `heading` in `body`, and itself, is no text of it. */
static void drop_head(xmlNode *body, xmlNode *heading)
{
	xmlNode *up = heading;

	while (up != body) {
		xmlNode *parent = up->parent;

		while (up->prev)
			drop(body, up->prev);
		if (up == heading)
			drop(body, heading);
		up = parent;
	}
}

/* The first heading that says `title`; NULL: none does. */
static xmlNode *find_heading(struct arena *arena, xmlNode *body,
                             struct str title, bool only_h1)
{
	xmlNode *n = body;

	while (n) {
		bool is_heading = only_h1 ? dom_is(n, "h1") : dom_is_heading(n);

		if (is_heading && str_eq_nocase(dom_text(arena, n), title))
			return n;
		n = dom_next(body, n, is_heading);
	}
	return NULL;
}

void body_behead(struct arena *arena, xmlNode *body, struct str title)
{
	xmlNode *heading = find_heading(arena, body, title, true);

	if (!heading)
		heading = find_heading(arena, body, title, false);
	if (heading && heading != body)
		drop_head(body, heading);
}

xmlNode *body_find(struct arena *arena, xmlNode *root)
{
	struct weight all = weigh_all(arena, root);
	xmlNode *best;

	drop_junk(root, all.good);
	weigh_all(arena, root);
	best = heaviest(root);
	if (!best || weight_of(best)->text == 0)
		return NULL;
	drop_asides(best);
	return best;
}

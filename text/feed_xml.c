/*
 * Feeds in XML.  An element counts by the vocabulary that it is of and by its
 * name; what stands in the feed's own vocabulary goes before what Dublin Core or
 * iTunes say of the same.
 */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/attr.h"
#include "base/buf.h"
#include "text/dom_private.h"
#include "text/feed_private.h"
#include "text/feed_markup_private.h"
#include "text/utf8.h"
#include "text/weblink.h"
#include "text/when.h"
#include "text/xmlclean.h"

enum {
	LINE_LEN_MAX = 2000, /* characters of what is one line */
};

enum vocabulary {
	CORE, /* RSS, RDF, CDF, Atom, or none */
	DUBLIN,
	TERMS, /* Dublin Core's later ones */
	CONTENT,
	XHTML,
	ITUNES,
	MEDIA,
	OTHER,
};

enum kind {
	NOTHING,
	ID,
	TITLE,
	LINK,
	AUTHOR,
	PUBLISHED,
	UPDATED,
	SUMMARY,
	BODY,
	LANGUAGE,
	N_KINDS,
};

static const struct {
	enum vocabulary vocabulary;
	const char *name;
	enum kind kind;
	int rank; /* of several in one item the highest counts */
} names[] = {
	{CORE, "title", TITLE, 9},
	{DUBLIN, "title", TITLE, 5},
	{ITUNES, "title", TITLE, 2},
	{MEDIA, "title", TITLE, 1},
	{CORE, "link", LINK, 9},
	{CORE, "url", LINK, 2},
	{CORE, "guid", ID, 9},
	{CORE, "id", ID, 9},
	{DUBLIN, "identifier", ID, 5},
	{CORE, "author", AUTHOR, 9},
	{CORE, "managingeditor", AUTHOR, 8},
	{DUBLIN, "creator", AUTHOR, 7},
	{DUBLIN, "author", AUTHOR, 7},
	{ITUNES, "author", AUTHOR, 3},
	{CORE, "webmaster", AUTHOR, 2},
	{CORE, "pubdate", PUBLISHED, 9},
	{CORE, "published", PUBLISHED, 9},
	{CORE, "issued", PUBLISHED, 8},
	{TERMS, "issued", PUBLISHED, 7},
	{CORE, "created", PUBLISHED, 3},
	{TERMS, "created", PUBLISHED, 3},
	{CORE, "updated", UPDATED, 9},
	{CORE, "modified", UPDATED, 9},
	{CORE, "lastbuilddate", UPDATED, 9},
	{TERMS, "modified", UPDATED, 7},
	{DUBLIN, "date", UPDATED, 6},
	{CORE, "date", UPDATED, 5},
	{CORE, "description", SUMMARY, 9},
	{CORE, "summary", SUMMARY, 9},
	{CORE, "tagline", SUMMARY, 9},
	{CORE, "subtitle", SUMMARY, 9},
	{CORE, "abstract", SUMMARY, 8},
	{TERMS, "abstract", SUMMARY, 7},
	{DUBLIN, "description", SUMMARY, 6},
	{ITUNES, "summary", SUMMARY, 2},
	{ITUNES, "subtitle", SUMMARY, 1},
	{MEDIA, "description", SUMMARY, 1},
	{CONTENT, "encoded", BODY, 9},
	{CORE, "content", BODY, 8},
	{CORE, "fullitem", BODY, 8},
	{XHTML, "body", BODY, 7},
	{CORE, "body", BODY, 7},
	{CORE, "language", LANGUAGE, 9},
	{DUBLIN, "language", LANGUAGE, 8},
};

static const struct {
	const char *prefix, *start; /* usual one; of the namespace's name */
	enum vocabulary vocabulary;
} spaces[] = {
	{"dc", "http://purl.org/dc/elements/", DUBLIN},
	{"dcterms", "http://purl.org/dc/terms/", TERMS},
	{"content", "http://purl.org/rss/1.0/modules/content", CONTENT},
	{"xhtml", "http://www.w3.org/1999/xhtml", XHTML},
	{"itunes", "http://www.itunes.com/dtds/podcast-1.0", ITUNES},
	{"media", "http://search.yahoo.com/mrss", MEDIA},
	{"atom", "http://www.w3.org/2005/atom", CORE},
	{"atom03", "http://purl.org/atom/ns", CORE},
	{"rss", "http://purl.org/rss/1.0/", CORE},
	{"rss09", "http://my.netscape.com/rdf/simple/0.9/", CORE},
	{"rss2", "http://backend.userland.com/rss", CORE},
};

/* What was found of a feed or an item. */
struct found {
	struct str text[N_KINDS];
	int rank[N_KINDS];
	int summary_name; /* row of names[] that the summary came by */
};

struct reader {
	struct arena *arena;
	struct str url;
	const xmlChar *own; /* namespace of the root element, or NULL */
};

/* Without its prefix, where libxml2 left it on. */
static struct str local_name(const xmlNode *node)
{
	struct str name = str_of((const char *)node->name);
	size_t colon = str_find_char(name, ':');

	return colon == STR_NONE ? name : str_from(name, colon + 1);
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       str_is_nocase(local_name(node), name);
}

static enum vocabulary vocabulary_of(const struct reader *reader,
                                     const xmlNode *node)
{
	struct str name = str_of((const char *)node->name);
	struct str prefix = str_slice(name, 0, str_find_char(name, ':'));
	struct str href = str_of(node->ns ? (const char *)node->ns->href : "");

	if (href.len == 0 && prefix.len == name.len)
		return CORE;
	if (node->ns && reader->own && xmlStrEqual(node->ns->href, reader->own))
		return CORE;
	if (node->ns)
		prefix = str_of((const char *)node->ns->prefix);
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++) {
		if (href.len > 0 ? str_starts_nocase(href, spaces[i].start)
		                 : str_is_nocase(prefix, spaces[i].prefix))
			return spaces[i].vocabulary;
	}
	/* A default that nobody knows is somebody's RSS. */
	return node->ns && !node->ns->prefix ? CORE : OTHER;
}

static void set(struct found *found, enum kind kind, struct str text, int rank)
{
	if (text.len == 0 || rank <= found->rank[kind])
		return;
	found->text[kind] = text;
	found->rank[kind] = rank;
}

static struct str line_of(const struct reader *reader, const xmlNode *node)
{
	return utf8_clean_line(reader->arena,
	                       feed_markup_text(reader->arena, node),
	                       LINE_LEN_MAX);
}

static struct str link_at(const struct reader *reader, const xmlNode *node,
                          struct str link)
{
	link = weblink_resolve(
		reader->arena,
		feed_markup_base(reader->arena, node, reader->url),
		feed_markup_unescape(reader->arena, link));
	return weblink_is_safe(link)
	               ? utf8_clean_line(reader->arena, link, LINE_LEN_MAX)
	               : str_of("");
}

/* Atom has it in an attribute, with what it leads to; RSS as text. */
static void read_link(const struct reader *reader, const xmlNode *node,
                      struct found *found, int rank)
{
	struct str href = feed_markup_attr(node, "href"),
		   rel = feed_markup_attr(node, "rel");

	if (href.len == 0) {
		set(found, LINK, link_at(reader, node, line_of(reader, node)),
		    rank);
		return;
	}
	if (rel.len > 0 && !str_is_nocase(rel, "alternate"))
		return;
	set(found, LINK, link_at(reader, node, href), rank - 1);
}

/* A guid is a link as well, unless it says that it is none. */
static void read_id(const struct reader *reader, const xmlNode *node,
                    struct found *found, int rank)
{
	struct str id = line_of(reader, node);

	if (is_named(node, "guid")) {
		if (!str_is_nocase(feed_markup_attr(node, "isPermaLink"),
		                   "false") &&
		    (str_starts_nocase(id, "http://") ||
		     str_starts_nocase(id, "https://")))
			set(found, LINK, link_at(reader, node, id), 1);
	} else if (is_named(node, "id")) {
		id = link_at(reader, node, id);
	}
	set(found, ID, id, rank);
}

/* A name, and an address behind it. */
static void read_author(const struct reader *reader, const xmlNode *node,
                        struct found *found, int rank)
{
	struct str name = {"", 0}, email = {"", 0};
	bool has_parts = false;

	for (const xmlNode *n = node->children; n; n = n->next) {
		has_parts = has_parts || n->type == XML_ELEMENT_NODE;
		if (is_named(n, "name") && name.len == 0)
			name = line_of(reader, n);
		else if (is_named(n, "email") && email.len == 0)
			email = line_of(reader, n);
	}
	if (!has_parts)
		name = line_of(reader, node);
	else if (name.len > 0 && email.len > 0)
		name = str_of(arena_printf(reader->arena, "%.*s (%.*s)",
		                           (int)name.len, name.ptr,
		                           (int)email.len, email.ptr));
	else if (name.len == 0)
		name = email;
	set(found, AUTHOR, name, rank);
}

/* Who writes both a description and a summary means the later for content. */
static void read_summary(const struct reader *reader, const xmlNode *node,
                         struct found *found, int row)
{
	struct str markup = feed_markup_safe(reader->arena, node, reader->url);

	if (found->rank[SUMMARY] == names[row].rank &&
	    found->summary_name != row)
		set(found, BODY, markup, 1);
	if (names[row].rank > found->rank[SUMMARY])
		found->summary_name = row;
	set(found, SUMMARY, markup, names[row].rank);
}

static void read_element(const struct reader *reader, const xmlNode *node,
                         struct found *found)
{
	enum vocabulary vocabulary = vocabulary_of(reader, node);
	struct str name = local_name(node);
	size_t row = 0;

	while (row < ARRAY_LEN(names) &&
	       (names[row].vocabulary != vocabulary ||
	        !str_is_nocase(name, names[row].name)))
		row++;
	if (row == ARRAY_LEN(names))
		return;
	switch (names[row].kind) {
	case LINK:
		read_link(reader, node, found, names[row].rank);
		break;
	case ID:
		read_id(reader, node, found, names[row].rank);
		break;
	case AUTHOR:
		read_author(reader, node, found, names[row].rank);
		break;
	case SUMMARY:
		read_summary(reader, node, found, (int)row);
		break;
	case TITLE:
	case BODY:
		set(found, names[row].kind,
		    feed_markup_safe(reader->arena, node, reader->url),
		    names[row].rank);
		break;
	default:
		set(found, names[row].kind, line_of(reader, node),
		    names[row].rank);
	}
}

static struct found read_children(const struct reader *reader,
                                  const xmlNode *node)
{
	struct found found = {.summary_name = 0};
	struct str about = feed_markup_attr(node, "about");

	/* RDF and CDF name things in attributes. */
	set(&found, ID, utf8_clean_line(reader->arena, about, LINE_LEN_MAX), 1);
	if (feed_markup_attr(node, "href").len > 0)
		set(&found, LINK,
		    link_at(reader, node, feed_markup_attr(node, "href")), 1);
	set(&found, UPDATED, feed_markup_attr(node, "lastmod"), 1);
	for (const xmlNode *n = node->children; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE)
			read_element(reader, n, &found);
	return found;
}

static int64_t time_of(struct str text)
{
	int64_t time = 0;

	return text.len > 0 && when_parse(text, &time) ? time : 0;
}

static void read_item(const struct reader *reader, const xmlNode *node,
                      struct feed *feed)
{
	struct found found = read_children(reader, node);
	struct feed_item *item = feed_add_item(reader->arena, feed);

	if (!item)
		return;
	item->id = found.text[ID];
	item->title = found.text[TITLE];
	item->link = found.text[LINK];
	item->author = found.text[AUTHOR];
	item->summary = found.text[SUMMARY];
	item->content = found.text[BODY];
	item->published = time_of(found.text[PUBLISHED]);
	item->updated = time_of(found.text[UPDATED]);
	if (item->published == 0)
		item->published = item->updated;
}

static void read_head(const struct reader *reader, const xmlNode *node,
                      struct feed *feed)
{
	struct found found = read_children(reader, node);
	struct str language = feed_markup_attr(node, "lang");

	if (feed->title.len == 0)
		feed->title = found.text[TITLE];
	if (feed->link.len == 0)
		feed->link = found.text[LINK];
	if (feed->author.len == 0)
		feed->author = found.text[AUTHOR];
	if (feed->language.len == 0)
		feed->language = found.text[LANGUAGE].len > 0
		                         ? found.text[LANGUAGE]
		                         : arena_str(reader->arena, language);
}

static bool is_feed(const xmlNode *root)
{
	return is_named(root, "rss") || is_named(root, "rdf") ||
	       is_named(root, "feed") || is_named(root, "channel");
}

/* The head may stand around the items or beside them. */
static void read_all(const struct reader *reader, xmlNode *root,
                     struct feed *feed)
{
	xmlNode *n = root;

	while (n) {
		bool is_item = is_named(n, "item") || is_named(n, "entry");
		bool is_head = is_named(n, "channel") || is_named(n, "feed");

		if (is_item && n != root)
			read_item(reader, n, feed);
		else if (is_head)
			read_head(reader, n, feed);
		n = dom_next(root, n, n != root && !is_head);
	}
}

enum err feed_parse_xml(struct arena *arena, struct str url, struct str raw,
                        struct feed *feed, struct why *why)
{
	int options = XML_PARSE_RECOVER | XML_PARSE_NOERROR |
	              XML_PARSE_NOWARNING | XML_PARSE_NONET |
	              XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
	struct reader reader = {.arena = arena, .url = url};
	struct str xml;
	xmlDoc *doc;
	xmlNode *root;
	enum err err = xmlclean(arena, raw, &xml, why);

	if (err)
		return err;
	doc = xmlReadMemory(xml.ptr, (int)xml.len, NULL, "UTF-8", options);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!root || !is_feed(root)) {
		xmlFreeDoc(doc);
		return err_because(why, ERR_INPUT, "it is no feed");
	}
	if (root->ns && !is_named(root, "rdf"))
		reader.own = root->ns->href;
	read_all(&reader, root, feed);
	xmlFreeDoc(doc);
	return OK;
}

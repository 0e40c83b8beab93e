#include "text/page.h"

#include "base/attr.h"
#include "text/body_private.h"
#include "text/dom_private.h"
#include "text/textify_private.h"
#include "text/utf8.h"

#define BYLINE_MAX 100 /* bytes: longer ones are no names */

/* What a page says of itself, kept with how far it is to be believed. */
struct fact {
	struct str text;
	int rank; /* of its source: higher ones win, of equals the first */
};

struct facts {
	struct fact title, byline, published, link;
	struct str head, site; /* <title>; og:site_name */
	struct str h1;         /* the first */
	size_t n_h1;
};

enum fact_kind {
	FACT_TITLE,
	FACT_BYLINE,
	FACT_PUBLISHED,
	FACT_LINK,
	FACT_SITE,
};

/* <meta name|property|itemprop=...> */
static const struct {
	const char *name;
	enum fact_kind kind;
	int rank;
} metas[] = {
	{"dc:title", FACT_TITLE, 4},
	{"dcterms:title", FACT_TITLE, 4},
	{"og:title", FACT_TITLE, 3},
	{"twitter:title", FACT_TITLE, 1},
	{"title", FACT_TITLE, 2},
	{"headline", FACT_TITLE, 2},
	{"dc:creator", FACT_BYLINE, 6},
	{"dcterms:creator", FACT_BYLINE, 6},
	{"author", FACT_BYLINE, 5},
	{"article:author", FACT_BYLINE, 4},
	{"sailthru.author", FACT_BYLINE, 4},
	{"parsely-author", FACT_BYLINE, 4},
	{"byl", FACT_BYLINE, 4},
	{"article:published_time", FACT_PUBLISHED, 6},
	{"datepublished", FACT_PUBLISHED, 5},
	{"dc:date", FACT_PUBLISHED, 4},
	{"dcterms:created", FACT_PUBLISHED, 4},
	{"parsely-pub-date", FACT_PUBLISHED, 4},
	{"sailthru.date", FACT_PUBLISHED, 3},
	{"pubdate", FACT_PUBLISHED, 3},
	{"date", FACT_PUBLISHED, 2},
	{"og:url", FACT_LINK, 1},
	{"og:site_name", FACT_SITE, 1},
};

static void set_fact(struct arena *arena, struct fact *fact, struct str text,
                     int rank)
{
	text = str_trim(text);
	if (text.len == 0 || rank <= fact->rank)
		return;
	fact->text = utf8_clean_line(arena, text, text.len);
	fact->rank = rank;
}

static bool is_http(struct str url)
{
	return str_starts_nocase(url, "http://") ||
	       str_starts_nocase(url, "https://");
}

static void set_byline(struct arena *arena, struct facts *facts,
                       struct str text, int rank)
{
	text = str_trim(text);
	if (str_starts_nocase(text, "by ") || str_starts_nocase(text, "by:"))
		text = str_trim(str_from(text, 3));
	if (text.len <= BYLINE_MAX && !is_http(text))
		set_fact(arena, &facts->byline, text, rank);
}

static void set_link(struct arena *arena, struct facts *facts, struct str url,
                     int rank)
{
	url = str_trim(url);
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ')
			return;
	if (is_http(url))
		set_fact(arena, &facts->link, url, rank);
}

/* Is `name` what the table says, with ':' or '.' between its parts? */
static bool is_meta(struct str name, const char *wanted)
{
	struct str other = str_of(wanted);

	if (name.len != other.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (char_lower(name.ptr[i]) != other.ptr[i] &&
		    !(name.ptr[i] == '.' && other.ptr[i] == ':'))
			return false;
	return true;
}

/* A vocabulary's own way to say it is "property" (RDFa): of two that say the
 * same, it is believed. */
static void read_meta(struct arena *arena, struct facts *facts, struct str name,
                      struct str content, bool is_property)
{
	for (size_t i = 0; i < ARRAY_LEN(metas); i++) {
		int rank = metas[i].rank * 2 + is_property;

		if (!is_meta(name, metas[i].name))
			continue;
		switch (metas[i].kind) {
		case FACT_TITLE:
			set_fact(arena, &facts->title, content, rank);
			break;
		case FACT_BYLINE:
			set_byline(arena, facts, content, rank);
			break;
		case FACT_PUBLISHED:
			set_fact(arena, &facts->published, content, rank);
			break;
		case FACT_LINK:
			set_link(arena, facts, content, rank);
			break;
		case FACT_SITE:
			facts->site = arena_str(arena, str_trim(content));
			break;
		}
	}
}

static void read_metas(struct arena *arena, struct facts *facts,
                       const xmlNode *node)
{
	static const char *const keys[] = {"name", "itemprop", "property"};
	struct str content = dom_attr(node, "content");

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		struct str names = dom_attr(node, keys[i]), name;

		while (str_next_word(&names, &name))
			read_meta(arena, facts, name, content,
			          i == ARRAY_LEN(keys) - 1);
	}
}

/* Names, where the page shows them to people. */
static void read_byline(struct arena *arena, struct facts *facts,
                        const xmlNode *node)
{
	struct str class = dom_attr(node, "class");
	bool is_author = dom_has_word(dom_attr(node, "itemprop"), "author") ||
	                 dom_has_word(dom_attr(node, "rel"), "author");
	int rank = is_author                       ? 3
	           : dom_has_word(class, "byline") ? 2
	           : dom_has_word(class, "author") ||
	                           dom_has_word(class, "p-author")
	                   ? 1
	                   : 0;

	if (rank > facts->byline.rank)
		set_byline(arena, facts, dom_text(arena, node), rank);
}

static void read_time(struct arena *arena, struct facts *facts,
                      const xmlNode *node)
{
	bool is_published =
		dom_has_word(dom_attr(node, "itemprop"), "datePublished");
	struct str date = dom_attr(node, "datetime");

	if (date.len == 0)
		date = dom_attr(node, "content");
	if (date.len == 0 && is_published)
		date = dom_text(arena, node);
	if (is_published || dom_is(node, "time"))
		set_fact(arena, &facts->published, date, is_published ? 10 : 2);
}

static void read_facts(struct arena *arena, struct facts *facts,
                       const xmlNode *node)
{
	if (dom_is(node, "title") && facts->head.len == 0)
		facts->head = dom_text(arena, node);
	else if (dom_is(node, "meta"))
		read_metas(arena, facts, node);
	else if (dom_is(node, "link") &&
	         dom_has_word(dom_attr(node, "rel"), "canonical"))
		set_link(arena, facts, dom_attr(node, "href"), 4);
	if (dom_is(node, "h1") && facts->n_h1++ == 0)
		facts->h1 = dom_text(arena, node);
	if (node->type == XML_ELEMENT_NODE && !dom_is(node, "meta")) {
		read_byline(arena, facts, node);
		read_time(arena, facts, node);
	}
}

/* "Headline | Site", "Site: Headline" without the site, if it is named. */
static struct str without_site(struct str title, struct str site)
{
	static const char *const marks[] = {" | ",
	                                    " - ",
	                                    " \xe2\x80\x93 ",
	                                    " \xe2\x80\x94 ",
	                                    " \xc2\xbb ",
	                                    " \xc2\xb7 ",
	                                    ": "};

	for (size_t i = 0; site.len > 0 && i < ARRAY_LEN(marks); i++) {
		size_t len = str_of(marks[i]).len + site.len;
		struct str head = str_slice(title, 0, title.len - site.len);

		if (title.len <= len)
			continue;
		if (str_eq_nocase(str_from(title, title.len - site.len),
		                  site) &&
		    str_ends(head, marks[i]))
			return str_slice(title, 0, title.len - len);
	}
	return title;
}

/* Is `part` the whole of `title` but for what a mark parts from it? */
static bool is_headline_in(struct str part, struct str title)
{
	struct str rest;

	if (part.len < 8 || part.len >= title.len ||
	    !str_eq_nocase(str_slice(title, 0, part.len), part))
		return false;
	rest = str_from(title, part.len);
	return str_starts(rest, " ") || str_starts(rest, ":");
}

/* The headline: what metadata says, else <title>; <h1> knows where it ends. */
static struct str choose_title(const struct facts *facts)
{
	struct str title = facts->title.text;

	if (title.len == 0)
		title = facts->head;
	if (title.len == 0)
		return facts->h1;
	if (facts->h1.len > 0 && is_headline_in(facts->h1, title))
		return facts->h1;
	return without_site(title, facts->site);
}

enum err html_to_article(struct arena *arena, struct str html,
                         struct html_article *article)
{
	xmlDoc *doc = dom_parse(arena, html);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL, *body;
	struct html_article found = {0};
	struct facts facts = {0};

	for (xmlNode *n = root; n; n = dom_next(root, n, false))
		read_facts(arena, &facts, n);
	found.title = choose_title(&facts);
	found.byline = facts.byline.text;
	found.published = facts.published.text;
	found.link = facts.link.text;
	body = root ? body_find(arena, root) : NULL;
	if (body) {
		body_behead(arena, body, found.title);
		found.text = textify_node(arena, body, false);
	}
	xmlFreeDoc(doc);
	if (found.text.len == 0)
		return ERR_INPUT;
	*article = found;
	return OK;
}

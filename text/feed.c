#include "text/feed.h"

#include <libxml/tree.h>

#include "text/dom_private.h"
#include "text/feed_private.h"
#include "text/textify_private.h"
#include "text/utf8.h"

struct feed_item *feed_add_item(struct arena *arena, struct feed *feed)
{
	if (feed->n_items == FEED_ITEMS_MAX)
		return NULL;
	feed->items = arena_grow(arena, feed->items, feed->n_items,
	                         sizeof(*feed->items));
	feed->items[feed->n_items] = (struct feed_item){.published = 0};
	return &feed->items[feed->n_items++];
}

/* Safe markup as paragraphs. */
static struct str as_text(struct arena *arena, struct str markup)
{
	xmlDoc *doc = dom_parse(arena, markup);
	struct str text = {"", 0};

	if (doc && xmlDocGetRootElement(doc))
		text = textify_node(arena, xmlDocGetRootElement(doc), false);
	xmlFreeDoc(doc);
	return str_trim(utf8_clean(arena, text));
}

/* What is said elsewhere or not at all. */
static void complete(struct arena *arena, struct feed_item *item)
{
	if (item->id.len == 0)
		item->id = item->link;
	if (item->summary.len == 0)
		item->summary = item->content;
	item->text = as_text(arena, item->content.len > 0 ? item->content
	                                                  : item->summary);
}

enum err feed_parse(struct arena *arena, struct str url, struct str raw,
                    struct feed *feed, struct why *why)
{
	struct str start = str_trim_left(str_slice(raw, 0, 512));
	struct feed found = {.n_items = 0};
	enum err err;

	if (raw.len > FEED_MAX)
		return err_because(why, ERR_INPUT, "over %d bytes", FEED_MAX);
	if (str_starts(start, "\xef\xbb\xbf"))
		start = str_trim_left(str_from(start, 3));
	err = str_starts(start, "{")
	              ? feed_parse_json(arena, url, raw, &found, why)
	              : feed_parse_xml(arena, url, raw, &found, why);
	if (err)
		return err;
	for (size_t i = 0; i < found.n_items; i++)
		complete(arena, &found.items[i]);
	*feed = found;
	return OK;
}

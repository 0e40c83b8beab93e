/*
 * feed_private.h - what feed.c, feed_xml.c and feed_json.c share
 */
#ifndef TEXT_FEED_PRIVATE_H
#define TEXT_FEED_PRIVATE_H

#include "text/feed.h"

/* Feeds in XML and in JSON; errors as feed_parse(). */
enum err feed_parse_xml(struct arena *arena, struct str url, struct str raw,
                        struct feed *feed, struct why *why) MUST_CHECK;
enum err feed_parse_json(struct arena *arena, struct str url, struct str raw,
                         struct feed *feed, struct why *why) MUST_CHECK;

/* Room for one more item, all empty; NULL: there are FEED_ITEMS_MAX. */
struct feed_item *feed_add_item(struct arena *arena, struct feed *feed);

#endif

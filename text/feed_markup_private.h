/*
 * feed_markup_private.h - text and markup in the elements of a feed
 */
#ifndef TEXT_FEED_MARKUP_PRIVATE_H
#define TEXT_FEED_MARKUP_PRIVATE_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/str.h"

/* All text in `node`, as it is. */
struct str feed_markup_text(struct arena *arena, const xmlNode *node);

/* An attribute of a feed's element, in any case, borrowed; empty: none. */
struct str feed_markup_attr(const xmlNode *node, const char *name);

/* What links in `node` are seen from: xml:base of it and all around it, the
 * outermost as seen from `url`. */
struct str feed_markup_base(struct arena *arena, const xmlNode *node,
                            struct str url);

/*
 * What is in `node`, as safe markup, trimmed: elements in it, or text that is
 * markup (escaped or, by mode="base64", encoded).  The <div> that Atom has around
 * XHTML goes.
 */
struct str feed_markup_safe(struct arena *arena, const xmlNode *node,
                            struct str url);

/* "&amp;" in a link that was escaped twice. */
struct str feed_markup_unescape(struct arena *arena, struct str link);

#endif

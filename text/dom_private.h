/*
 * dom_private.h - a stranger's HTML as a tree, for html.c and page.c
 *
 * libxml2 builds it from what text/markup.h leaves, and ends it at 256
 * elements in each other.
 */
#ifndef TEXT_DOM_PRIVATE_H
#define TEXT_DOM_PRIVATE_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/str.h"

/* The document, to be freed with xmlFreeDoc(); NULL: nothing is in it. */
xmlDoc *dom_parse(struct arena *arena, struct str html);

/* The element's name is `name` (lower case)? */
bool dom_is(const xmlNode *node, const char *name);

/* One of h1 ... h6? */
bool dom_is_heading(const xmlNode *node);

/* The value of an attribute, borrowed from the tree; empty: none. */
struct str dom_attr(const xmlNode *node, const char *name);

/* Is `word` one of those in `list`?  "x_" before it is a mail service's. */
bool dom_has_word(struct str list, const char *word);

/* The value of `property` in the style attribute; empty: none. */
struct str dom_style(const xmlNode *node, const char *property);

/* Hidden by attribute or by style? */
bool dom_is_hidden(const xmlNode *node);

/* The node that follows in document order within `root`, without what is in
 * `node` when `skip`; NULL at the end. */
xmlNode *dom_next(const xmlNode *root, const xmlNode *node, bool skip);

/* All text in `node`, white space collapsed, on one line. */
struct str dom_text(struct arena *arena, const xmlNode *node);

#endif

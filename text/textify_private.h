/*
 * textify_private.h - a tree as lines, for html.c and page.c
 */
#ifndef TEXT_TEXTIFY_PRIVATE_H
#define TEXT_TEXTIFY_PRIVATE_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * `root` and what is in it as html_to_text() says; `is_letter`: with quote
 * marks, signature lines and the URLs of links, else without.
 */
struct str textify_node(struct arena *arena, const xmlNode *root,
                        bool is_letter);

#endif

/*
 * body_private.h - which part of a page is its article
 *
 * Each run of text between two block elements weighs its length, less what is
 * in links (thrice) and a fixed toll: paragraphs count for a container, menus
 * and teasers against it.  The element that weighs most is the article's.
 */
#ifndef TEXT_BODY_PRIVATE_H
#define TEXT_BODY_PRIVATE_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * The element that holds the article in `root`; NULL: no text is worth it.
 * What is not part of it (menus, captions, comments, adverts, share buttons)
 * is taken out of the tree, so read all else in the page before.
 */
xmlNode *body_find(struct arena *arena, xmlNode *root);

/* Take the heading that says `title`, and all before it, out of `body`. */
void body_behead(struct arena *arena, xmlNode *body, struct str title);

#endif

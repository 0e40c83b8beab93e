/*
 * safehtml.h - a stranger's HTML, with nothing left in it that does harm
 *
 * One pass without a tree (WHATWG HTML, 13.2.5): elements, attributes and
 * styles that are on our lists stay, all else goes; of scripts, styles and
 * applets the content too.  What is opened is closed, and nothing else.
 */
#ifndef TEXT_SAFEHTML_H
#define TEXT_SAFEHTML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define SAFEHTML_MAX (8 * 1024 * 1024) /* bytes of a result */

/*
 * `html` (valid UTF-8) as safe markup of at most SAFEHTML_MAX bytes, its links
 * as seen from `base` (weblink_resolve()); unsafe ones are empty.  Text without
 * any markup stays as it is.
 */
struct str safehtml_clean(struct arena *arena, struct str base,
                          struct str html);

/* Does the element have no end tag ("br")?  `name` in lower case. */
bool safehtml_is_void(struct str name);

#endif

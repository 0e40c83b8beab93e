/*
 * markup.h - a stranger's HTML written down again, plain and safe to parse
 *
 * Read as HTML5 says (WHATWG HTML, 13.2.5), in one pass without a stack.
 * Comments, scripts, styles and drawings go, character references above ASCII
 * and stray signs are made plain, and of the attributes only those stay that
 * somebody in text/ asks for, each once: libxml2 2.9 takes quadratic time for
 * a tag of many attributes.
 */
#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* `html` (any bytes) as valid UTF-8 that is the inside of one body. */
struct str markup_clean(struct arena *arena, struct str html);

/* The character that "&eacute;" or "&#233;" stands for; 0: none. */
uint32_t markup_reference(struct str reference);

#endif

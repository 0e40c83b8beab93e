/*
 * xmlclean.h - a stranger's XML, made fit for a parser that knows no entities
 *
 * XML 1.0 without its document type: no entity is ever declared, so none can
 * grow (T-32).
 */
#ifndef TEXT_XMLCLEAN_H
#define TEXT_XMLCLEAN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define XMLCLEAN_DEPTH_MAX 64 /* elements in each other */

/*
 * `raw`, in the charset of its byte order mark or declaration, as UTF-8 XML
 * without declaration, document type and comments.  What people get wrong is
 * mended: HTML's references become characters, unknown ones and bare '&' text,
 * control characters go.
 *
 *	ERR_INPUT	it declares entities, or is deeper than
 *			XMLCLEAN_DEPTH_MAX; `why` tells
 */
enum err xmlclean(struct arena *arena, struct str raw, struct str *xml,
                  struct why *why) MUST_CHECK;

#endif

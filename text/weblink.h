/*
 * weblink.h - links that strangers write
 */
#ifndef TEXT_WEBLINK_H
#define TEXT_WEBLINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Is it relative, or of a scheme that does no harm when followed (http, https,
 * mailto, ...; not javascript, data, file)?  Blanks and control characters in
 * the scheme do not hide it. */
bool weblink_is_safe(struct str link);

/*
 * `link` as seen from `base` (RFC 3986, 5.2; both any bytes), without white
 * space around it and control characters in it.  An empty `base` leaves a
 * relative link as it is.
 */
struct str weblink_resolve(struct arena *arena, struct str base,
                           struct str link);

#endif

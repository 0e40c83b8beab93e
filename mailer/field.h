/*
 * field.h - a header block, field by field, as it stands in the bytes
 *
 * The header ends at an empty line or before the first line that is no field
 * and continues none: what follows such a line is believed by nobody
 * (STANDARDS MSG-09), so it is body.
 */
#ifndef MAILER_FIELD_H
#define MAILER_FIELD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct field {
	struct str name;  /* blanks before the colon dropped */
	struct str value; /* behind the colon, with its line ends */
};

/*
 * Take the next field off `rest`.  False at the end of the header: `rest` is
 * then the body, the empty line before it taken off.
 */
bool field_next(struct str *rest, struct field *field);

/* `value` on one line: a line end and the blanks around it are one space. */
struct str field_unfold(struct arena *arena, struct str value);

/* `raw` without empty lines above its header, which some relays leave, and
 * without the "From " line that mbox files put before a mail. */
struct str field_skip_mbox(struct str raw);

#endif

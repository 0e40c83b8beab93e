/*
 * field.h - a header block, field by field, as it stands in the bytes
 *
 * The header ends at an empty line or before the first line that is no field
 * and continues none.  Mail systems on the way may lose the blank that folds a
 * line, or put a line of their own before a mail; so the header of a whole mail
 * is read on behind such a line when a field that every mail has follows
 * before an empty line.  What is read so is believed by nobody (STANDARDS
 * MSG-09).
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

/*
 * The same for the header of a whole mail.  `is_mended` becomes true when lines
 * that are no field had to be passed over; set it to false before the first.
 */
bool field_next_of_mail(struct str *rest, bool *is_mended, struct field *field);

/*
 * Is the field `name` one of those that providers add for themselves, and that
 * may be longer than we read?  Then it is passed over, and the mail is not
 * refused for it.
 */
bool field_may_be_long(struct str name);

/* `value` on one line: a line end and the blanks around it are one space. */
struct str field_unfold(struct arena *arena, struct str value);

/* `raw` without empty lines above its header, which some relays leave, and
 * without the "From " line that mbox files put before a mail. */
struct str field_skip_mbox(struct str raw);

#endif

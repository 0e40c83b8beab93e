#include "text/guess.h"

#include <uchardet.h>

#define LOOK_MAX (64 * 1024) /* bytes */
#define BEFORE   256         /* of them ASCII that leads to the first other */

/* Where there is something to tell charsets by: a byte above ASCII, or an
 * escape (ISO 2022). */
static struct str telling(struct str text)
{
	size_t at = 0;

	while (at < text.len && (unsigned char)text.ptr[at] < 0x80 &&
	       text.ptr[at] != '\x1b')
		at++;
	if (at == text.len)
		return str_of("");
	at = at > BEFORE ? at - BEFORE : 0;
	return str_slice(text, at, at + LOOK_MAX);
}

struct str guess_charset(struct arena *arena, struct str text)
{
	struct str look = telling(text), name = str_of("");
	uchardet_t detector;

	if (look.len == 0)
		return name;
	detector = uchardet_new();
	if (uchardet_handle_data(detector, look.ptr, look.len) == 0) {
		uchardet_data_end(detector);
		name = arena_str(arena, str_of(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	return name;
}

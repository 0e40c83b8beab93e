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

/*
 * Kana alone, each in two bytes of EUC: a short text of them is less than a
 * detector needs, and nobody else writes so.
 */
static bool is_kana(struct str text)
{
	size_t kana = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < 0x80)
			continue;
		if (c != 0xa1 && c != 0xa4 && c != 0xa5)
			return false;
		if (++i == text.len || (unsigned char)text.ptr[i] < 0xa1)
			return false;
		kana += c != 0xa1;
	}
	return kana > 2;
}

struct str guess_charset(struct arena *arena, struct str text)
{
	struct str look = telling(text), name = str_of("");
	uchardet_t detector;

	if (look.len == 0)
		return name;
	if (is_kana(look))
		return str_of("EUC-JP");
	detector = uchardet_new();
	if (uchardet_handle_data(detector, look.ptr, look.len) == 0) {
		uchardet_data_end(detector);
		name = arena_str(arena, str_of(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	return name;
}

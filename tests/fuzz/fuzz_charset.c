/* Up to the first LF a charset's name, then the text: UTF-8 within limits. */
#include <stdlib.h>

#include "text/charset.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, n}, name = {NULL, 0}, out;

	str_next_line(&text, &name);
	out = charset_to_utf8(&arena, name, text);
	if (!utf8_ok(out) || out.len > 4 * text.len)
		abort();
	arena_free(&arena);
	return 0;
}

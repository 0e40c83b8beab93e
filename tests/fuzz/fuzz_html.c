/* Whatever the page, its text is valid UTF-8 and ends with a line end. */
#include <stdlib.h>

#include "text/html.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str html = {(const char *)data, n};
	struct str text = html_to_text(&arena, html);

	if (!utf8_ok(text) || (text.len > 0 && !str_ends(text, "\n")))
		abort();
	arena_free(&arena);
	return 0;
}

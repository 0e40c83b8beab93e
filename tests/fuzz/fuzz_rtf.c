/*
 * RTF of any kind becomes UTF-8 of a bounded length.
 */
#include <stdint.h>
#include <stdlib.h>

#include "text/rtf.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	struct str text = rtf_to_text(&arena, bytes);

	if (!utf8_ok(text) || text.len > 4 * n ||
	    rtf_inflate(&arena, bytes).len > RTF_MAX)
		abort();
	arena_free(&arena);
	return 0;
}

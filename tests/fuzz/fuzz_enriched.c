/*
 * What is left of a text with tags is no longer than it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "text/enriched.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct arena arena = {0};

	if (enriched_to_text(&arena, text, false).len > n ||
	    enriched_to_text(&arena, text, true).len > n)
		abort();
	arena_free(&arena);
	return 0;
}

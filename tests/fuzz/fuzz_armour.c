/*
 * What is left of a signed text, or of one with an encrypted message in it, is
 * no longer than it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mailer/armour.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	struct str closed;

	if (armour_strip(&arena, bytes).len > n)
		abort();
	if (armour_drop_messages(&arena, bytes, &closed).len + closed.len > n)
		abort();
	arena_free(&arena);
	return 0;
}

/*
 * What is left of a signed text is no longer than it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mailer/armour.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	if (armour_strip(&arena, bytes).len > n)
		abort();
	(void)armour_is_encrypted(bytes);
	arena_free(&arena);
	return 0;
}

/*
 * The text that is left is no longer than it was; nothing is read past its
 * end.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mailer/enclosed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	struct enclosed found = {.n = 0};
	struct str left = enclosed_cut(&arena, bytes, &found);

	if (left.len > n || found.n > ENCLOSED_MAX)
		abort();
	arena_free(&arena);
	return 0;
}

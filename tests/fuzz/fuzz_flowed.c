/* flowed_to_text() ends with a line end and adds little to its input. */
#include <stdlib.h>

#include "text/flowed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, n};

	for (int delsp = 0; delsp < 2; delsp++) {
		struct str out = flowed_to_text(&arena, text, delsp);

		if (out.len > 2 * n + 1 || (n > 0 && !str_ends(out, "\n")))
			abort();
	}
	arena_free(&arena);
	return 0;
}

/* Whatever the text, a summary is slices of it, in order, and not empty. */
#include <stdlib.h>

#include "text/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const languages[] = {"en", "nb", "fr", "zh"};
	struct str text = {(const char *)data, n}, *sentences;
	struct str language = str_of(languages[n > 0 ? data[0] & 3 : 0]);
	struct arena arena = {0};
	const char *end = text.ptr;
	size_t found = summary_choose(&arena, str_slice(text, 0, n / 8), text,
	                              language, n % 5, &sentences);

	for (size_t i = 0; i < found; i++) {
		if (sentences[i].ptr < end || sentences[i].len == 0)
			abort();
		end = sentences[i].ptr + sentences[i].len;
	}
	if (found > 0 && end > text.ptr + text.len)
		abort();
	arena_free(&arena);
	return 0;
}

/* The words of a text stand in it, and joined by spaces they are the same. */
#include <stdlib.h>

#include "text/utf8.h"
#include "text/whole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str text =
		utf8_repair(&arena, (struct str){(const char *)data, n});
	struct whole words = whole_split(&arena, text);

	if (words.n > 0 && !whole_in(&words, &words))
		abort();
	for (size_t i = 0; i < words.n; i++)
		if (words.words[i].len == 0 || !utf8_ok(words.words[i]))
			abort();
	arena_free(&arena);
	return 0;
}

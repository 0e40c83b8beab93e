#include <assert.h>
#include <stdint.h>

#include "digest/choice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Up to the first NUL headlines, one a line; behind it an answer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = {(const char *)data, size};
	size_t zero = str_find_char(all, '\0'), n = 0, number = 0;
	struct str rest = str_slice(all, 0, zero == STR_NONE ? 0 : zero);
	struct str words = zero == STR_NONE ? all : str_from(all, zero + 1);
	struct str headlines[20];
	struct arena arena = {0};
	enum choice choice;

	while (n < 20 && str_next_line(&rest, &headlines[n]))
		n++;
	choice = choice_find(&arena, words, headlines, n, &number);
	assert((choice == CHOICE_NONE) == (number == 0));
	assert(number <= n);
	arena_free(&arena);
	return 0;
}

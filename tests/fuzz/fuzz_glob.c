/* A text fits itself when it has no signs of a pattern, and "*" fits all. */
#include <stdlib.h>
#include <string.h>

#include "text/glob.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str all = {(const char *)data, n};
	size_t zero = str_find_char(all, '\0');
	struct str pattern = str_slice(all, 0, zero);
	struct str text = str_from(all, zero == STR_NONE ? n : zero + 1);

	(void)glob_match(pattern, text);
	if (!glob_is_pattern(text) && !glob_match(text, text))
		abort();
	if (!glob_match(str_of("*"), text))
		abort();
	return 0;
}

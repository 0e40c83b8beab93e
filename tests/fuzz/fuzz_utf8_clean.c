/* utf8_clean() gives valid UTF-8 and finds nothing to clean in it. */
#include <stdlib.h>

#include "text/utf8.h"
#include "text/wrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, n};
	struct str once = utf8_clean(&arena, text);
	struct str line = utf8_clean_line(&arena, text, 20);

	if (!utf8_ok(once) || !str_eq(utf8_clean(&arena, once), once))
		abort();
	if (!utf8_ok(line) || utf8_length(line) > 20 ||
	    str_find_char(line, '\n') != STR_NONE)
		abort();
	text_wrap(&arena, once, 20, "> ");
	arena_free(&arena);
	return 0;
}

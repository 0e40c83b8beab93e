/* Whatever the HTML, no script and no handler stays, and what is clean stays as
 * it is. */
#include <stdlib.h>

#include "text/safehtml.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str html =
		utf8_repair(&arena, (struct str){(const char *)data, n});
	struct str once = safehtml_clean(&arena, str_of(""), html);

	if (!utf8_ok(once) || str_find_nocase(once, "<script") != STR_NONE ||
	    str_find_nocase(once, "=\"javascript:") != STR_NONE ||
	    str_find(once, "<!") != STR_NONE)
		abort();
	arena_free(&arena);
	return 0;
}

/* Whatever the source, title and text are valid UTF-8. */
#include <stdlib.h>

#include "text/markdown.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str source = {(const char *)data, n};
	struct markdown_article article;

	if (markdown_article(&arena, source, &article) == OK &&
	    (!utf8_ok(article.text) || !utf8_ok(article.title)))
		abort();
	arena_free(&arena);
	return 0;
}

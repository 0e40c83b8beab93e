/* Whatever the page, what is read out of it is valid UTF-8. */
#include <stdlib.h>

#include "text/page.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str html = {(const char *)data, n};
	struct html_article article;

	if (html_to_article(&arena, html, &article) == OK &&
	    (!utf8_ok(article.text) || !utf8_ok(article.title) ||
	     !utf8_ok(article.byline) || !utf8_ok(article.published) ||
	     !utf8_ok(article.link)))
		abort();
	arena_free(&arena);
	return 0;
}

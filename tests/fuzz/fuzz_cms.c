/*
 * The content of an opaque part is no longer than the part.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mailer/cms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	struct str content = {"", 0};

	if (cms_read(&arena, bytes, &content) == CMS_SIGNED && content.len > n)
		abort();
	arena_free(&arena);
	return 0;
}

/* Whatever a reader writes, no token of ours is printed (promise 8). */
#include <assert.h>
#include <stdlib.h>

#include "digest/scrub.h"
#include "mailer/token.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct str text)
{
	size_t start = 0;

	assert(utf8_ok(text));
	for (size_t i = 0; i <= text.len; i++) {
		struct token token;

		if (i < text.len && char_is_alnum(text.ptr[i]))
			continue;
		assert(token_parse(str_slice(text, start, i), &token) != OK);
		start = i + 1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, size};
	struct str printed = scrub_text(&arena, text);
	struct str name = scrub_name(&arena, text);

	check(printed);
	check(name);
	assert(utf8_length(printed) <= COMMENT_MAX + 6);
	assert(name.len > 0 && utf8_length(name) <= 60);
	assert(str_find_char(name, '@') == STR_NONE);
	arena_free(&arena);
	return 0;
}

/* Decoded words and parameters are valid UTF-8 on one line, without controls
 * and marks that turn text around. */
#include <stdlib.h>

#include "mailer/word.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(struct str text)
{
	uint32_t code;

	if (!utf8_ok(text))
		abort();
	while (utf8_next(&text, &code))
		if (code < ' ' || (code >= 0x7f && code < 0xa0) ||
		    (code >= 0x202a && code <= 0x202e) ||
		    (code >= 0x2066 && code <= 0x2069))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str value = {(const char *)data, n}, text;
	struct arena arena = {0};

	check(word_decode(&arena, value));
	if (word_parameter(&arena, value, "name", &text)) {
		check(text);
		if (text.len > 4 * WORD_PARAM_MAX)
			abort();
	}
	if (word_count(word_protect(&arena, value)) < word_count(value))
		abort(); /* it keeps each word */
	arena_free(&arena);
	return 0;
}

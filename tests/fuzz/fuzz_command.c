/* What a moderator's mail may hold: numbers stay within their limits. */
#include <assert.h>
#include <stdlib.h>

#include "digest/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, size};
	struct verdict_line *lines;
	size_t n = decision_parse(&arena, text, &lines);

	assert(n <= DECISION_NUMBERS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (lines[i].verb == VERB_UNKNOWN)
			continue;
		assert(lines[i].number >= 0 && lines[i].number <= 999999);
		assert(lines[i].verb == VERB_APPROVE ||
		       reject_reason_ok(lines[i].reason));
	}
	(void)command_find(text, text);
	arena_free(&arena);
	return 0;
}

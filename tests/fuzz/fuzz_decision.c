/* What a moderator's mail may hold: numbers and reasons stay within their
 * limits, and a letter of the queue that is the answer itself decides nothing
 * below a quote. */
#include <assert.h>
#include <stdlib.h>

#include "digest/command.h"
#include "digest/decision.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, size};
	struct decision_strangers strangers = {&text, 1};
	struct order *orders;
	size_t n = decision_parse(&arena, text, NULL, &orders, NULL);

	assert(n <= ORDER_NUMBERS_MAX);
	for (size_t i = 0; i < n; i++) {
		assert(orders[i].number >= 0 && orders[i].number <= 999999);
		assert(orders[i].verb != VERB_REJECT ||
		       reject_reason_ok(orders[i].reason));
		assert(orders[i].verb != VERB_EDIT || orders[i].words.len > 0);
	}
	assert(decision_parse(&arena, text, &strangers, &orders, NULL) <=
	       ORDER_NUMBERS_MAX);
	arena_free(&arena);
	return 0;
}

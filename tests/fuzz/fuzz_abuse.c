/* Any bytes as a comment, and as the file of a model. */
#include <assert.h>
#include <math.h>

#include "text/abuse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int8_t weights[ABUSE_SIZE];
	struct arena arena = {0};
	struct str text = {(const char *)data, size}, words[ABUSE_WORDS];
	struct abuse_model model;
	struct disguise_token *tokens;
	size_t n;

	if (abuse_model_parse(text, &model) != OK)
		model = (struct abuse_model){.weights = weights, .scale = 1};
	weights[size % ABUSE_SIZE] = 1;
	n = disguise_tokens(&arena, text, &tokens);
	for (size_t i = 0; i < n; i++)
		assert(tokens[i].text.len > 0 &&
		       tokens[i].written.ptr >= text.ptr &&
		       tokens[i].written.ptr + tokens[i].written.len <=
		               text.ptr + text.len);
	assert(!isnan(abuse_score_text(&arena, &model, text)));
	assert(abuse_explain(&arena, &model, text, words) <= ABUSE_WORDS);
	arena_free(&arena);
	return 0;
}

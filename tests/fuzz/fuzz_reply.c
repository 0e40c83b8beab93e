#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "text/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Up to the first NUL the edition, its lines pieces of items 0, 1, 2 in turn;
 * behind it the mail. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = {(const char *)data, size};
	size_t zero = str_find_char(all, '\0');
	struct str rest = str_slice(all, 0, zero == STR_NONE ? 0 : zero);
	struct str body = zero == STR_NONE ? all : str_from(all, zero + 1),
		   line;
	struct edition_piece pieces[64];
	struct arena arena = {0};
	struct reply reply;
	size_t n = 0, bytes = 0;

	while (n < 64 && str_next_line(&rest, &line)) {
		pieces[n].text = line;
		pieces[n].item = (int64_t)(n % 3);
		n++;
	}
	reply_split(&arena, body, str_of("Ann Lee ann"), pieces, n, &reply);
	for (size_t i = 0; i < reply.n_answers; i++) {
		bytes += reply.answers[i].text.len;
		assert(reply.answers[i].text.len > 0);
		assert(!reply.answers[i].is_next ||
		       reply.answers[i].context.len > 0);
		assert(reply.answers[i].confidence >= 0);
		assert(reply.answers[i].confidence <= 100);
		assert(reply.is_aligned || reply.answers[i].item == 0);
	}
	for (size_t i = 0; i < reply.n_cuts; i++) {
		assert(reply.cuts[i].text.len > 0);
		assert(reply.cuts[i].text.ptr >= body.ptr);
		bytes += reply.cuts[i].text.len;
	}
	assert(reply.is_aligned || reply.n_answers <= 1);
	assert(bytes <= 3 * body.len); /* joins add two bytes at most */
	arena_free(&arena);
	return 0;
}

#include <assert.h>
#include <stdint.h>

#include "digest/restore.h"
#include "digest/scrub.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is put back, where it can be, leaves a text that may be kept. */
static void check(struct arena *arena, struct str text,
                  const struct comment_cut *cut)
{
	struct str restored;

	assert(cut->place >= -1 && cut->place <= (int64_t)text.len);
	if (restore_text(arena, text, cut, &restored) != OK)
		return;
	assert(utf8_ok(restored));
	assert(utf8_length(restored) <= COMMENT_MAX + 6);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str body =
		utf8_clean(&arena, (struct str){(const char *)data, size});
	struct reply reply;

	reply_split(&arena, body, str_of(""), NULL, 0, &reply);
	for (size_t i = 0; i < reply.n_answers; i++) {
		const struct reply_answer *answer = &reply.answers[i];
		struct str text = restore_kept(&arena, answer->text);
		struct comment_cut *cuts;
		size_t n = restore_cuts(&arena, &reply, answer, text, &cuts);
		int64_t last = 0;

		assert(n <= RESTORE_CUTS_MAX);
		for (size_t k = 0; k < n; k++) {
			check(&arena, text, &cuts[k]);
			if (cuts[k].place < 0)
				continue;
			assert(cuts[k].place >= last); /* in their order */
			last = cuts[k].place;
		}
	}
	arena_free(&arena);
	return 0;
}

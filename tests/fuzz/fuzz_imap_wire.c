/*
 * An IMAP server's bytes, cut into two reads at every place that the first
 * byte says: the verdict must not depend on the cut.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "mailer/imap_wire.h"

static bool take(char *bytes, size_t n, size_t cut, struct imap_wire *wire)
{
	const char *fault = NULL;
	bool ok;

	*wire = (struct imap_wire){.literal_max = 1000, .line_max = 500};
	ok = imap_wire_take(wire, bytes, cut, &fault) &&
	     imap_wire_take(wire, bytes + cut, n - cut, &fault);
	assert(!ok == !!fault);
	if (ok) {
		assert(wire->literal_left <= 1000 && wire->line_len <= 500);
		assert(wire->depth <= IMAP_WIRE_DEPTH);
	}
	assert(memchr(wire->words, '\0', sizeof(wire->words)));
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str all = {(const char *)data, size};
	char *a = arena_copy(&arena, all), *b = arena_copy(&arena, all);
	size_t cut = size > 0 && data[0] < size ? data[0] : 0;
	struct imap_wire once, twice;

	assert(take(a, size, 0, &once) == take(b, size, cut, &twice));
	assert(once.exists == twice.exists && once.has_bye == twice.has_bye);
	assert(!strcmp(once.words, twice.words));
	assert(!memcmp(a, b, size));
	arena_free(&arena);
	return 0;
}

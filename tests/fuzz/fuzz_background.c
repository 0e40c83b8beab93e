/* The file of a table: what is read can be used, and reads the same again.
 * The sum in it is set right first, or nothing would get past it. */
#include <assert.h>

#include "text/background.h"
#include "text/topic.h"

enum {
	ID_AT = 32,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void set_sum(char *bytes, size_t len)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < len; i++)
		if (i < ID_AT || i >= BACKGROUND_HEAD)
			hash = (hash ^ (unsigned char)bytes[i]) *
			       UINT64_C(1099511628211);
	for (size_t i = 0; i < 8; i++)
		bytes[ID_AT + i] = (char)(hash >> (8 * i) & 0xff);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	char *bytes =
		arena_copy(&arena, (struct str){(const char *)data, size});
	struct background b;
	struct topic *topic;

	if (size >= BACKGROUND_HEAD)
		set_sum(bytes, size);
	if (background_parse(&arena, (struct str){bytes, size}, &b) == OK) {
		assert(background_format(&arena, &b).len == size);
		topic = topic_open(&arena, b.language, &b);
		topic_index(topic);
		topic_close(&topic);
	}
	arena_free(&arena);
	return 0;
}

/* Lines of strangers: each is read or has a mistake, and its texts are UTF-8. */
#include <assert.h>
#include <stdint.h>

#include "app/jsonl.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str file = {(const char *)data, size};
	struct jsonl_line *lines;
	size_t n = jsonl_parse(&arena, file, &lines);

	for (size_t i = 0; i < n; i++) {
		assert(lines[i].number > (i > 0 ? lines[i - 1].number : 0));
		assert(lines[i].id_json.len > 0);
		assert(lines[i].mistake || utf8_ok(lines[i].text));
		assert(utf8_ok(lines[i].title) && utf8_ok(lines[i].parent));
	}
	arena_free(&arena);
	return 0;
}

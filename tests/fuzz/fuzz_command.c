/* A command's mail: any bytes. */
#include <assert.h>
#include <stdlib.h>

#include "digest/command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, size};
	(void)command_find(text, text);
	arena_free(&arena);
	return 0;
}

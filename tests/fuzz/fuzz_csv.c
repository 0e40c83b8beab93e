/* Tables of strangers: what is read and written again reads the same. */
#include <assert.h>
#include <stdlib.h>

#include "text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct arena *arena, const struct csv_record *record)
{
	struct buf out = BUF_INIT(1024 * 1024);
	struct csv_reader again = {.separator = ','};
	struct csv_record copy;

	for (size_t i = 0; i < record->n; i++)
		csv_add(&out, record->fields[i], i + 1 == record->n);
	again.rest = buf_take(&out, arena);
	assert(csv_next(arena, &again, &copy) == OK);
	assert(copy.n == record->n);
	for (size_t i = 0; i < record->n; i++)
		assert(str_eq(str_trim(copy.fields[i]),
		              str_trim(record->fields[i])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct csv_reader reader = {.rest = {(const char *)data, size}};
	struct csv_record record;
	size_t last = 0;

	while (csv_next(&arena, &reader, &record) == OK) {
		assert(record.n >= 1 && record.n <= CSV_FIELDS_MAX);
		assert(record.line > last);
		last = record.line;
		check(&arena, &record);
	}
	arena_free(&arena);
	return 0;
}

/* What a hostile child sends is refused, or encodes to the same again. */
#include <stdlib.h>

#include "base/buf.h"
#include "mailer/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str record = {(const char *)data, n};
	struct buf again = BUF_INIT(RECORD_MAX);
	struct arena arena = {0};
	struct mail mail;

	if (record_decode(&arena, record, &mail, NULL) == OK) {
		record_encode(&mail, &again);
		if (!buf_ok(&again) || !str_eq(buf_str(&again), record))
			abort();
	}
	buf_free(&again);
	arena_free(&arena);
	return 0;
}

/*
 * A mail that passes the scan neither kills the parser nor makes a record that
 * our own decoder refuses.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "mailer/parse.h"
#include "mailer/record.h"
#include "mailer/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str raw = {(const char *)data, n};
	struct buf record = BUF_INIT(RECORD_MAX);
	struct arena arena = {0};
	struct mail mail, again;

	if (scan_mail(raw, SCAN_RAW_MAX, NULL) == OK &&
	    parse_mail(&arena, raw, str_of("cs"), &mail, NULL) == OK) {
		record_encode(&mail, &record);
		if (!buf_ok(&record) ||
		    record_decode(&arena, buf_str(&record), &again, NULL) != OK)
			abort();
	}
	buf_free(&record);
	arena_free(&arena);
	return 0;
}

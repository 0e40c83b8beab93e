/*
 * Whatever a winmail.dat holds, all that is told of it lies in its bytes.
 */
#include <stdint.h>
#include <stdlib.h>

#include "mailer/tnef.h"
#include "text/rtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = {(const char *)data, n};
	struct arena arena = {0};
	struct tnef tnef;

	if (tnef_read(bytes, &tnef)) {
		if (tnef.n_files > TNEF_FILES_MAX || tnef.text.bytes.len > n ||
		    tnef.html.bytes.len > n || tnef.rtf.len > n)
			abort();
		(void)rtf_to_text(&arena, rtf_inflate(&arena, tnef.rtf));
	}
	arena_free(&arena);
	return 0;
}

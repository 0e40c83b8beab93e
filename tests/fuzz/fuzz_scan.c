/* Whatever the bytes, the scan says the same twice, and why when it refuses. */
#include <stdlib.h>

#include "mailer/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str raw = {(const char *)data, n};
	struct why why = {""};
	enum err err = scan_mail(raw, SCAN_RAW_MAX, &why);

	if (err != OK && (err != ERR_INPUT || !why.text[0]))
		abort();
	if (scan_mail(raw, SCAN_RAW_MAX, NULL) != err)
		abort();
	return 0;
}

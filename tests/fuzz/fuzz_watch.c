/*
 * fuzz_watch.c - whatever a server says, the watch holds
 *
 * The first byte says how long the pieces are in which the rest arrives.
 */
#include <stdlib.h>

#include "mailer/watch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct watch watch;
	struct str rest;
	size_t step;

	if (size < 1)
		return 0;
	step = (size_t)data[0] + 1;
	rest = (struct str){(const char *)data + 1, size - 1};
	watch_start(&watch, data[0] & 1, data[0] & 2);
	while (rest.len > 0) {
		bool is_fine = watch_received(&watch, str_slice(rest, 0, step));

		if (is_fine != (watch.fault == WATCH_FINE))
			abort();
		/* A reply that is whole is not waited for any longer. */
		if (is_fine && watch.wants_tls && !(data[0] & 4) &&
		    watch.is_reply_due && watch.reply[0] != '\0' &&
		    watch.reply[3] != '-')
			abort();
		rest = str_from(rest, step);
		if (data[0] & 4 && is_fine &&
		    !watch_sent(&watch, str_of("EHLO us\r\n")))
			abort();
	}
	return 0;
}

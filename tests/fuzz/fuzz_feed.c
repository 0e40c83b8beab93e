/* Whatever the feed, what is read out of it is valid UTF-8, and survives being
 * carried to another process. */
#include <stdlib.h>

#include "mailer/feedrecord.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct buf record = BUF_INIT(64 * 1024 * 1024);
	struct str raw = {(const char *)data, n};
	struct feed feed;
	struct why why;

	if (feed_parse(&arena, str_of("http://a.example/b"), raw, &feed,
	               &why) == OK) {
		feedrecord_encode(&feed, &record);
		if (buf_ok(&record) &&
		    feedrecord_decode(&arena, buf_str(&record), &feed, &why) !=
		            OK)
			abort();
	}
	buf_free(&record);
	arena_free(&arena);
	return 0;
}

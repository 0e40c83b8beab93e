#include <assert.h>
#include <stdint.h>

#include "mailer/bounce.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Up to the first NUL the machine's part, behind it the words. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct str all = {(const char *)data, size};
	size_t zero = str_find_char(all, '\0');
	struct mail_field amazon = {STR("X-Amz-Sns-Message-Id"), STR("1")};
	struct mail mail = {
		.fields = &amazon,
		.n_fields = size % 3 == 0,
		.from_addr = STR("mailer-daemon@example.net"),
		.subject = utf8_clean(&arena, str_slice(all, 0, size % 40)),
		.report = utf8_clean(
			&arena, str_slice(all, 0, zero == STR_NONE ? 0 : zero)),
		.text = utf8_clean(&arena, zero == STR_NONE
	                                           ? all
	                                           : str_from(all, zero + 1))};
	struct bounce bounce;

	bounce_read(&arena, &mail, &bounce);
	assert(bounce.n >= 1 && bounce.n <= BOUNCE_RECIPIENTS_MAX);
	for (size_t i = 0; i < bounce.n; i++) {
		const struct bounce_recipient *one = &bounce.recipients[i];

		assert(!one->is_hard || one->is_permanent);
		assert(!one->is_permanent || one->action == BOUNCE_FAILED);
		assert(utf8_ok(one->diagnostic));
	}
	(void)bounce_is_likely(&arena, &mail, size % 2);
	arena_free(&arena);
	return 0;
}

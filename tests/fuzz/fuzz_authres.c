/* Whatever the bytes, what is read is within the limits and plain ASCII. */
#include <stdlib.h>

#include "mailer/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_word(struct str word, size_t n)
{
	if (word.len > n)
		abort();
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.ptr[i] >= 0x7f || word.ptr[i] == '\0')
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct authres a;
	enum err err =
		authres_parse(&arena, (struct str){(const char *)data, n}, &a);

	if (err == OK &&
	    (n > AUTHRES_MAX || a.n > AUTHRES_RESULTS_MAX || a.id.len == 0))
		abort();
	for (size_t i = 0; err == OK && i < a.n; i++) {
		const struct authres_result *r = &a.results[i];

		check_word(r->method, n);
		check_word(r->result, n);
		if (r->n_properties > AUTHRES_PROPERTY_MAX)
			abort();
		for (size_t k = 0; k < r->n_properties; k++)
			check_word(r->properties[k].value, n);
	}
	arena_free(&arena);
	return 0;
}

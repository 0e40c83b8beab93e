/* Whatever the bytes, an address that gets through may be written anywhere. */
#include <stdlib.h>

#include "mailer/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Nothing in it that ends an address, a command or a line. */
static void check_safe(struct str address)
{
	if (address.len > ADDRESS_MAX)
		abort();
	for (size_t i = 0; i < address.len; i++) {
		char c = address.ptr[i];

		if (c <= ' ' || c > '~' ||
		    str_find_char(str_of("<>()\"\\,;:[]"), c) != STR_NONE)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str text = {(const char *)data, n}, rest = text, address;
	struct mailbox box;
	size_t count = 0;

	if (address_ok(text))
		check_safe(text);
	if (address_normalise(&arena, text, &address, NULL) == OK) {
		if (!address_ok(address))
			abort();
		check_safe(address);
	}
	while (address_next(&arena, &rest, &box)) {
		if (++count > n || box.address.len > n)
			abort();
		for (size_t i = 0; i < box.address.len; i++)
			if (box.address.ptr[i] == '\n' ||
			    box.address.ptr[i] == '\0')
				abort();
	}
	if (rest.len > 0)
		abort();
	arena_free(&arena);
	return 0;
}

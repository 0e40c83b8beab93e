/* Whatever the bytes, nobody makes a token of ours without the key, and what
 * is read as one has a single canonical form. */
#include <stdlib.h>
#include <string.h>

#include "mailer/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const uint8_t root[KEY_LEN] = {1};
	static struct token_key key;
	static const struct token_keys keys = {&key, 1, STR("instance")};
	struct str text = {(const char *)data, n}, inside;
	struct token token, same;

	if (!key.kid)
		token_key_set(&key, '7', root);
	if (token_parse(text, &token) == OK) {
		if (n > TOKEN_MAX || strlen(token.text) != n ||
		    token_parse(str_of(token.text), &same) != OK ||
		    strcmp(token.text, same.text) != 0)
			abort();
		if (token_verify(&keys, str_of("weekly"), token.day, &token) !=
		    ERR_DENIED)
			abort();
	}
	if (token_in_address(text, str_of("a+{token}@b.c"), &inside) &&
	    (inside.len == 0 || inside.len + 6 != n))
		abort();
	return 0;
}

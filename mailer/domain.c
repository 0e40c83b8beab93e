#include "mailer/domain.h"

#include <idn2.h>

#define LABEL_MAX 63
#define GIVEN_MAX (4 * DOMAIN_MAX) /* bytes of a name in UTF-8 */

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] > 0x7e || text.ptr[i] <= ' ')
			return false;
	return true;
}

struct str domain_ascii(struct arena *arena, struct str domain)
{
	/* Not IDN2_USE_STD3_ASCII_RULES: it lets foreign signs vanish. */
	const int flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;
	struct str copy = arena_str(arena, domain);
	char *ascii = NULL, *lower;

	if (!is_ascii(domain)) {
		/* A NUL would end it for the library, not for us. */
		if (str_find_char(domain, '\0') != STR_NONE ||
		    idn2_to_ascii_8z(copy.ptr, &ascii, flags) != IDN2_OK)
			return (struct str){"", 0};
		copy = arena_str(arena, str_of(ascii));
		idn2_free(ascii);
	}
	lower = arena_copy(arena, copy);
	for (size_t i = 0; i < copy.len; i++)
		lower[i] = char_lower(lower[i]);
	return (struct str){lower, copy.len};
}

static bool label_ok(struct str label)
{
	if (label.len == 0 || label.len > LABEL_MAX || label.ptr[0] == '-' ||
	    label.ptr[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (!char_is_alnum(label.ptr[i]) && label.ptr[i] != '-')
			return false;
	return true;
}

bool domain_ok(struct str domain)
{
	struct str rest = domain, label = {0};
	size_t n_labels = 0;

	if (str_is_nocase(domain, "localhost"))
		return true;
	if (domain.len > DOMAIN_MAX || str_ends(domain, "."))
		return false;
	for (; str_next_field(&rest, '.', &label); n_labels++)
		if (!label_ok(label))
			return false;
	/* Four numbers are a host's, no domain. */
	return n_labels > 1 && !char_is_digit(label.ptr[label.len - 1]);
}

/* `domain` as it is compared; "" when it is none. */
static struct str comparable(struct arena *arena, struct str domain)
{
	struct str none = {"", 0}, name, rest, label;

	if (domain.len == 0 || domain.len > GIVEN_MAX)
		return none;
	name = domain_ascii(arena, domain);
	if (str_ends(name, "."))
		name.len--;
	if (name.len > DOMAIN_MAX || !is_ascii(name) || str_ends(name, "."))
		return none;
	for (rest = name; str_next_field(&rest, '.', &label);)
		if (label.len == 0 || label.len > LABEL_MAX)
			return none;
	return name;
}

bool domain_eq(struct str a, struct str b)
{
	struct arena arena = {0};
	struct str one = comparable(&arena, a);
	bool is_same = one.len > 0 && str_eq(one, comparable(&arena, b));

	arena_free(&arena);
	return is_same;
}

bool domain_under(struct str domain, struct str parent)
{
	struct arena arena = {0};
	struct str below = comparable(&arena, domain);
	struct str above = comparable(&arena, parent);
	bool is_under = false;

	if (above.len > 0 && below.len >= above.len) {
		size_t before = below.len - above.len;

		is_under = str_eq(str_from(below, before), above) &&
		           (before == 0 || below.ptr[before - 1] == '.');
	}
	arena_free(&arena);
	return is_under;
}

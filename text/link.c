#include "text/link.h"

#define TARGET_MAX 200 /* bytes that people still write down */
#define QUERY_MAX  80  /* the same, of what is behind '?' */

/* "gazette.example/a", "www.gazette.example": one word with a dot in it. */
static bool is_address(struct str shown)
{
	struct str word, rest = str_trim(shown);
	size_t dot;

	if (!str_next_word(&rest, &word) || str_trim(rest).len > 0)
		return false;
	if (str_find(word, "://") != STR_NONE)
		return true;
	dot = str_find_char(word, '.');
	return dot != STR_NONE && dot > 0 && dot + 1 < word.len &&
	       char_is_alpha(word.ptr[dot + 1]);
}

/* Is there another target in it, as gateways and counters of clicks have? */
static bool leads_on(struct str target)
{
	struct str rest = str_from(target, sizeof("http://") - 1);

	return str_find_nocase(rest, "http://") != STR_NONE ||
	       str_find_nocase(rest, "https://") != STR_NONE ||
	       str_find_nocase(rest, "http%3a") != STR_NONE ||
	       str_find_nocase(rest, "https%3a") != STR_NONE;
}

bool link_tells(struct str shown, struct str target)
{
	size_t query;

	target = str_trim(target);
	if (str_starts_nocase(target, "mailto:"))
		return true;
	query = str_find_char(target, '?');
	return target.len <= TARGET_MAX &&
	       (query == STR_NONE || target.len - query <= QUERY_MAX) &&
	       !is_address(shown) && !leads_on(target);
}

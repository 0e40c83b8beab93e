#include "text/link.h"

#define TARGET_MAX 200 /* bytes that people still write down */
#define QUERY_MAX  80  /* the same, of what is behind '?' */
#define PART_MIN   4   /* bytes of a part that says something */

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

/* Take the next run of letters and digits. */
static bool next_part(struct str *rest, struct str *part)
{
	size_t at = 0, end;

	while (at < rest->len && !char_is_alnum(rest->ptr[at]))
		at++;
	for (end = at; end < rest->len && char_is_alnum(rest->ptr[end]);)
		end++;
	*part = str_slice(*rest, at, end);
	*rest = str_from(*rest, end);
	return part->len > 0;
}

/* Are all parts of `text` among the words?  Short ones, "www", do not count. */
static bool names_all(struct str shown, struct str text, bool *is_any)
{
	struct str part;

	while (next_part(&text, &part)) {
		size_t at = 0;

		if (part.len < PART_MIN)
			continue;
		while (at + part.len <= shown.len &&
		       !str_eq_nocase(str_slice(shown, at, at + part.len),
		                      part))
			at++;
		if (at + part.len > shown.len)
			return false;
		*is_any = true;
	}
	return true;
}

/* Do the words name all that is in `target`, but for the last part of its host?
 * "The Gazette's archive" does, of "https://www.gazette.example/archive/". */
static bool is_named(struct str shown, struct str target)
{
	size_t scheme = str_find(target, "://");
	struct str host, path;
	bool is_any = false;

	shown = str_slice(shown, 0, TARGET_MAX);
	if (scheme == STR_NONE)
		return false;
	path = str_from(target, scheme + 3);
	host = str_slice(path, 0, str_find_char(path, '/'));
	path = str_from(path, host.len);
	host = str_slice(host, 0, str_find_last_char(host, '.'));
	return names_all(shown, host, &is_any) &&
	       names_all(shown, path, &is_any) && is_any;
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
	       !is_address(shown) && !is_named(shown, target) &&
	       !leads_on(target);
}

#include "base/str.h"

#include <string.h>

static char char_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (char_lower(a[i]) != char_lower(b[i]))
			return false;
	return true;
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

bool str_ends(struct str text, const char *suffix)
{
	size_t n = strlen(suffix);

	return text.len >= n && str_is(str_from(text, text.len - n), suffix);
}

bool str_ends_nocase(struct str text, const char *suffix)
{
	size_t n = strlen(suffix);

	return text.len >= n &&
	       str_is_nocase(str_from(text, text.len - n), suffix);
}

int str_compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

size_t str_find(struct str text, const char *needle)
{
	size_t n = strlen(needle);
	const char *p = text.ptr;

	if (n == 0)
		return 0;
	while (text.len - (size_t)(p - text.ptr) >= n) {
		size_t left = text.len - (size_t)(p - text.ptr) - n + 1;

		p = memchr(p, needle[0], left);
		if (!p)
			return STR_NONE;
		if (!memcmp(p, needle, n))
			return (size_t)(p - text.ptr);
		p++;
	}
	return STR_NONE;
}

size_t str_find_nocase(struct str text, const char *needle)
{
	size_t n = strlen(needle);
	char low = char_lower(*needle), high = char_upper(low);

	if (n == 0)
		return 0;
	for (size_t i = 0; i + n <= text.len; i++)
		if ((text.ptr[i] == low || text.ptr[i] == high) &&
		    same_nocase(text.ptr + i, needle, n))
			return i;
	return STR_NONE;
}

size_t str_find_last_char(struct str text, char c)
{
	for (size_t i = text.len; i-- > 0;)
		if (text.ptr[i] == c)
			return i;
	return STR_NONE;
}

struct str str_trim_left(struct str text)
{
	size_t i = 0;

	while (i < text.len && char_is_space(text.ptr[i]))
		i++;
	return str_from(text, i);
}

struct str str_trim_right(struct str text)
{
	while (text.len > 0 && char_is_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

struct str str_trim(struct str text)
{
	return str_trim_left(str_trim_right(text));
}

bool str_next_line(struct str *rest, struct str *line)
{
	size_t end = str_find_char(*rest, '\n');

	if (rest->len == 0)
		return false;
	*line = str_slice(*rest, 0, end);
	*rest = str_from(*rest, end == STR_NONE ? rest->len : end + 1);
	if (end != STR_NONE && str_ends(*line, "\r"))
		line->len--;
	return true;
}

bool str_next_field(struct str *rest, char separator, struct str *field)
{
	size_t end = str_find_char(*rest, separator);

	if (rest->len == 0)
		return false;
	*field = str_slice(*rest, 0, end);
	*rest = str_from(*rest, end == STR_NONE ? rest->len : end + 1);
	return true;
}

bool str_next_word(struct str *rest, struct str *word)
{
	struct str text = str_trim_left(*rest);
	size_t n = 0;

	if (text.len == 0)
		return false;
	while (n < text.len && !char_is_space(text.ptr[n]))
		n++;
	*word = str_slice(text, 0, n);
	*rest = str_from(text, n);
	return true;
}

bool str_number(struct str text, int64_t *value)
{
	bool negative = str_starts(text, "-");
	uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1 : 0), sum = 0;

	text = str_from(text, negative ? 1 : 0);
	if (text.len == 0)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		uint64_t digit = (uint64_t)(text.ptr[i] - '0');

		if (!char_is_digit(text.ptr[i]) || sum > (limit - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	if (sum > limit)
		return false;
	*value = negative ? -(int64_t)(sum - (sum > 0)) - (sum > 0)
	                  : (int64_t)sum;
	return true;
}

size_t str_ascii(struct str text)
{
	size_t n = 0;
	uint64_t word;

	while (n + sizeof(word) <= text.len) {
		memcpy(&word, text.ptr + n, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
		n += sizeof(word);
	}
	while (n < text.len && (unsigned char)text.ptr[n] < 0x80)
		n++;
	return n;
}

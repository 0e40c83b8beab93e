#include "conf/literal.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "mailer/address.h"
#include "mailer/token.h"
#include "text/utf8.h"

struct unit {
	const char *name;
	int64_t times;
};

/* The largest first, for writing. */
static const struct unit size_units[] = {
	{"GB", INT64_C(1) << 30},
	{"MB", INT64_C(1) << 20},
	{"KB", INT64_C(1) << 10},
	{"B", 1},
};
static const struct unit duration_units[] = {
	{"d", 86400},
	{"h", 3600},
	{"m", 60},
	{"s", 1},
};

static int digit_of(char c)
{
	c = char_lower(c);
	if (char_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

bool literal_integer(struct str text, int64_t *value)
{
	bool is_negative = str_starts(text, "-");
	bool is_signed = is_negative || str_starts(text, "+");
	bool is_hex = str_starts_nocase(text, "0x");
	int base = is_hex ? 16 : 10;
	int64_t number = 0;

	text = str_from(text, is_hex ? 2 : is_signed);
	if (str_ends(text, "LL"))
		text.len--;
	if (str_ends(text, "L"))
		text.len--;
	if (text.len == 0)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int digit = digit_of(text.ptr[i]);

		if (digit >= base)
			return false;
		if (number > (INT64_MAX - digit) / base)
			number = INT64_MAX;
		else
			number = number * base + digit;
	}
	*value = is_negative ? -number : number;
	return true;
}

static bool parse_units(struct str text, const struct unit *units, size_t n,
                        int64_t *value)
{
	size_t digits = 0;
	int64_t number;

	while (digits < text.len && char_is_digit(text.ptr[digits]))
		digits++;
	if (!str_number(str_slice(text, 0, digits), &number))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!str_is_nocase(str_from(text, digits), units[i].name))
			continue;
		if (number > INT64_MAX / units[i].times)
			return false;
		*value = number * units[i].times;
		return true;
	}
	return false;
}

static void format_units(int64_t value, const struct unit *units,
                         char text[VALUE_LEN])
{
	while (value == 0 ? units->times > 1 : value % units->times != 0)
		units++;
	snprintf(text, VALUE_LEN, "%" PRId64 "%s", value / units->times,
	         units->name);
}

bool literal_size(struct str text, int64_t *bytes)
{
	return parse_units(text, size_units, ARRAY_LEN(size_units), bytes);
}

void literal_format_size(int64_t bytes, char text[VALUE_LEN])
{
	format_units(bytes, size_units, text);
}

bool literal_duration(struct str text, int64_t *seconds)
{
	return parse_units(text, duration_units, ARRAY_LEN(duration_units),
	                   seconds);
}

void literal_format_duration(int64_t seconds, char text[VALUE_LEN])
{
	format_units(seconds, duration_units, text);
}

bool literal_clock(struct str text, int64_t *minutes)
{
	size_t colon = str_find_char(text, ':');
	int64_t hour, minute;

	if (colon == STR_NONE || colon < 1 || colon > 2 ||
	    text.len != colon + 3 || !char_is_digit(text.ptr[0]) ||
	    !char_is_digit(text.ptr[colon + 1]))
		return false;
	if (!str_number(str_slice(text, 0, colon), &hour) ||
	    !str_number(str_from(text, colon + 1), &minute))
		return false;
	if (hour > 23 || minute > 59)
		return false;
	*minutes = hour * 60 + minute;
	return true;
}

bool literal_choice(struct str text, const char *words, int64_t *index)
{
	struct str rest = str_of(words), word;

	for (int64_t i = 0; str_next_field(&rest, '|', &word); i++) {
		if (!str_eq_nocase(text, word))
			continue;
		*index = i;
		return true;
	}
	return false;
}

struct str literal_word(const char *words, int64_t index)
{
	struct str rest = str_of(words), word = {NULL, 0};

	while (index-- >= 0 && str_next_field(&rest, '|', &word))
		;
	return word;
}

static bool is_low_alnum(char c)
{
	return char_is_alnum(c) && char_lower(c) == c;
}

bool literal_name_ok(struct str text)
{
	if (text.len < 1 || text.len > VALUE_NAME_MAX ||
	    !is_low_alnum(text.ptr[0]))
		return false;
	for (size_t i = 1; i < text.len; i++)
		if (!is_low_alnum(text.ptr[i]) && text.ptr[i] != '_' &&
		    text.ptr[i] != '-')
			return false;
	return true;
}

static bool label_ok(struct str label)
{
	if (label.len < 1 || label.len > 63 || label.ptr[0] == '-' ||
	    label.ptr[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (!char_is_alnum(label.ptr[i]) && label.ptr[i] != '-')
			return false;
	return true;
}

static bool labels_ok(struct str text)
{
	struct str rest = text, label;

	if (text.len < 1 || text.len > 253 || text.ptr[text.len - 1] == '.')
		return false;
	while (str_next_field(&rest, '.', &label))
		if (!label_ok(label))
			return false;
	return true;
}

/* Write the IP address `text` as its bytes; returns its family or 0. */
static int ip_family(struct str text, unsigned char bytes[16])
{
	char name[INET6_ADDRSTRLEN];

	if (text.len >= sizeof(name) || str_find_char(text, '\0') != STR_NONE)
		return 0;
	memcpy(name, text.ptr, text.len);
	name[text.len] = '\0';
	if (inet_pton(AF_INET, name, bytes) == 1)
		return AF_INET;
	return inet_pton(AF_INET6, name, bytes) == 1 ? AF_INET6 : 0;
}

bool literal_host_ok(struct str text)
{
	unsigned char bytes[16];
	size_t dot = str_find_last_char(text, '.');
	struct str last = dot == STR_NONE ? text : str_from(text, dot + 1);

	if (text.len == 0)
		return false;
	if (ip_family(text, bytes) != 0)
		return true;
	/* A top level of digits only is an IPv4 address gone wrong. */
	return labels_ok(text) && !char_is_digit(last.ptr[0]);
}

bool literal_domain_ok(struct str text)
{
	unsigned char bytes[16];

	if (!literal_host_ok(text) || ip_family(text, bytes) != 0)
		return false;
	return str_find_char(text, '.') != STR_NONE ||
	       str_is_nocase(text, "localhost");
}

bool literal_is_loopback(struct str host)
{
	static const unsigned char loopback6[16] = {[15] = 1};
	unsigned char bytes[16];

	if (host.len == 0)
		return false;
	switch (ip_family(host, bytes)) {
	case AF_INET:
		return bytes[0] == 127;
	case AF_INET6:
		return !memcmp(bytes, loopback6, sizeof(bytes));
	default:
		return str_is_nocase(host, "localhost");
	}
}

bool literal_language_ok(struct str text)
{
	struct str rest = text, part;

	if (text.len < 2 || text.len > 35 || text.ptr[text.len - 1] == '-')
		return false;
	for (size_t n = 0; str_next_field(&rest, '-', &part); n++) {
		if (part.len < 1 || part.len > (n == 0 ? 3 : 8) ||
		    (n == 0 && part.len < 2))
			return false;
		for (size_t i = 0; i < part.len; i++)
			if (n == 0 ? !char_is_alpha(part.ptr[i])
			           : !char_is_alnum(part.ptr[i]))
				return false;
	}
	return true;
}

bool literal_link_ok(struct str text)
{
	size_t scheme;

	if (address_ok(text))
		return true;
	if (str_starts_nocase(text, "mailto:"))
		return address_ok(str_from(text, strlen("mailto:")));
	if (str_starts_nocase(text, "https://"))
		scheme = strlen("https://");
	else if (str_starts_nocase(text, "http://"))
		scheme = strlen("http://");
	else
		return false;
	/* Printable ASCII that needs no escape in a mail or a page. */
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] <= ' ' || text.ptr[i] > '~' ||
		    strchr("<>\"\\^`{|}", text.ptr[i]))
			return false;
	return text.len > scheme && char_is_alnum(text.ptr[scheme]);
}

enum err literal_pattern(struct str text, struct why *why)
{
	static const char hole[] = "{token}";
	char address[ADDRESS_MAX + TOKEN_MAX];
	size_t at = str_find(text, hole);
	struct str after;
	int len;

	if (at == STR_NONE)
		return err_because(why, ERR_INPUT, "{token} is missing");
	after = str_from(text, at + strlen(hole));
	if (str_find(after, hole) != STR_NONE)
		return err_because(why, ERR_INPUT, "{token} stands twice");
	if (str_find_char(after, '@') == STR_NONE)
		return err_because(why, ERR_INPUT,
		                   "{token} must stand before the @");
	if (at > VALUE_BEFORE_MAX)
		return err_because(why, ERR_INPUT,
		                   "%zu octets before {token}, at most %d fit",
		                   at, VALUE_BEFORE_MAX);
	if (text.len > ADDRESS_MAX)
		return err_because(why, ERR_INPUT, "longer than %d octets",
		                   ADDRESS_MAX);
	len = snprintf(address, sizeof(address), "%.*s%0*d%.*s", (int)at,
	               text.ptr, TOKEN_MAX, 0, (int)after.len, after.ptr);
	if (!address_ok((struct str){address, (size_t)len}))
		return err_because(why, ERR_INPUT,
		                   "no valid address with a token of %d "
		                   "characters in it",
		                   TOKEN_MAX);
	return OK;
}

enum err literal_text(struct str text, struct why *why)
{
	struct str rest = text;
	uint32_t code;

	if (!utf8_ok(text))
		return err_because(why, ERR_INPUT, "is not valid UTF-8");
	while (utf8_next(&rest, &code))
		if (code < 0x20 || (code >= 0x7f && code < 0xa0))
			return err_because(why, ERR_INPUT,
			                   "holds the control character "
			                   "U+%04" PRIX32,
			                   code);
	return OK;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

size_t literal_distance(struct str a, struct str b)
{
	size_t row[VALUE_NAME_MAX + 1];

	a = str_slice(a, 0, VALUE_NAME_MAX);
	b = str_slice(b, 0, VALUE_NAME_MAX);
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t changed =
				corner + (a.ptr[i - 1] != b.ptr[j - 1]);

			corner = row[j];
			row[j] = least(row[j] + 1, row[j - 1] + 1, changed);
		}
	}
	return row[b.len];
}

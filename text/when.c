#include "text/when.h"

#include "base/date.h"

/* Take exactly `n` digits off `rest`. */
static bool take_digits(struct str *rest, size_t n, int *value)
{
	int found = 0;

	if (rest->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!char_is_digit(rest->ptr[i]))
			return false;
		found = found * 10 + (rest->ptr[i] - '0');
	}
	*rest = str_from(*rest, n);
	*value = found;
	return true;
}

static bool take_char(struct str *rest, char c)
{
	if (rest->len == 0 || *rest->ptr != c)
		return false;
	*rest = str_from(*rest, 1);
	return true;
}

static size_t count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.len && char_is_digit(text.ptr[n]))
		n++;
	return n;
}

/* The day at the start of `rest`: days since 1970. */
static bool take_day(struct str *rest, int64_t *day)
{
	int year, month = 1, number = 1;
	bool has_sign;

	if (!take_digits(rest, 4, &year) || year == 0)
		return false;
	has_sign = take_char(rest, '-');
	if (count_digits(*rest) == 3) { /* of the year */
		if (!take_digits(rest, 3, &number) || number < 1 ||
		    number > 366)
			return false;
		*day = date_days(year, 1, 1) + number - 1;
		return true;
	}
	if (take_digits(rest, 2, &month)) {
		bool has_next = take_char(rest, '-');

		if (!take_digits(rest, 2, &number) && has_next)
			return false;
	} else if (has_sign) {
		return false;
	}
	if (month < 1 || month > 12 || number < 1 || number > 31)
		return false;
	*day = date_days(year, month, number);
	return date_of(*day * 86400).month == month;
}

/* "Z", "+01:00", "-0500", "EST": seconds east of UTC. */
static bool take_zone(struct str *rest, int64_t *offset)
{
	int hour = 0, minute = 0;
	bool is_west;

	*rest = str_trim_left(*rest);
	*offset = 0;
	if (rest->len == 0 || str_is_nocase(*rest, "z") ||
	    str_is_nocase(*rest, "utc") || str_is_nocase(*rest, "gmt")) {
		*rest = str_from(*rest, rest->len);
		return true;
	}
	is_west = *rest->ptr == '-';
	if (!take_char(rest, '-') && !take_char(rest, '+'))
		return false;
	if (!take_digits(rest, 2, &hour))
		return false;
	(void)take_char(rest, ':');
	if (rest->len > 0 && !take_digits(rest, 2, &minute))
		return false;
	*offset = (hour * 60 + minute) * (is_west ? -60 : 60);
	return hour <= 24 && minute < 60;
}

/* "10:14:55.250": seconds of the day. */
static bool take_time(struct str *rest, int64_t *seconds)
{
	int hour, minute = 0, second = 0;

	if (!take_digits(rest, 2, &hour))
		return false;
	(void)take_char(rest, ':');
	if (take_digits(rest, 2, &minute)) {
		(void)take_char(rest, ':');
		if (take_digits(rest, 2, &second) &&
		    (take_char(rest, '.') || take_char(rest, ',')))
			*rest = str_from(*rest, count_digits(*rest));
	}
	*seconds = hour * 3600 + minute * 60 + second;
	return hour <= 24 && minute < 60 && second <= 60;
}

static bool parse_iso(struct str text, int64_t *time)
{
	int64_t day, seconds = 0, offset = 0;

	if (!take_day(&text, &day))
		return false;
	if (take_char(&text, 'T') || take_char(&text, 't') ||
	    (text.len > 3 && char_is_digit(text.ptr[1]) &&
	     take_char(&text, ' '))) {
		if (!take_time(&text, &seconds))
			return false;
	}
	if (!take_zone(&text, &offset) || text.len > 0)
		return false;
	*time = day * 86400 + seconds - offset;
	return true;
}

/* "Sun Jan  4 16:29:06 PST 2004": the year goes before the time. */
static bool parse_c(struct str text, int64_t *time)
{
	struct str words[6], word;
	char line[64];
	size_t n = 0, len = 0;
	static const int order[] = {2, 1, 5, 3, 4};

	while (n < 6 && str_next_word(&text, &word))
		words[n++] = word;
	if (n < 5 || str_trim(text).len > 0 ||
	    count_digits(words[n - 1]) != 4 || words[n - 1].len != 4)
		return false;
	for (size_t i = 0; i < 5; i++) {
		size_t at = (size_t)order[i];

		if (n == 5)
			at = at == 5 ? 4 : at == 4 ? STR_NONE : at;
		if (at == STR_NONE)
			continue;
		if (len + words[at].len + 1 > sizeof(line))
			return false;
		memcpy(line + len, words[at].ptr, words[at].len);
		len += words[at].len;
		line[len++] = ' ';
	}
	return date_parse_mail((struct str){line, len}, time);
}

bool when_parse(struct str text, int64_t *time)
{
	int64_t found;

	text = str_trim(text);
	if (!parse_iso(text, &found) && !parse_c(text, &found) &&
	    !date_parse_mail(text, &found))
		return false;
	*time = found;
	return true;
}

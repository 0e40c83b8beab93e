#include "base/zone.h"

#include "base/date.h"

#define NAME_MAX_LEN 64
#define HEAD_LEN     44    /* RFC 8536, 3.1 */
#define OFFSET_MAX   93599 /* seconds; RFC 8536, 3.2 has less */
#define DAY_S        86400

/* The counts of a header, in the file's order. */
enum count {
	N_UT,
	N_STD,
	N_LEAP,
	N_TIMES,
	N_TYPES,
	N_CHARS,
	N_COUNTS
};

/* The day of the year on which clocks change, as POSIX TZ gives it. */
struct rule {
	char kind;                /* 'M', 'J' or '0' */
	int month, week, weekday; /* M: the week-th weekday; 5 is the last */
	int day;                  /* J: 1..365 without 29 February; 0: 0..365 */
	int time;                 /* seconds of local time on that day */
};

/* One change: from second `at` on clocks are `offset` ahead. */
struct change {
	int64_t at;
	int offset;
};

struct zone {
	int first_offset; /* before the first change */
	struct change *changes;
	size_t n_changes;
	/* The years behind the table. */
	bool has_footer, has_summer;
	int standard, summer;   /* offsets */
	struct rule begin, end; /* of summer time */
};

/* Clocks are `offset` ahead from second `from` until before `to`. */
struct span {
	int64_t from, to;
	int offset;
};

bool zone_name_ok(struct str name)
{
	if (name.len == 0 || name.len > NAME_MAX_LEN ||
	    str_find(name, "..") != STR_NONE || name.ptr[0] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!char_is_alnum(name.ptr[i]) &&
		    str_find_char(str_of("+-_/"), name.ptr[i]) == STR_NONE)
			return false;
	return true;
}

/* The big-endian number of `n` bytes at `at`, which must be there. */
static int64_t number_at(struct str bytes, size_t at, size_t n)
{
	uint64_t number = bytes.ptr[at] < 0 ? UINT64_MAX : 0;

	for (size_t i = 0; i < n; i++)
		number = number << 8 | (unsigned char)bytes.ptr[at + i];
	return (int64_t)number;
}

/* Take a header off `rest`; false when it is none. */
static bool read_head(struct str *rest, size_t count[N_COUNTS])
{
	if (rest->len < HEAD_LEN || !str_starts(*rest, "TZif") ||
	    rest->ptr[4] < '2')
		return false;
	for (size_t i = 0; i < N_COUNTS; i++) {
		int64_t n = number_at(*rest, 20 + 4 * i, 4);

		if (n < 0 || n > 100000)
			return false;
		count[i] = (size_t)n;
	}
	*rest = str_from(*rest, HEAD_LEN);
	return true;
}

/* Bytes of the block behind a header, with times of `size` bytes. */
static size_t block_len(const size_t count[N_COUNTS], size_t size)
{
	return count[N_TIMES] * (size + 1) + count[N_TYPES] * 6 +
	       count[N_CHARS] + count[N_LEAP] * (size + 4) + count[N_STD] +
	       count[N_UT];
}

static bool read_changes(struct arena *arena, struct str block,
                         const size_t count[N_COUNTS], struct zone *zone)
{
	size_t n = count[N_TIMES], types = 9 * n;

	zone->changes = arena_array(arena, struct change, n);
	zone->n_changes = n;
	for (size_t i = 0; i < count[N_TYPES]; i++) {
		int64_t offset = number_at(block, types + 6 * i, 4);

		if (offset < -OFFSET_MAX || offset > OFFSET_MAX)
			return false;
	}
	zone->first_offset = (int)number_at(block, types, 4);
	for (size_t i = 0; i < n; i++) {
		size_t type = (unsigned char)block.ptr[8 * n + i];
		struct change *change = &zone->changes[i];

		if (type >= count[N_TYPES])
			return false;
		change->at = number_at(block, 8 * i, 8);
		change->offset = (int)number_at(block, types + 6 * type, 4);
		if (i > 0 && change->at <= change[-1].at)
			return false;
	}
	return true;
}

/* Take a decimal number of at most `max` off `rest`. */
static bool read_number(struct str *rest, int max, int *number)
{
	size_t n = 0;
	int sum = 0;

	for (; n < rest->len && n < 4 && char_is_digit(rest->ptr[n]); n++)
		sum = sum * 10 + (rest->ptr[n] - '0');
	*rest = str_from(*rest, n);
	*number = sum;
	return n > 0 && sum <= max;
}

static bool read_char(struct str *rest, char c)
{
	if (rest->len == 0 || rest->ptr[0] != c)
		return false;
	*rest = str_from(*rest, 1);
	return true;
}

/* "[+-]hh[:mm[:ss]]" in seconds. */
static bool read_hours(struct str *rest, int *seconds)
{
	bool negative = read_char(rest, '-');
	int hour, minute = 0, second = 0;

	if (!negative)
		(void)read_char(rest, '+');
	if (!read_number(rest, 167, &hour) ||
	    (read_char(rest, ':') && !read_number(rest, 59, &minute)) ||
	    (read_char(rest, ':') && !read_number(rest, 59, &second)))
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	if (negative)
		*seconds = -*seconds;
	return true;
}

/* A zone's abbreviation: letters, or anything in <>. */
static bool skip_name(struct str *rest)
{
	size_t n = 0;

	if (str_starts(*rest, "<")) {
		n = str_find_char(*rest, '>');
		if (n == STR_NONE)
			return false;
		n++;
	}
	while (n < rest->len && char_is_alpha(rest->ptr[n]))
		n++;
	*rest = str_from(*rest, n);
	return n >= 3;
}

/* "M10.5.0/3", "J60" or "0/0" behind a comma. */
static bool read_rule(struct str *rest, struct rule *rule)
{
	bool ok;

	if (!read_char(rest, ','))
		return false;
	rule->time = 2 * 3600;
	if (read_char(rest, 'M')) {
		rule->kind = 'M';
		ok = read_number(rest, 12, &rule->month) && rule->month > 0 &&
		     read_char(rest, '.') &&
		     read_number(rest, 5, &rule->week) && rule->week > 0 &&
		     read_char(rest, '.') &&
		     read_number(rest, 6, &rule->weekday);
	} else {
		rule->kind = read_char(rest, 'J') ? 'J' : '0';
		ok = read_number(rest, 365, &rule->day) &&
		     (rule->kind == '0' || rule->day > 0);
	}
	if (ok && read_char(rest, '/'))
		ok = read_hours(rest, &rule->time);
	return ok;
}

/* POSIX counts an offset westward. */
static bool read_offset(struct str *rest, int *offset)
{
	if (!read_hours(rest, offset))
		return false;
	*offset = -*offset;
	return *offset >= -OFFSET_MAX && *offset <= OFFSET_MAX;
}

/* "CET-1CEST,M3.5.0,M10.5.0/3" */
static bool read_footer(struct str rest, struct zone *zone)
{
	if (!skip_name(&rest) || !read_offset(&rest, &zone->standard))
		return false;
	zone->has_footer = true;
	if (rest.len == 0)
		return true;
	zone->has_summer = true;
	zone->summer = zone->standard + 3600;
	return skip_name(&rest) &&
	       (str_starts(rest, ",") || read_offset(&rest, &zone->summer)) &&
	       read_rule(&rest, &zone->begin) && read_rule(&rest, &zone->end) &&
	       rest.len == 0;
}

enum err zone_parse(struct arena *arena, struct str tzif,
                    const struct zone **zone)
{
	struct zone *z = arena_new(arena, struct zone);
	size_t count[N_COUNTS];
	struct str footer;

	/* The first block is for readers of 32 bits. */
	if (!read_head(&tzif, count) || tzif.len < block_len(count, 4))
		return ERR_INPUT;
	tzif = str_from(tzif, block_len(count, 4));
	/* Zones that count leap seconds do not count as Unix does. */
	if (!read_head(&tzif, count) || tzif.len < block_len(count, 8) ||
	    count[N_TYPES] == 0 || count[N_LEAP] > 0 ||
	    !read_changes(arena, tzif, count, z))
		return ERR_INPUT;
	footer = str_from(tzif, block_len(count, 8));
	if (!str_starts(footer, "\n") || !str_ends(footer, "\n") ||
	    footer.len < 2)
		return ERR_INPUT;
	footer = str_slice(footer, 1, footer.len - 1);
	if (footer.len > 0 && !read_footer(footer, z))
		return ERR_INPUT;
	*zone = z;
	return OK;
}

static bool is_leap(int64_t year)
{
	return date_days(year, 3, 1) - date_days(year, 2, 28) == 2;
}

/* Local seconds at which `rule` changes the clocks in `year`. */
static int64_t rule_time(const struct rule *rule, int64_t year)
{
	int64_t day = date_days(year, 1, 1), next;

	if (rule->kind == 'J') {
		day += rule->day - 1 + (is_leap(year) && rule->day >= 60);
	} else if (rule->kind == '0') {
		day += rule->day;
	} else {
		day = date_days(year, rule->month, 1);
		next = rule->month == 12 ? date_days(year + 1, 1, 1)
		                         : date_days(year, rule->month + 1, 1);
		day += (rule->weekday - date_of(day * DAY_S).weekday + 7) % 7 +
		       7 * (rule->week - 1);
		if (day >= next)
			day -= 7;
	}
	return day * DAY_S + rule->time;
}

/* Narrow `span` around `time` by a change at `at` to `offset`. */
static void narrow(struct span *span, int64_t time, int64_t at, int offset)
{
	if (at <= time && at >= span->from) {
		span->from = at;
		span->offset = offset;
	} else if (at > time && at < span->to) {
		span->to = at;
	}
}

/* The span around `time` by the footer. */
static struct span footer_span(const struct zone *zone, int64_t time)
{
	struct span span = {INT64_MIN, INT64_MAX, zone->standard};
	int64_t year = date_of(time).year;

	for (int64_t y = year - 1; zone->has_summer && y <= year + 1; y++) {
		narrow(&span, time, rule_time(&zone->begin, y) - zone->standard,
		       zone->summer);
		narrow(&span, time, rule_time(&zone->end, y) - zone->summer,
		       zone->standard);
	}
	return span;
}

/* How many changes there were up to `time`. */
static size_t changes_until(const struct zone *zone, int64_t time)
{
	size_t low = 0, high = zone->n_changes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->changes[middle].at <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct span span_at(const struct zone *zone, int64_t time)
{
	size_t n = changes_until(zone, time);
	struct span span = {INT64_MIN, INT64_MAX, zone->first_offset};

	if (n == zone->n_changes && zone->has_footer) {
		span = footer_span(zone, time);
	} else if (n > 0) {
		span.offset = zone->changes[n - 1].offset;
	}
	if (n > 0 && span.from < zone->changes[n - 1].at)
		span.from = zone->changes[n - 1].at;
	if (n < zone->n_changes)
		span.to = zone->changes[n].at;
	return span;
}

int zone_offset(const struct zone *zone, int64_t time)
{
	return span_at(zone, time).offset;
}

int64_t zone_time(const struct zone *zone, int64_t local)
{
	struct span span = span_at(zone, local - OFFSET_MAX - 1);
	int64_t time = local - span.offset;

	/* Spans in their order: the first that does not end before `local`. */
	while (time >= span.to) {
		span = span_at(zone, span.to);
		time = local - span.offset;
	}
	return time > span.from ? time : span.from;
}

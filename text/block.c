#include "text/block.h"

#include "text/attribution.h"

#define HEADERS_MAX 40 /* lines of a header block, long lists of To: and all */
#define FOLDS_MAX   20 /* lines in a row in it that are no headers */
#define WRAP_WIDTH  72 /* bytes at which programs start to wrap */
#define NAME_MAX    60 /* bytes of a line with a name or a date */
#define DATE_MIN    5  /* numbers in a date with its time */
#define DAY_MIN     3  /* numbers in a day alone; the year and one do as well */

static bool has(unsigned seen, enum header header)
{
	return (seen >> header) & 1;
}

/* Whether headers of these kinds make a block. */
static bool is_block(unsigned seen)
{
	unsigned n = 0;

	for (int h = HEADER_FROM; h <= HEADER_SUBJECT; h++)
		n += has(seen, (enum header)h);
	if (has(seen, HEADER_FROM))
		return has(seen, HEADER_DATE) || has(seen, HEADER_SUBJECT);
	return n > 2 && has(seen, HEADER_SUBJECT);
}

/* The same as sight_of(), behind an address: "ann@b on 05/03/2016 06:01". */
static struct sight sight_behind(struct str text)
{
	struct sight sight = sight_of(text);
	struct str word;

	if (sight.has_address && sight.n_numbers == 0 &&
	    str_next_word(&text, &word)) {
		sight = sight_of(text);
		sight.has_address = true;
	}
	return sight;
}

bool block_tells_time(struct str text)
{
	struct sight sight = sight_behind(text);

	return sight.n_numbers >= DATE_MIN && sight.has_time;
}

/* Whether the lines `i` - 1 and `i` tell that together. */
static bool both_tell_time(const struct lines *lines, size_t i)
{
	struct sight above, below;

	if (i == 0 || lines->line[i - 1].kind != LINE_OWN ||
	    lines->line[i - 1].text.len > WRAP_WIDTH + 10 ||
	    lines->line[i].text.len > NAME_MAX)
		return false;
	above = sight_behind(lines->line[i - 1].text);
	below = sight_of(lines->line[i].text);
	return below.has_time && above.n_numbers > 0 && above.has_address &&
	       above.n_numbers + below.n_numbers >= DATE_MIN;
}

size_t block_start(const struct lines *lines, size_t i)
{
	size_t date = lines_before(lines, i), name;

	if (lines->line[i].header != HEADER_TO || date == lines->n ||
	    lines->line[date].kind != LINE_OWN)
		return i;
	if (lines->line[date].header == HEADER_OTHER ||
	    str_starts(lines->line[date].text, "Please respond to"))
		date = lines_before(lines, date);
	if (date == lines->n)
		return i;
	if (!block_tells_time(lines->line[date].text))
		return both_tell_time(lines, date) ? date - 1 : i;
	name = date > 0 && !sight_of(lines->line[date].text).has_address
	               ? date - 1
	               : date;
	/* In a table it is a paragraph of its own, with the address. */
	if (name > 0 && line_is_blank(&lines->line[name]) &&
	    sight_of(lines->line[name - 1].text).has_address)
		name--;
	return line_is_blank(&lines->line[name]) ||
	                       lines->line[name].kind != LINE_OWN ||
	                       lines->line[name].text.len > NAME_MAX
	               ? date
	               : name;
}

size_t block_end(const struct lines *lines, size_t i)
{
	size_t end = i, n_folds = 0;
	unsigned seen = 0;

	if (lines->line[i].header == HEADER_NONE)
		return i;
	if (block_start(lines, i) < i)
		seen = 1u << HEADER_DATE;
	for (size_t k = i; k < lines->n && k < i + HEADERS_MAX; k++) {
		const struct line *line = &lines->line[k];
		enum header header = line->header;

		if (line->depth != lines->line[i].depth)
			break;
		if (header != HEADER_NONE) {
			/* One that comes again heads another block. */
			if (has(seen, header) && header != HEADER_CC &&
			    header != HEADER_OTHER)
				break;
			seen |= 1u << header;
			end = k + 1;
			n_folds = 0;
		} else if (++n_folds > FOLDS_MAX ||
		           (line_is_blank(line) && is_block(seen) &&
		            has(seen, HEADER_SUBJECT))) {
			break;
		}
	}
	return is_block(seen) ? end : i;
}

bool block_is_certain(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct sight sight = sight_of(lines->line[i].text);

		if (sight.has_address || sight.n_numbers >= DAY_MIN ||
		    (sight.has_year && sight.n_numbers > 1))
			return true;
	}
	return false;
}

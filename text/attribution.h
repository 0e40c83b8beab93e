/*
 * attribution.h - "On Tue, 3 May 2016 at 10:05, Ann <ann@example.org> wrote:"
 *
 * The line, often wrapped to as many as five, that mail programs put above
 * what they quote.  It is known by its parts - a verb, a date, an address, a
 * first word, a colon - and not by one shape per program.
 */
#ifndef TEXT_ATTRIBUTION_H
#define TEXT_ATTRIBUTION_H

#include "text/lines.h"

/* What a line of text shows at a glance. */
struct sight {
	size_t n_numbers; /* runs of digits outside <...> */
	bool has_year;    /* one of them has four digits */
	bool has_time;    /* "14:26", "20.42" */
	bool has_address; /* an '@' */
	bool has_lead;    /* first word as in "On ..." */
	bool starts_date; /* a digit comes first */
};

struct sight sight_of(struct str text);

/*
 * Whether an attribution ends with the line `i`, which has no quote mark;
 * where it starts goes to `first`.
 */
bool attribution_find(struct arena *arena, const struct lines *lines, size_t i,
                      size_t *first);

#endif

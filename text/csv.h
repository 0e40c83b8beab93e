/*
 * csv.h - tables as text (RFC 4180)
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define CSV_FIELDS_MAX 32
#define CSV_FIELD_MAX  (64 * 1024) /* bytes */

struct csv_record {
	struct str fields[CSV_FIELDS_MAX]; /* unquoted, trimmed */
	size_t n;
	size_t line; /* that it starts on, from 1 */
};

/* Where a reader stands: set `rest`, zero the others. */
struct csv_reader {
	struct str rest;
	size_t line;
	char separator; /* 0: found out from the first line: , ; or tab */
};

/*
 * Take the next record; empty lines are skipped, a BOM is dropped, and so is
 * the ' that csv_add() puts before a formula.
 *
 *	ERR_ABSENT	no more
 *	ERR_INPUT	a quote that never closes or is followed by more,
 *			CSV_FIELDS_MAX fields or CSV_FIELD_MAX bytes of a quoted
 *			one passed; `reader->line` is where that is
 */
enum err csv_next(struct arena *arena, struct csv_reader *reader,
                  struct csv_record *record) MUST_CHECK;

/*
 * Add one field in quotes, and what parts it from the next or (`is_last`) ends
 * the line.  A text that a spreadsheet would take for a formula (= + - @ TAB CR
 * at its start) gets a ' before it (STANDARDS T-43).
 */
void csv_add(struct buf *out, struct str field, bool is_last);

#endif

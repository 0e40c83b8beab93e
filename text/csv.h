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
 * Take the next record; empty lines are skipped, a BOM is dropped.
 *
 *	ERR_ABSENT	no more
 *	ERR_INPUT	a quote that never closes, or too many fields
 */
enum err csv_next(struct arena *arena, struct csv_reader *reader,
                  struct csv_record *record) MUST_CHECK;

/*
 * Add one field: quoted where it must be, a text that a spreadsheet would take
 * for a formula (= + - @ TAB CR at its start) with ' before it (STANDARDS
 * T-43).
 */
void csv_add(struct buf *out, struct str field, bool is_last);

#endif

/*
 * wire.h - values as PostgreSQL's protocol carries them in binary
 *
 * Parameters and results go in binary: nothing is quoted, nothing copied.
 * Numbers are in network order; texts and blobs are their bytes.
 */
#ifndef STORE_WIRE_H
#define STORE_WIRE_H

#include "store/db.h"

enum {
	WIRE_MAX = 32, /* parameters of a statement */

	/* Types by their ids (PostgreSQL's catalog/pg_type.dat). */
	WIRE_BOOL = 16,
	WIRE_BYTEA = 17,
	WIRE_INT8 = 20,
	WIRE_INT2 = 21,
	WIRE_INT4 = 23,
	WIRE_TEXT = 25,
	WIRE_VARCHAR = 1043,
};

/* Parameters as libpq wants them. */
struct wire {
	char numbers[WIRE_MAX][8];
	const char *values[WIRE_MAX]; /* NULL for NULL */
	int lengths[WIRE_MAX];
	int formats[WIRE_MAX];
};

/* The type of a parameter; 0: the server finds out. */
unsigned wire_type(enum db_kind kind);

/* Set parameter `i` (from 0).  Texts are borrowed. */
void wire_bind(struct wire *wire, size_t i, const struct db_value *value);

/* A column of `type` that is not NULL; aborts for a type not named above: our
 * own SQL wants a CAST then.  Texts are borrowed. */
struct db_value wire_value(unsigned type, struct str bytes);

#endif

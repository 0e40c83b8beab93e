/*
 * schema.h - the tables, their version and the way from one to the next
 *
 * What the tables mean is said beside them in schema.c, and what is written
 * before what in docs/design.md.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "store/db.h"

/* The version that this program works with. */
int64_t schema_version(void);

/*
 * Bring the store to schema_version() in one transaction; new and empty stores
 * start at 0.  ERR_FATAL: the store is of a later program, nothing is done.
 */
enum err schema_upgrade(struct db *db, struct why *why) MUST_CHECK;

/* A table, for who wants all of them. */
struct schema_table {
	struct str name;
	bool has_id;    /* its first column is an id that counts up */
	struct str key; /* "id", "hash" or "comment, position": its first
	                   column or two, which no two rows share */
};

/* The table number `i` (from 0), each after those that it refers to; false:
 * there are no more. */
bool schema_table(size_t i, struct schema_table *table);

/* OK when the store has this program's version; ERR_ABSENT: upgrade it (or it
 * is empty); ERR_FATAL: it is of a later program.  Nothing is written. */
enum err schema_check(struct db *db, struct why *why) MUST_CHECK;

#endif

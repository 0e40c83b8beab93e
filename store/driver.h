/*
 * driver.h - what an engine implements behind db.h
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/db.h"

/* Called for each row; the values are borrowed during the call. */
typedef void db_sink(void *context, const struct db_row *row);

struct db_driver {
	void (*close)(struct db *db);
	/* Run `sql`, give each row to `sink` (may be NULL). */
	enum err (*run)(struct db *db, const char *sql,
	                const struct db_value *args, size_t n_args,
	                db_sink *sink, void *context, struct why *why);
	enum err (*begin)(struct db *db, enum db_durability durability,
	                  struct why *why);
	enum err (*commit)(struct db *db, struct why *why);
	void (*rollback)(struct db *db);
	int64_t (*changes)(const struct db *db);
	int64_t (*version)(struct db *db);

	/* How this engine writes what differs in a schema. */
	const char *id_column; /* an id that counts up by itself */
	const char *blob_type;
	const char *verify; /* gives "ok", or a row for each damage */
	/* Makes table $1 count its ids on from $2; NULL: it does by itself. */
	const char *advance_ids;
	bool can_skip_locked; /* FOR UPDATE SKIP LOCKED */
};

/* The first member of an engine's own struct. */
struct db {
	const struct db_driver *driver;
	bool is_begun; /* db_begin() without its end; db.c sets it */
};

/* store/sqlite.c */
enum err sqlite_open(const char *path, struct db **db,
                     struct why *why) MUST_CHECK;

/* store/pgsql.c: `where` is a URI of libpq's.  `why` never has its
 * password. */
enum err postgres_open(const char *where, struct db **db,
                       struct why *why) MUST_CHECK;

#endif

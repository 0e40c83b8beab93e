/*
 * db.h - the narrow door to the database
 *
 * A driver opens, closes, runs a statement with parameters, begins, commits
 * and rolls back; nothing else differs between engines.  SQL stands once, in
 * the other files of store/, with $1, $2 ... for parameters, which SQLite and
 * PostgreSQL both take.
 *
 * A statement outside a transaction is one of its own.  Results are copied
 * into the caller's arena.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

enum db_kind {
	DB_IS_NULL,
	DB_IS_INT,
	DB_IS_TEXT,
	DB_IS_BLOB,
};

struct db_value {
	enum db_kind kind;
	int64_t number;
	struct str text; /* of a text or blob */
};

/* Parameters, as in (struct db_value[]){DB_INT(id), DB_TEXT(name)}. */
#define DB_NULL                                                                \
	(struct db_value)                                                      \
	{                                                                      \
		DB_IS_NULL, 0,                                                 \
		{                                                              \
			NULL, 0                                                \
		}                                                              \
	}
#define DB_INT(n)                                                              \
	(struct db_value)                                                      \
	{                                                                      \
		DB_IS_INT, (n),                                                \
		{                                                              \
			NULL, 0                                                \
		}                                                              \
	}
#define DB_TEXT(s)                                                             \
	(struct db_value)                                                      \
	{                                                                      \
		DB_IS_TEXT, 0, (s)                                             \
	}
#define DB_BLOB(s)                                                             \
	(struct db_value)                                                      \
	{                                                                      \
		DB_IS_BLOB, 0, (s)                                             \
	}

/* DB_INT(n), or DB_NULL when `n` is 0: ids start at 1. */
struct db_value db_id(int64_t n);

/* `values` as the last two arguments of db_run() and its kin. */
#define DB_ARGS(...)                                                           \
	(const struct db_value[]){__VA_ARGS__},                                \
		ARRAY_LEN(((const struct db_value[]){__VA_ARGS__}))

struct db_row {
	const struct db_value *values;
	size_t n;
};

struct db_rows {
	struct db_row *rows;
	size_t n;
};

/* How a commit has to last. */
enum db_durability {
	DB_DURABLE, /* a power cut too */
	DB_KILLED,  /* the end of this process; the next DB_DURABLE commit on
	               this connection makes it last through a power cut.  On
	               PostgreSQL such transactions run side by side. */
};

/*
 * Open the store named `where`: "postgresql://..." (libpq's URI), else the path
 * of an SQLite file (made when absent, mode 0600; ":memory:").  That one is in
 * WAL mode, checks its references and does not trust what is written in the
 * file's schema.
 *
 *	ERR_TEMP	locked by another program for longer than 10 s; the
 *			server cannot be reached
 *	ERR_FATAL	anything else, named in `why`
 */
enum err db_open(const char *where, struct db **db, struct why *why) MUST_CHECK;

/* Whether `where` names a server and no file. */
bool db_is_server(const char *where);

/* Close; NULL is fine; sets NULL. */
void db_close(struct db **db);

/*
 * Run one statement without wanting rows.
 *
 *	ERR_TEMP	the database is locked or full: as if never run
 *	ERR_INPUT	a constraint refused it
 *	ERR_FATAL	anything else
 *
 * `why` has the engine's words.  An engine may give a transaction up after an
 * error (PostgreSQL always, SQLite when it is full): nothing runs, and nothing
 * is committed, until db_rollback() then.
 *
 * Text is UTF-8; one with a NUL is ERR_INPUT on PostgreSQL.
 */
enum err db_run(struct db *db, const char *sql, const struct db_value *args,
                size_t n_args, struct why *why) MUST_CHECK;

/* The same with all rows copied into `arena`. */
enum err db_query(struct db *db, struct arena *arena, const char *sql,
                  const struct db_value *args, size_t n_args,
                  struct db_rows *rows, struct why *why) MUST_CHECK;

/* The same for at most one row: ERR_ABSENT when there is none. */
enum err db_one(struct db *db, struct arena *arena, const char *sql,
                const struct db_value *args, size_t n_args, struct db_row *row,
                struct why *why) MUST_CHECK;

/* One number (NULL counts as 0); ERR_ABSENT when there is no row. */
enum err db_number(struct db *db, const char *sql, const struct db_value *args,
                   size_t n_args, int64_t *number, struct why *why) MUST_CHECK;

/* Rows that the last db_run() changed. */
int64_t db_changes(const struct db *db);

/*
 * A transaction for writing: it holds the write lock from the start, so that
 * it cannot fail half-way for a lock; `durability` is that of its commit.  Not
 * nested: aborts.  A commit that fails has rolled back.
 */
enum err db_begin(struct db *db, enum db_durability durability,
                  struct why *why) MUST_CHECK;
enum err db_commit(struct db *db, struct why *why) MUST_CHECK;
/* Give the transaction up; fine when none is open. */
void db_rollback(struct db *db);

/* Whether a transaction is open.  Functions of several statements that must
 * have effect together or not at all abort where none is. */
bool db_is_begun(const struct db *db);

/* Look whether the engine finds damage in its files: ERR_FATAL and what. */
enum err db_verify(struct db *db, struct why *why) MUST_CHECK;

/* Whether claims of several connections can pass each other by (FOR UPDATE
 * SKIP LOCKED). */
bool db_can_skip_locked(const struct db *db);

/* A number that changes when another connection has committed something (on
 * PostgreSQL: not DB_KILLED). */
int64_t db_version(struct db *db);

/* Columns of a row: NULL gives 0 and "". */
int64_t db_int(const struct db_row *row, size_t column);
struct str db_text(const struct db_row *row, size_t column);

#endif

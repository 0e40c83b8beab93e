/*
 * The SQLite engine: one connection for each process, WAL.
 *
 * synchronous is FULL, so that a commit lasts through a power cut.  A DB_KILLED
 * commit runs with NORMAL instead: its pages are in the WAL file (in the
 * kernel's hands, whatever happens to us) but not flushed; the next FULL commit
 * flushes the whole WAL file, and so this one with it.
 */
#include "store/driver.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sqlite3.h>

enum {
	STATEMENTS_MAX = 96, /* prepared statements kept */
	BUSY_MS = 10000,     /* STANDARDS 4.6: then back-off */
};

struct prepared {
	const char *sql; /* the caller's, compared by address first */
	sqlite3_stmt *statement;
};

struct sqlite {
	struct db db;
	sqlite3 *handle;
	struct prepared prepared[STATEMENTS_MAX];
	size_t n_prepared;
	size_t next;  /* of `prepared`, to make room once all are taken */
	bool is_full; /* synchronous=FULL is in force */
	struct arena arena;
};

static struct sqlite *engine(struct db *db)
{
	return (struct sqlite *)db;
}

static enum err because(struct sqlite *s, struct why *why)
{
	int code = sqlite3_extended_errcode(s->handle);
	enum err err = ERR_FATAL;

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_FULL:
	case SQLITE_PROTOCOL: /* many opened it at once */
		err = ERR_TEMP;
		break;
	case SQLITE_CONSTRAINT:
		err = ERR_INPUT;
		break;
	}
	return err_because(why, err, "store: %s (%d)",
	                   sqlite3_errmsg(s->handle), code);
}

static enum err pragma(struct sqlite *s, const char *sql, struct why *why)
{
	if (sqlite3_exec(s->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return because(s, why);
	return OK;
}

static enum err set_full(struct sqlite *s, bool is_full, struct why *why)
{
	enum err err;

	if (s->is_full == is_full)
		return OK;
	err = pragma(s,
	             is_full ? "PRAGMA synchronous=FULL"
	                     : "PRAGMA synchronous=NORMAL",
	             why);
	if (err == OK)
		s->is_full = is_full;
	return err;
}

static enum err prepare(struct sqlite *s, const char *sql,
                        sqlite3_stmt **statement, struct why *why)
{
	struct prepared *slot;
	bool is_new = s->n_prepared < STATEMENTS_MAX;

	for (size_t i = 0; i < s->n_prepared; i++) {
		*statement = s->prepared[i].statement;
		if (s->prepared[i].sql == sql &&
		    !strcmp(sqlite3_sql(*statement), sql))
			return OK;
	}
	if (sqlite3_prepare_v3(s->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
	                       statement, NULL) != SQLITE_OK)
		return because(s, why);
	slot = &s->prepared[is_new ? s->n_prepared++ : s->next];
	if (!is_new) {
		sqlite3_finalize(slot->statement);
		s->next = (s->next + 1) % STATEMENTS_MAX;
	}
	*slot = (struct prepared){sql, *statement};
	return OK;
}

static int bind(sqlite3_stmt *statement, size_t number,
                const struct db_value *value)
{
	char name[24];
	int i;

	sqlite3_snprintf(sizeof(name), name, "$%d", (int)number);
	i = sqlite3_bind_parameter_index(statement, name);
	if (i == 0) /* the statement does not use it */
		return SQLITE_OK;
	switch (value->kind) {
	case DB_IS_INT:
		return sqlite3_bind_int64(statement, i, value->number);
	case DB_IS_TEXT:
		return sqlite3_bind_text64(
			statement, i, value->text.ptr ? value->text.ptr : "",
			value->text.len, SQLITE_STATIC, SQLITE_UTF8);
	case DB_IS_BLOB:
		return sqlite3_bind_blob64(
			statement, i, value->text.ptr ? value->text.ptr : "",
			value->text.len, SQLITE_STATIC);
	case DB_IS_NULL:
		break;
	}
	return sqlite3_bind_null(statement, i);
}

static void read_column(sqlite3_stmt *statement, int i, struct db_value *value)
{
	*value = (struct db_value){.kind = DB_IS_NULL};
	switch (sqlite3_column_type(statement, i)) {
	case SQLITE_INTEGER:
		*value = DB_INT(sqlite3_column_int64(statement, i));
		break;
	case SQLITE_NULL:
		break;
	default:
		value->kind = sqlite3_column_type(statement, i) == SQLITE_BLOB
		                      ? DB_IS_BLOB
		                      : DB_IS_TEXT;
		value->text.ptr = sqlite3_column_blob(statement, i);
		value->text.len = (size_t)sqlite3_column_bytes(statement, i);
		if (!value->text.ptr)
			value->text.ptr = "";
	}
}

enum {
	COLUMNS_MAX = 40, /* more are never asked for */
};

static int step_all(sqlite3_stmt *statement, db_sink *sink, void *context)
{
	struct db_value values[COLUMNS_MAX];
	int result, n = sqlite3_column_count(statement);

	if (n > COLUMNS_MAX)
		abort();
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		struct db_row row = {values, (size_t)n};

		if (!sink)
			continue;
		for (int i = 0; i < n; i++)
			read_column(statement, i, &values[i]);
		sink(context, &row);
	}
	return result;
}

/*
 * SQLite rolls back by itself when the disk is full.  Statements of a caller
 * who goes on all the same would be transactions of their own then.
 */
static bool is_lost(const struct sqlite *s)
{
	return s->db.is_begun && sqlite3_get_autocommit(s->handle);
}

static enum err because_lost(struct why *why)
{
	return err_because(why, ERR_TEMP,
	                   "store: the transaction was rolled back");
}

static enum err sqlite_run(struct db *db, const char *sql,
                           const struct db_value *args, size_t n_args,
                           db_sink *sink, void *context, struct why *why)
{
	struct sqlite *s = engine(db);
	sqlite3_stmt *statement;
	enum err err = OK;

	if (is_lost(s))
		return because_lost(why);
	if (!db->is_begun)
		err = set_full(s, true, why);
	if (err == OK)
		err = prepare(s, sql, &statement, why);
	if (err)
		return err;
	assert((size_t)sqlite3_bind_parameter_count(statement) <= n_args);
	for (size_t i = 0; i < n_args; i++)
		if (bind(statement, i + 1, &args[i]) != SQLITE_OK)
			abort(); /* only memory and our own mistakes */
	if (step_all(statement, sink, context) != SQLITE_DONE)
		err = because(s, why);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return err;
}

/* Run one of our constant statements without parameters, kept prepared. */
static enum err step_constant(struct sqlite *s, const char *sql,
                              struct why *why)
{
	sqlite3_stmt *statement;
	enum err err = prepare(s, sql, &statement, why);

	if (err)
		return err;
	if (sqlite3_step(statement) != SQLITE_DONE)
		err = because(s, why);
	sqlite3_reset(statement);
	return err;
}

static enum err sqlite_begin(struct db *db, enum db_durability durability,
                             struct why *why)
{
	static const char begin[] = "BEGIN IMMEDIATE";
	struct sqlite *s = engine(db);
	enum err err = set_full(s, durability == DB_DURABLE, why);

	return err ? err : step_constant(s, begin, why);
}

static enum err sqlite_commit(struct db *db, struct why *why)
{
	static const char commit[] = "COMMIT";

	if (is_lost(engine(db)))
		return because_lost(why);
	return step_constant(engine(db), commit, why);
}

static void sqlite_rollback(struct db *db)
{
	struct sqlite *s = engine(db);

	if (!sqlite3_get_autocommit(s->handle))
		sqlite3_exec(s->handle, "ROLLBACK", NULL, NULL, NULL);
}

static int64_t sqlite_changes(const struct db *db)
{
	const struct sqlite *s = (const struct sqlite *)db;

	return sqlite3_changes(s->handle);
}

static void take_number(void *context, const struct db_row *row)
{
	*(int64_t *)context = db_int(row, 0);
}

static int64_t sqlite_version(struct db *db)
{
	static const char sql[] = "PRAGMA data_version";
	int64_t version = 0;

	if (sqlite_run(db, sql, NULL, 0, take_number, &version, NULL) != OK)
		return -1;
	return version;
}

static void sqlite_close(struct db *db)
{
	struct sqlite *s = engine(db);

	for (size_t i = 0; i < s->n_prepared; i++)
		sqlite3_finalize(s->prepared[i].statement);
	sqlite3_close_v2(s->handle);
	struct arena arena = s->arena; /* `s` itself lives in it */
	arena_free(&arena);
}

static const struct db_driver driver = {
	.close = sqlite_close,
	.run = sqlite_run,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.changes = sqlite_changes,
	.version = sqlite_version,
	.id_column = "INTEGER PRIMARY KEY AUTOINCREMENT",
	.blob_type = "BLOB",
	.verify = "PRAGMA integrity_check",
};

static void lock_down(sqlite3 *handle)
{
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0,
	                  NULL);
	sqlite3_busy_timeout(handle, BUSY_MS);
}

static void take_is_wal(void *context, const struct db_row *row)
{
	struct str mode = db_text(row, 0);

	*(bool *)context = str_is(mode, "wal") || str_is(mode, "memory");
}

/* SQLite answers with another mode where it cannot: the file's place has no
 * shared memory, or the file none. */
static enum err use_wal(struct sqlite *s, struct why *why)
{
	static const char sql[] = "PRAGMA journal_mode=WAL";
	bool is_wal = false;
	enum err err =
		sqlite_run(&s->db, sql, NULL, 0, take_is_wal, &is_wal, why);

	if (err == OK && !is_wal)
		return err_because(why, ERR_FATAL, "store: WAL does not work");
	return err;
}

static enum err set_up(struct sqlite *s, struct why *why)
{
	enum err err;

	lock_down(s->handle);
	err = use_wal(s, why);
	return err ? err : pragma(s, "PRAGMA foreign_keys=ON", why);
}

enum err sqlite_open(const char *path, struct db **db, struct why *why)
{
	struct arena arena = {0};
	struct sqlite *s = arena_new(&arena, struct sqlite);
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
	                  SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	mode_t old_mask = umask(0077);
	enum err err = OK;

	s->db.driver = &driver;
	if (sqlite3_open_v2(path, &s->handle, flags, NULL) != SQLITE_OK)
		err = err_because(why, ERR_FATAL, "store %s: %s", path,
		                  sqlite3_errmsg(s->handle));
	else
		err = set_up(s, why);
	umask(old_mask);
	s->arena = arena;
	if (err)
		sqlite_close(&s->db);
	else
		*db = &s->db;
	return err;
}

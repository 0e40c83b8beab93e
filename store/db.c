#include "store/db.h"

#include <assert.h>
#include <string.h>

#include "store/driver.h"

struct db_value db_id(int64_t n)
{
	return n ? DB_INT(n) : DB_NULL;
}

bool db_is_server(const char *where)
{
	return str_starts(str_of(where), "postgresql://");
}

enum err db_open(const char *where, struct db **db, struct why *why)
{
	if (db_is_server(where))
		return postgres_open(where, db, why);
	return sqlite_open(where, db, why);
}

void db_close(struct db **db)
{
	if (*db)
		(*db)->driver->close(*db);
	*db = NULL;
}

enum err db_run(struct db *db, const char *sql, const struct db_value *args,
                size_t n_args, struct why *why)
{
	return db->driver->run(db, sql, args, n_args, NULL, NULL, why);
}

struct collector {
	struct arena *arena;
	struct db_rows rows;
};

static void collect_row(void *context, const struct db_row *row)
{
	struct collector *c = context;
	struct db_value *copy = arena_array(c->arena, struct db_value, row->n);

	for (size_t i = 0; i < row->n; i++) {
		copy[i] = row->values[i];
		if (copy[i].text.ptr)
			copy[i].text = arena_str(c->arena, copy[i].text);
	}
	c->rows.rows = arena_grow(c->arena, c->rows.rows, c->rows.n,
	                          sizeof(*c->rows.rows));
	c->rows.rows[c->rows.n++] = (struct db_row){copy, row->n};
}

enum err db_query(struct db *db, struct arena *arena, const char *sql,
                  const struct db_value *args, size_t n_args,
                  struct db_rows *rows, struct why *why)
{
	struct collector c = {.arena = arena};
	enum err err =
		db->driver->run(db, sql, args, n_args, collect_row, &c, why);

	if (err == OK)
		*rows = c.rows;
	return err;
}

enum err db_one(struct db *db, struct arena *arena, const char *sql,
                const struct db_value *args, size_t n_args, struct db_row *row,
                struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	if (rows.n == 0)
		return err_because(why, ERR_ABSENT, "no such row");
	*row = rows.rows[0];
	return OK;
}

enum err db_number(struct db *db, const char *sql, const struct db_value *args,
                   size_t n_args, int64_t *number, struct why *why)
{
	struct arena arena = {0};
	struct db_row row = {NULL, 0};
	enum err err = db_one(db, &arena, sql, args, n_args, &row, why);

	if (err == OK)
		*number = db_int(&row, 0);
	arena_free(&arena);
	return err;
}

int64_t db_changes(const struct db *db)
{
	return db->driver->changes(db);
}

enum err db_begin(struct db *db, enum db_durability durability, struct why *why)
{
	enum err err;

	assert(!db->is_begun);
	err = db->driver->begin(db, durability, why);
	db->is_begun = err == OK;
	return err;
}

enum err db_commit(struct db *db, struct why *why)
{
	enum err err = db->driver->commit(db, why);

	if (err)
		db->driver->rollback(db);
	db->is_begun = false;
	return err;
}

void db_rollback(struct db *db)
{
	db->driver->rollback(db);
	db->is_begun = false;
}

bool db_is_begun(const struct db *db)
{
	return db->is_begun;
}

enum err db_verify(struct db *db, struct why *why)
{
	struct arena arena = {0};
	struct db_rows rows;
	enum err err =
		db_query(db, &arena, db->driver->verify, NULL, 0, &rows, why);

	for (size_t i = 0; err == OK && i < rows.n; i++) {
		struct str text = db_text(&rows.rows[i], 0);

		if (!str_is(text, "ok"))
			err = err_because(why, ERR_FATAL, "%.*s", (int)text.len,
			                  text.ptr);
	}
	arena_free(&arena);
	return err;
}

bool db_can_skip_locked(const struct db *db)
{
	return db->driver->can_skip_locked;
}

int64_t db_version(struct db *db)
{
	return db->driver->version(db);
}

int64_t db_int(const struct db_row *row, size_t column)
{
	return column < row->n ? row->values[column].number : 0;
}

struct str db_text(const struct db_row *row, size_t column)
{
	if (column >= row->n || !row->values[column].text.ptr)
		return (struct str){"", 0};
	return row->values[column].text;
}

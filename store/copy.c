#include "store/copy.h"

#include "base/buf.h"
#include "store/driver.h"
#include "store/schema.h"

enum {
	PAGE_ROWS = 200,
	COLUMNS_MAX = 32,
	SQL_MAX = 512, /* bytes of a statement */
};

struct copy {
	struct db *from, *to;
	struct schema_table table;
	struct buf insert;
	int64_t rows;
};

static const char *name_of(struct arena *arena, const struct copy *copy)
{
	return arena_copy(arena, copy->table.name);
}

static enum err count(struct db *db, const struct copy *copy, int64_t *rows,
                      struct why *why)
{
	struct arena arena = {0};
	enum err err = db_number(db,
	                         arena_printf(&arena, "SELECT COUNT(*) FROM %s",
	                                      name_of(&arena, copy)),
	                         NULL, 0, rows, why);

	arena_free(&arena);
	return err;
}

/* INSERT INTO t VALUES ($1, $2 ...): both have the columns in one order.  The
 * text is made once for each table, so that it is prepared once. */
static enum err insert(struct copy *copy, const struct db_row *row,
                       struct why *why)
{
	struct buf *sql = &copy->insert;

	if (sql->len == 0) {
		buf_adds(sql, "INSERT INTO ");
		buf_add(sql, copy->table.name);
		for (size_t i = 0; i < row->n; i++)
			buf_addf(sql, "%s$%zu", i > 0 ? ", " : " VALUES (",
			         i + 1);
		buf_addc(sql, ')');
	}
	if (row->n > COLUMNS_MAX || !buf_ok(sql))
		return err_because(why, ERR_FATAL, "%.*s has too many columns",
		                   (int)copy->table.name.len,
		                   copy->table.name.ptr);
	return db_run(copy->to, buf_str(sql).ptr, row->values, row->n, why);
}

/* The next rows, behind the one whose key is `last` (n_last values; 0: from the
 * start). */
static enum err read_page(const struct copy *copy, struct arena *arena,
                          const struct db_value *last, size_t n_last,
                          struct db_rows *rows, struct why *why)
{
	struct str key = copy->table.key, name = copy->table.name;
	struct buf sql = BUF_INIT(SQL_MAX);
	enum err err;

	buf_addf(&sql, "SELECT * FROM %.*s", (int)name.len, name.ptr);
	if (n_last > 0)
		buf_addf(&sql, " WHERE (%.*s) > ($1%s)", (int)key.len, key.ptr,
		         n_last > 1 ? ", $2" : "");
	buf_addf(&sql, " ORDER BY %.*s LIMIT %d", (int)key.len, key.ptr,
	         (int)PAGE_ROWS);
	err = db_query(copy->from, arena, buf_str(&sql).ptr, last, n_last, rows,
	               why);
	buf_free(&sql);
	return err;
}

/* Keep the key of the last row, its first columns. */
static size_t keep_key(const struct copy *copy, const struct db_rows *rows,
                       struct arena *arena, struct db_value key[2])
{
	size_t n = str_find_char(copy->table.key, ',') == STR_NONE ? 1 : 2;

	arena_free(arena);
	for (size_t i = 0; i < n; i++) {
		key[i] = rows->rows[rows->n - 1].values[i];
		if (key[i].text.ptr)
			key[i].text = arena_str(arena, key[i].text);
	}
	return n;
}

static enum err copy_rows(struct copy *copy, struct why *why)
{
	struct arena kept = {0};
	struct db_value key[2];
	size_t n = PAGE_ROWS, n_key = 0;
	enum err err = OK;

	copy->insert = (struct buf)BUF_INIT(SQL_MAX);
	copy->rows = 0;
	while (err == OK && n == PAGE_ROWS) {
		struct arena arena = {0};
		struct db_rows rows = {NULL, 0};

		err = read_page(copy, &arena, key, n_key, &rows, why);
		n = rows.n;
		for (size_t i = 0; err == OK && i < n; i++) {
			err = insert(copy, &rows.rows[i], why);
			copy->rows++;
		}
		if (err == OK && n > 0)
			n_key = keep_key(copy, &rows, &kept, key);
		arena_free(&arena);
	}
	arena_free(&kept);
	buf_free(&copy->insert);
	return err;
}

/* New rows get ids behind those that were copied. */
static enum err advance_ids(const struct copy *copy, struct why *why)
{
	const char *sql = copy->to->driver->advance_ids;
	struct arena arena = {0};
	int64_t last;
	enum err err;

	if (!sql || !copy->table.has_id || copy->rows == 0)
		return OK;
	err = db_number(copy->to,
	                arena_printf(&arena, "SELECT MAX(id) FROM %s",
	                             name_of(&arena, copy)),
	                NULL, 0, &last, why);
	if (err == OK)
		err = db_number(
			copy->to, sql,
			DB_ARGS(DB_TEXT(copy->table.name), DB_INT(last)), &last,
			why);
	arena_free(&arena);
	return err;
}

static enum err copy_table(struct copy *copy, struct why *why)
{
	struct arena arena = {0};
	int64_t here = 0, there = 0;
	enum err err = count(copy->to, copy, &there, why);

	if (err == OK && there > 0)
		err = err_because(why, ERR_DENIED,
		                  "the store to copy to is not empty: %s has"
		                  " rows",
		                  name_of(&arena, copy));
	if (err == OK)
		err = copy_rows(copy, why);
	if (err == OK)
		err = advance_ids(copy, why);
	if (err == OK)
		err = count(copy->from, copy, &here, why);
	if (err == OK)
		err = count(copy->to, copy, &there, why);
	if (err == OK && here != there)
		err = err_because(why, ERR_FATAL,
		                  "%s: %lld rows were copied of %lld",
		                  name_of(&arena, copy), (long long)there,
		                  (long long)here);
	arena_free(&arena);
	return err;
}

static enum err copy_all(struct db *from, struct db *to,
                         copy_progress *progress, void *context, int64_t *rows,
                         struct why *why)
{
	struct copy copy = {.from = from, .to = to};
	int64_t sum = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && schema_table(i, &copy.table); i++) {
		err = copy_table(&copy, why);
		sum += copy.rows;
		if (err == OK && progress)
			progress(context, copy.table.name, copy.rows);
	}
	if (err == OK)
		*rows = sum;
	return err;
}

enum err store_copy(struct db *from, struct db *to, copy_progress *progress,
                    void *context, int64_t *rows, struct why *why)
{
	int64_t sum = 0;
	enum err err = db_begin(from, DB_DURABLE, why);

	if (err)
		return err;
	err = db_begin(to, DB_DURABLE, why);
	if (err == OK) {
		err = copy_all(from, to, progress, context, &sum, why);
		if (err == OK)
			err = db_commit(to, why);
		else
			db_rollback(to);
	}
	db_rollback(from);
	if (err == OK)
		*rows = sum;
	return err;
}

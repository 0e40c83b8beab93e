#include "store/amends.h"

enum err amend_add(struct db *db, int64_t comment, int64_t original,
                   struct why *why)
{
	enum err err = db_run(db,
	                      "INSERT INTO amends (comment, original)"
	                      " VALUES ($1, $2)"
	                      " ON CONFLICT (original) DO NOTHING",
	                      DB_ARGS(DB_INT(comment), DB_INT(original)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_INPUT,
		                   "comment %lld is corrected already",
		                   (long long)original);
	return err;
}

static enum err one(struct db *db, const char *sql, int64_t id, int64_t *other,
                    struct why *why)
{
	enum err err = db_number(db, sql, DB_ARGS(DB_INT(id)), other, why);

	if (err == ERR_ABSENT)
		*other = 0;
	return err == ERR_ABSENT ? OK : err;
}

enum err amend_next(struct db *db, int64_t original, int64_t *comment,
                    struct why *why)
{
	return one(db, "SELECT comment FROM amends WHERE original = $1",
	           original, comment, why);
}

enum err amend_original(struct db *db, int64_t comment, int64_t *original,
                        struct why *why)
{
	return one(db, "SELECT original FROM amends WHERE comment = $1",
	           comment, original, why);
}

enum err withdrawal_add(struct db *db, struct str list, int64_t comment,
                        int64_t now, struct why *why)
{
	return db_run(db,
	              "INSERT INTO withdrawals (comment, list, at)"
	              " VALUES ($1, $2, $3) ON CONFLICT (comment) DO NOTHING",
	              DB_ARGS(DB_INT(comment), DB_TEXT(list), DB_INT(now)),
	              why);
}

enum err withdrawal_list(struct db *db, struct arena *arena, struct str list,
                         int64_t **comments, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT comment FROM withdrawals"
	                        " WHERE list = $1 AND edition IS NULL"
	                        " ORDER BY at, comment",
	                        DB_ARGS(DB_TEXT(list)), &rows, why);

	if (err)
		return err;
	*comments = arena_array(arena, int64_t, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*comments)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err withdrawal_told(struct db *db, int64_t comment, int64_t edition,
                         struct why *why)
{
	return db_run(db,
	              "UPDATE withdrawals SET edition = $1 WHERE comment = $2",
	              DB_ARGS(DB_INT(edition), DB_INT(comment)), why);
}

#include "store/tellings.h"

enum err telling_plan(struct db *db, int64_t comment, int64_t at,
                      struct why *why)
{
	return db_run(db,
	              "INSERT INTO tellings (comment, waits_since)"
	              " VALUES ($1, $2)"
	              " ON CONFLICT (comment) DO UPDATE SET waits_since = $2",
	              DB_ARGS(DB_INT(comment), DB_INT(at)), why);
}

enum err telling_decided(struct db *db, int64_t comment,
                         enum comment_state state, int64_t at, struct why *why)
{
	if (state != COMMENT_APPROVED && state != COMMENT_REJECTED)
		return OK;
	return telling_plan(db, comment, at, why);
}

enum err telling_list_due(struct db *db, struct arena *arena, struct str list,
                          int64_t until, int64_t limit, int64_t **comments,
                          size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 "SELECT t.comment FROM tellings t"
	                 " JOIN comments c ON c.id = t.comment"
	                 " WHERE t.waits_since <= $2 AND c.list = $1"
	                 " ORDER BY t.waits_since, t.comment LIMIT $3",
	                 DB_ARGS(DB_TEXT(list), DB_INT(until), DB_INT(limit)),
	                 &rows, why);

	if (err)
		return err;
	*comments = arena_array(arena, int64_t, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*comments)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err telling_done(struct db *db, int64_t comment, bool *is_ours,
                      struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE tellings SET waits_since = NULL"
	                      " WHERE comment = $1"
	                      " AND waits_since IS NOT NULL",
	                      DB_ARGS(DB_INT(comment)), why);

	if (err == OK)
		*is_ours = db_changes(db) > 0;
	return err;
}

enum err telling_want(struct db *db, int64_t comment, struct why *why)
{
	return db_run(db,
	              "INSERT INTO tellings (comment, is_wanted)"
	              " VALUES ($1, 1)"
	              " ON CONFLICT (comment) DO UPDATE SET is_wanted = 1",
	              DB_ARGS(DB_INT(comment)), why);
}

enum err telling_set_always(struct db *db, int64_t subscriber, bool is_so,
                            struct why *why)
{
	return db_run(db,
	              "UPDATE subscribers SET wants_word = $1 WHERE id = $2",
	              DB_ARGS(DB_INT(is_so), DB_INT(subscriber)), why);
}

enum err telling_is_wanted(struct db *db, int64_t comment, int64_t subscriber,
                           bool *is_so, struct why *why)
{
	int64_t n = 0;
	enum err err = db_number(db,
	                         "SELECT (SELECT COUNT(*) FROM tellings"
	                         " WHERE comment = $1 AND is_wanted = 1)"
	                         " + (SELECT COUNT(*) FROM subscribers"
	                         " WHERE id = $2 AND wants_word = 1)",
	                         DB_ARGS(DB_INT(comment), DB_INT(subscriber)),
	                         &n, why);

	if (err == OK)
		*is_so = n > 0;
	return err;
}

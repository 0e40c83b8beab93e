#include "store/acks.h"

#include <assert.h>

enum err ack_add(struct db *db, const struct ack *ack, const int64_t *comments,
                 size_t n, int64_t *id, struct why *why)
{
	int64_t new_id = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "INSERT INTO acks (list, subscriber, letter,"
	                " token_hash, sent_at, expires_at)"
	                " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
	                DB_ARGS(DB_TEXT(ack->list), DB_INT(ack->subscriber),
	                        db_id(ack->letter), DB_TEXT(ack->token_hash),
	                        DB_INT(ack->sent_at), DB_INT(ack->expires_at)),
	                &new_id, why);
	for (size_t i = 0; err == OK && i < n; i++)
		err = db_run(db,
		             "INSERT INTO ack_items (ack, number, comment)"
		             " VALUES ($1, $2, $3)",
		             DB_ARGS(DB_INT(new_id), DB_INT((int64_t)i + 1),
		                     DB_INT(comments[i])),
		             why);
	if (err == OK)
		*id = new_id;
	return err;
}

enum err ack_by_token(struct db *db, struct arena *arena, struct str hash,
                      struct ack *ack, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT id, list, subscriber, letter, token_hash,"
	                      " sent_at, expires_at FROM acks"
	                      " WHERE token_hash = $1",
	                      DB_ARGS(DB_TEXT(hash)), &row, why);

	if (err == OK)
		*ack = (struct ack){
			.id = db_int(&row, 0),
			.list = db_text(&row, 1),
			.subscriber = db_int(&row, 2),
			.letter = db_int(&row, 3),
			.token_hash = db_text(&row, 4),
			.sent_at = db_int(&row, 5),
			.expires_at = db_int(&row, 6),
		};
	return err;
}

enum err ack_comments(struct db *db, struct arena *arena, int64_t id,
                      int64_t **comments, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT comment FROM ack_items"
	                        " WHERE ack = $1 ORDER BY number",
	                        DB_ARGS(DB_INT(id)), &rows, why);

	if (err)
		return err;
	*comments = arena_array(arena, int64_t, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*comments)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err ack_was_sent(struct db *db, int64_t comment, bool *was_sent,
                      struct why *why)
{
	int64_t n = 0;
	enum err err = db_number(db,
	                         "SELECT COUNT(*) FROM ack_items"
	                         " WHERE comment = $1",
	                         DB_ARGS(DB_INT(comment)), &n, why);

	if (err == OK)
		*was_sent = n > 0;
	return err;
}

enum err ack_puzzled(struct db *db, int64_t id, int64_t now, bool *is_first,
                     struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE acks SET puzzled_at = $1"
	                      " WHERE id = $2 AND puzzled_at IS NULL",
	                      DB_ARGS(DB_INT(now), DB_INT(id)), why);

	if (err == OK)
		*is_first = db_changes(db) > 0;
	return err;
}

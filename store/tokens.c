#include "store/tokens.h"

#include <assert.h>

enum err token_store(struct db *db, struct str hash, struct str purpose,
                     int64_t subscriber, int64_t now, int64_t expires_at,
                     struct why *why)
{
	return db_run(db,
	              "INSERT INTO tokens (hash, purpose, subscriber,"
	              " created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
	              DB_ARGS(DB_TEXT(hash), DB_TEXT(purpose),
	                      DB_INT(subscriber), DB_INT(now),
	                      DB_INT(expires_at)),
	              why);
}

enum err token_set_mail(struct db *db, struct str hash, struct str message_id,
                        struct why *why)
{
	return db_run(db, "UPDATE tokens SET message_id = $1 WHERE hash = $2",
	              DB_ARGS(DB_TEXT(message_id), DB_TEXT(hash)), why);
}

enum err token_by_mail(struct db *db, struct arena *arena,
                       struct str message_id, struct str *hash,
                       int64_t *subscriber, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT hash, subscriber FROM tokens"
	                      " WHERE message_id = $1",
	                      DB_ARGS(DB_TEXT(message_id)), &row, why);

	if (err)
		return err;
	*hash = db_text(&row, 0);
	*subscriber = db_int(&row, 1);
	return OK;
}

enum err token_purpose(struct db *db, struct arena *arena, struct str hash,
                       struct str *purpose, struct why *why)
{
	struct db_row row;
	enum err err =
		db_one(db, arena, "SELECT purpose FROM tokens WHERE hash = $1",
	               DB_ARGS(DB_TEXT(hash)), &row, why);

	if (err == OK)
		*purpose = db_text(&row, 0);
	return err;
}

enum err token_open(struct db *db, struct str hash, int64_t now,
                    int64_t *subscriber, struct why *why)
{
	return db_number(db,
	                 "SELECT subscriber FROM tokens WHERE hash = $1"
	                 " AND used_at IS NULL AND expires_at > $2",
	                 DB_ARGS(DB_TEXT(hash), DB_INT(now)), subscriber, why);
}

enum err token_use(struct db *db, struct str hash, struct str purpose,
                   int64_t now, int64_t *subscriber, struct why *why)
{
	enum err err = db_number(db,
	                         "SELECT subscriber FROM tokens"
	                         " WHERE hash = $1 AND purpose = $2",
	                         DB_ARGS(DB_TEXT(hash), DB_TEXT(purpose)),
	                         subscriber, why);

	if (err)
		return err;
	err = db_run(db,
	             "UPDATE tokens SET used_at = $1 WHERE hash = $2"
	             " AND used_at IS NULL AND expires_at > $1",
	             DB_ARGS(DB_INT(now), DB_TEXT(hash)), why);
	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "this token was used or is too old");
	return err;
}

enum err queue_add(struct db *db, const struct queue *queue,
                   const int64_t *comments, size_t n, int64_t *id,
                   struct why *why)
{
	int64_t new_id = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "INSERT INTO queues (list, moderator,"
	                " token_hash, sent_at, expires_at)"
	                " VALUES ($1, $2, $3, $4, $5) RETURNING id",
	                DB_ARGS(DB_TEXT(queue->list), DB_TEXT(queue->moderator),
	                        DB_TEXT(queue->token_hash),
	                        DB_INT(queue->sent_at),
	                        DB_INT(queue->expires_at)),
	                &new_id, why);

	for (size_t i = 0; err == OK && i < n; i++)
		err = db_run(db,
		             "INSERT INTO queue_items (queue, number, comment)"
		             " VALUES ($1, $2, $3)",
		             DB_ARGS(DB_INT(new_id), DB_INT((int64_t)i + 1),
		                     DB_INT(comments[i])),
		             why);
	if (err == OK)
		*id = new_id;
	return err;
}

enum err queue_by_token(struct db *db, struct arena *arena, struct str hash,
                        struct queue *queue, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT id, list, moderator, token_hash, sent_at,"
	                      " expires_at FROM queues WHERE token_hash = $1",
	                      DB_ARGS(DB_TEXT(hash)), &row, why);

	if (err == OK)
		*queue = (struct queue){
			.id = db_int(&row, 0),
			.list = db_text(&row, 1),
			.moderator = db_text(&row, 2),
			.token_hash = db_text(&row, 3),
			.sent_at = db_int(&row, 4),
			.expires_at = db_int(&row, 5),
		};
	return err;
}

enum err queue_comments(struct db *db, struct arena *arena, int64_t queue,
                        int64_t **comments, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT comment FROM queue_items"
	                        " WHERE queue = $1 ORDER BY number",
	                        DB_ARGS(DB_INT(queue)), &rows, why);

	if (err)
		return err;
	*comments = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*comments)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err queue_has(struct db *db, struct str moderator, int64_t comment,
                   bool *is_so, struct why *why)
{
	int64_t n = 0;
	enum err err = db_number(db,
	                         "SELECT COUNT(*) FROM queue_items i"
	                         " JOIN queues q ON q.id = i.queue"
	                         " WHERE i.comment = $1 AND q.moderator = $2",
	                         DB_ARGS(DB_INT(comment), DB_TEXT(moderator)),
	                         &n, why);

	if (err == OK)
		*is_so = n > 0;
	return err;
}

enum err queue_last(struct db *db, struct str list, struct str moderator,
                    int64_t *sent_at, struct why *why)
{
	return db_number(db,
	                 "SELECT MAX(sent_at) FROM queues"
	                 " WHERE list = $1 AND moderator = $2",
	                 DB_ARGS(DB_TEXT(list), DB_TEXT(moderator)), sent_at,
	                 why);
}

enum err lease_take(struct db *db, struct str name, struct str owner,
                    int64_t now, int64_t until, bool *is_ours, struct why *why)
{
	enum err err = db_run(db,
	                      "INSERT INTO leases (name, owner, until)"
	                      " VALUES ($1, $2, $3)"
	                      " ON CONFLICT (name) DO UPDATE SET owner = $2,"
	                      " until = $3 WHERE leases.owner = $2"
	                      " OR leases.until <= $4",
	                      DB_ARGS(DB_TEXT(name), DB_TEXT(owner),
	                              DB_INT(until), DB_INT(now)),
	                      why);

	if (err == OK)
		*is_ours = db_changes(db) > 0;
	return err;
}

enum err lease_owner(struct db *db, struct arena *arena, struct str name,
                     struct str *owner, struct why *why)
{
	struct db_row row;
	enum err err =
		db_one(db, arena, "SELECT owner FROM leases WHERE name = $1",
	               DB_ARGS(DB_TEXT(name)), &row, why);

	if (err == OK)
		*owner = db_text(&row, 0);
	return err;
}

enum err lease_give(struct db *db, struct str name, struct str owner,
                    struct why *why)
{
	return db_run(db, "DELETE FROM leases WHERE name = $1 AND owner = $2",
	              DB_ARGS(DB_TEXT(name), DB_TEXT(owner)), why);
}

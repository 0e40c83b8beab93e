#include "store/answers.h"

#include <assert.h>

enum err answer_add(struct db *db, struct str list, struct str actor,
                    int64_t queue, int64_t letter, int64_t now, int64_t *id,
                    struct why *why)
{
	assert(db_is_begun(db));
	return db_number(db,
	                 "INSERT INTO answers (list, actor, queue, letter, at)"
	                 " VALUES ($1, $2, $3, $4, $5) RETURNING id",
	                 DB_ARGS(DB_TEXT(list), DB_TEXT(actor), db_id(queue),
	                         db_id(letter), DB_INT(now)),
	                 id, why);
}

enum err answer_add_effect(struct db *db, int64_t answer,
                           const struct answer_row *row, struct why *why)
{
	assert(db_is_begun(db));
	return db_run(db,
	              "INSERT INTO answer_effects (answer, position, effect,"
	              " comment, what) SELECT CAST($1 AS BIGINT), COUNT(*) + 1,"
	              " CAST($2 AS INT), CAST($3 AS BIGINT), CAST($4 AS BIGINT)"
	              " FROM answer_effects WHERE answer = $1",
	              DB_ARGS(DB_INT(answer), DB_INT(row->effect),
	                      DB_INT(row->comment), db_id(row->what)),
	              why);
}

static enum err read_effects(struct db *db, struct arena *arena, int64_t answer,
                             struct answer_row **rows, size_t *n,
                             struct why *why)
{
	struct db_rows found;
	enum err err = db_query(db, arena,
	                        "SELECT effect, comment, what"
	                        " FROM answer_effects WHERE answer = $1"
	                        " ORDER BY position DESC",
	                        DB_ARGS(DB_INT(answer)), &found, why);

	if (err)
		return err;
	*rows = arena_array(arena, struct answer_row, found.n);
	*n = found.n;
	for (size_t i = 0; i < found.n; i++)
		(*rows)[i] = (struct answer_row){
			(enum answer_effect)db_int(&found.rows[i], 0),
			db_int(&found.rows[i], 1), db_int(&found.rows[i], 2)};
	return OK;
}

enum err answer_last(struct db *db, struct arena *arena, struct str list,
                     struct str actor, int64_t before, int64_t *id, int64_t *at,
                     struct answer_row **rows, size_t *n, struct why *why)
{
	struct db_row row;
	enum err err =
		db_one(db, arena,
	               "SELECT id, at FROM answers WHERE list = $1"
	               " AND actor = $2 AND undone_at IS NULL"
	               " AND ($3 = 0 OR id < $3) ORDER BY id DESC LIMIT 1",
	               DB_ARGS(DB_TEXT(list), DB_TEXT(actor), DB_INT(before)),
	               &row, why);

	if (err == OK)
		err = read_effects(db, arena, db_int(&row, 0), rows, n, why);
	if (err)
		return err;
	*id = db_int(&row, 0);
	*at = db_int(&row, 1);
	return OK;
}

enum err answer_set_undone(struct db *db, int64_t id, int64_t now,
                           struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db,
	             "UPDATE answers SET undone_at = $1 WHERE id = $2"
	             " AND undone_at IS NULL",
	             DB_ARGS(DB_INT(now), DB_INT(id)), why);
	if (err == OK && db_changes(db) == 0)
		err = err_because(why, ERR_EXPIRED, "answer %lld is undone",
		                  (long long)id);
	return err;
}

enum err answer_wait(struct db *db, int64_t queue, int64_t letter,
                     struct str text, struct str hash, int64_t now,
                     int64_t expires_at, struct why *why)
{
	assert(db_is_begun(db));
	return db_run(db,
	              "INSERT INTO waiting_answers (queue, letter, text,"
	              " code_hash, at, expires_at)"
	              " VALUES ($1, $2, $3, $4, $5, $6)",
	              DB_ARGS(DB_INT(queue), db_id(letter), DB_TEXT(text),
	                      DB_TEXT(hash), DB_INT(now), DB_INT(expires_at)),
	              why);
}

/* Why the code of `hash` was not taken; a wrong one is counted. */
static enum err refuse_code(struct db *db, int64_t queue, struct str hash,
                            int64_t now, struct why *why)
{
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM waiting_answers"
	                  " WHERE queue = $1 AND code_hash = $2",
	                  DB_ARGS(DB_INT(queue), DB_TEXT(hash)), &n, why);

	if (err == OK && n > 0)
		return err_because(why, ERR_EXPIRED, "the code is used up");
	if (err == OK)
		err = db_run(db,
		             "UPDATE waiting_answers SET tries = tries + 1"
		             " WHERE queue = $1 AND used_at IS NULL"
		             " AND expires_at >= $2",
		             DB_ARGS(DB_INT(queue), DB_INT(now)), why);
	return err ? err : err_because(why, ERR_ABSENT, "no such code");
}

enum err answer_confirm(struct db *db, struct arena *arena, int64_t queue,
                        struct str hash, int64_t now, struct str *text,
                        int64_t *letter, struct why *why)
{
	struct db_row row;
	enum err err;

	assert(db_is_begun(db));
	err = db_one(db, arena,
	             "UPDATE waiting_answers SET used_at = $1"
	             " WHERE queue = $2 AND code_hash = $3"
	             " AND used_at IS NULL AND expires_at >= $1 AND tries < $4"
	             " RETURNING text, letter",
	             DB_ARGS(DB_INT(now), DB_INT(queue), DB_TEXT(hash),
	                     DB_INT(ANSWER_TRIES_MAX)),
	             &row, why);
	if (err == ERR_ABSENT)
		return refuse_code(db, queue, hash, now, why);
	if (err)
		return err;
	*text = db_text(&row, 0);
	*letter = db_int(&row, 1);
	return OK;
}

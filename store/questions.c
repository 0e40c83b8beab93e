#include "store/questions.h"

#include <assert.h>

#define SELECT                                                                 \
	"SELECT id, list, letter, subscriber, edition, token_hash, asked_at,"  \
	" expires_at, closed_at FROM questions "

static void read_question(const struct db_row *row, struct question *question)
{
	*question = (struct question){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.letter = db_int(row, 2),
		.subscriber = db_int(row, 3),
		.edition = db_int(row, 4),
		.token_hash = db_text(row, 5),
		.asked_at = db_int(row, 6),
		.expires_at = db_int(row, 7),
		.closed_at = db_int(row, 8),
	};
}

enum err question_add(struct db *db, const struct question *q, int64_t *id,
                      struct why *why)
{
	int64_t new_id = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "INSERT INTO questions (list, letter, subscriber,"
	                " edition, token_hash, asked_at, expires_at)"
	                " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	                " ON CONFLICT (letter) DO NOTHING RETURNING id",
	                DB_ARGS(DB_TEXT(q->list), DB_INT(q->letter),
	                        DB_INT(q->subscriber), DB_INT(q->edition),
	                        DB_TEXT(q->token_hash), DB_INT(q->asked_at),
	                        DB_INT(q->expires_at)),
	                &new_id, why);
	if (err == ERR_ABSENT)
		return err_because(why, ERR_INPUT,
		                   "letter %lld was asked about before",
		                   (long long)q->letter);
	if (err == OK)
		*id = new_id;
	return err;
}

enum err question_by_token(struct db *db, struct arena *arena, struct str hash,
                           struct question *question, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE token_hash = $1",
	                      DB_ARGS(DB_TEXT(hash)), &row, why);

	if (err == OK)
		read_question(&row, question);
	return err;
}

enum err question_close(struct db *db, int64_t id, int64_t now, struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE questions SET closed_at = $1"
	                      " WHERE id = $2 AND closed_at IS NULL",
	                      DB_ARGS(DB_INT(now), DB_INT(id)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "question %lld is closed already",
		                   (long long)id);
	return err;
}

enum err question_list_expired(struct db *db, struct arena *arena, int64_t now,
                               struct question **questions, size_t *n,
                               struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 SELECT "WHERE closed_at IS NULL AND expires_at <= $1"
	                        " ORDER BY expires_at, id",
	                 DB_ARGS(DB_INT(now)), &rows, why);

	if (err)
		return err;
	*questions = arena_array(arena, struct question, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_question(&rows.rows[i], &(*questions)[i]);
	return OK;
}

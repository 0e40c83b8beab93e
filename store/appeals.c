#include "store/appeals.h"

#include <assert.h>

#define SELECT                                                                 \
	"SELECT id, comment, letter, list, actor, reason, words, at, outcome," \
	" ended_at FROM appeals "

const char *appeal_outcome_name(enum appeal_outcome outcome)
{
	static const char *const names[] = {
		[APPEAL_OPEN] = "open",
		[APPEAL_OVERTURNED] = "overturned",
		[APPEAL_UPHELD] = "upheld",
		[APPEAL_DROPPED] = "dropped",
	};

	return (size_t)outcome < ARRAY_LEN(names) ? names[outcome] : "unknown";
}

static void read_appeal(const struct db_row *row, struct appeal *appeal)
{
	*appeal = (struct appeal){
		.id = db_int(row, 0),
		.comment = db_int(row, 1),
		.letter = db_int(row, 2),
		.list = db_text(row, 3),
		.actor = db_text(row, 4),
		.reason = db_text(row, 5),
		.words = db_text(row, 6),
		.at = db_int(row, 7),
		.outcome = (enum appeal_outcome)db_int(row, 8),
		.ended_at = db_int(row, 9),
	};
}

enum err appeal_add(struct db *db, const struct appeal *a, struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db,
	             "INSERT INTO appeals (comment, letter, list, actor,"
	             " reason, words, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	             " ON CONFLICT (comment) DO NOTHING",
	             DB_ARGS(DB_INT(a->comment), db_id(a->letter),
	                     DB_TEXT(a->list), DB_TEXT(a->actor),
	                     DB_TEXT(a->reason), DB_TEXT(a->words),
	                     DB_INT(a->at)),
	             why);
	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_INPUT,
		                   "comment %lld was appealed before",
		                   (long long)a->comment);
	if (err == OK)
		err = db_run(db,
		             "UPDATE comments SET moderator = ''"
		             " WHERE id = $1",
		             DB_ARGS(DB_INT(a->comment)), why);
	return err;
}

enum err appeal_of(struct db *db, struct arena *arena, int64_t comment,
                   struct appeal *appeal, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE comment = $1",
	                      DB_ARGS(DB_INT(comment)), &row, why);

	if (err == OK)
		read_appeal(&row, appeal);
	return err;
}

enum err appeal_list(struct db *db, struct arena *arena, struct str list,
                     bool is_open, struct appeal **appeals, size_t *n,
                     struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 SELECT "WHERE ($1 = '' OR list = $1)"
	                        " AND ($2 = 0 OR outcome = 0)"
	                        " ORDER BY id",
	                 DB_ARGS(DB_TEXT(list), DB_INT(is_open)), &rows, why);

	if (err)
		return err;
	*appeals = arena_array(arena, struct appeal, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_appeal(&rows.rows[i], &(*appeals)[i]);
	return OK;
}

enum err appeal_end(struct db *db, int64_t comment, enum appeal_outcome outcome,
                    int64_t now, struct why *why)
{
	return db_run(db,
	              "UPDATE appeals SET outcome = $1, ended_at = $2"
	              " WHERE comment = $3 AND outcome = 0",
	              DB_ARGS(DB_INT(outcome), DB_INT(now), DB_INT(comment)),
	              why);
}

enum err appeal_count(struct db *db, struct str list,
                      enum appeal_outcome outcome, int64_t *n, struct why *why)
{
	return db_number(db,
	                 "SELECT COUNT(*) FROM appeals"
	                 " WHERE ($1 = '' OR list = $1) AND outcome = $2",
	                 DB_ARGS(DB_TEXT(list), DB_INT(outcome)), n, why);
}

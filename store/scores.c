#include "store/scores.h"

#define COLUMNS                                                                \
	"comment, model, language, at, abuse_state, topic_state, abuse_logit," \
	" topic_logit, constructive, print, n_words, n_stems, n_links,"        \
	" capitals, duplicate, abuse_words, topic_words, failure"

const char *score_state_name(enum score_state state)
{
	static const char *const names[] = {
		[SCORE_NONE] = "none",         [SCORE_OK] = "ok",
		[SCORE_NO_MODEL] = "no model", [SCORE_TOO_SHORT] = "too short",
		[SCORE_FAILED] = "failed",
	};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

enum err scores_set(struct db *db, const struct scores *s, struct why *why)
{
	return db_run(
		db,
		"INSERT INTO scores (" COLUMNS ") VALUES ($1, $2, $3, $4, $5,"
		" $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
		" ON CONFLICT (comment) DO UPDATE SET model = $2,"
		" language = $3, at = $4, abuse_state = $5, topic_state = $6,"
		" abuse_logit = $7, topic_logit = $8, constructive = $9,"
		" print = $10, n_words = $11, n_stems = $12, n_links = $13,"
		" capitals = $14, duplicate = $15, abuse_words = $16,"
		" topic_words = $17, failure = $18",
		DB_ARGS(DB_INT(s->comment), DB_TEXT(s->model),
	                DB_TEXT(s->language), DB_INT(s->at),
	                DB_INT(s->abuse_state), DB_INT(s->topic_state),
	                DB_INT(s->abuse_logit), DB_INT(s->topic_logit),
	                DB_INT(s->constructive), DB_INT(s->print),
	                DB_INT(s->n_words), DB_INT(s->n_stems),
	                DB_INT(s->n_links), DB_INT(s->capitals),
	                db_id(s->duplicate), DB_TEXT(s->abuse_words),
	                DB_TEXT(s->topic_words), DB_TEXT(s->failure)),
		why);
}

enum err scores_get(struct db *db, struct arena *arena, int64_t comment,
                    struct scores *scores, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT " COLUMNS " FROM scores"
	                      " WHERE comment = $1",
	                      DB_ARGS(DB_INT(comment)), &row, why);

	if (err)
		return err;
	*scores = (struct scores){
		.comment = db_int(&row, 0),
		.model = db_text(&row, 1),
		.language = db_text(&row, 2),
		.at = db_int(&row, 3),
		.abuse_state = (enum score_state)db_int(&row, 4),
		.topic_state = (enum score_state)db_int(&row, 5),
		.abuse_logit = db_int(&row, 6),
		.topic_logit = db_int(&row, 7),
		.constructive = db_int(&row, 8),
		.print = db_int(&row, 9),
		.n_words = db_int(&row, 10),
		.n_stems = db_int(&row, 11),
		.n_links = db_int(&row, 12),
		.capitals = db_int(&row, 13),
		.duplicate = db_int(&row, 14),
		.abuse_words = db_text(&row, 15),
		.topic_words = db_text(&row, 16),
		.failure = db_text(&row, 17),
	};
	return OK;
}

static enum err list_ids(struct db *db, struct arena *arena, const char *sql,
                         const struct db_value *args, size_t n_args,
                         int64_t **ids, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*ids = arena_array(arena, int64_t, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*ids)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err scores_due(struct db *db, struct arena *arena, bool and_failed,
                    int64_t limit, int64_t **ids, size_t *n, struct why *why)
{
	return list_ids(db, arena,
	                "SELECT c.id FROM comments c LEFT JOIN scores s"
	                " ON s.comment = c.id WHERE c.state = 1"
	                " AND (s.comment IS NULL"
	                " OR ($1 = 1 AND s.failure <> ''))"
	                " ORDER BY c.id LIMIT $2",
	                DB_ARGS(DB_INT(and_failed), DB_INT(limit)), ids, n,
	                why);
}

enum err scores_untold(struct db *db, struct arena *arena, struct str list,
                       int64_t limit, int64_t **ids, size_t *n, struct why *why)
{
	return list_ids(db, arena,
	                "SELECT c.id FROM comments c JOIN scores s"
	                " ON s.comment = c.id WHERE c.state = 1"
	                " AND c.list = $1 AND c.is_ruled = 1"
	                " AND NOT EXISTS (SELECT 1 FROM queue_items i"
	                " WHERE i.comment = c.id)"
	                " AND NOT EXISTS (SELECT 1 FROM decisions d"
	                " WHERE d.comment = c.id AND d.state IN (2, 4, 8))"
	                " ORDER BY c.id DESC LIMIT $2",
	                DB_ARGS(DB_TEXT(list), DB_INT(limit)), ids, n, why);
}

enum err scores_earlier_ones(struct db *db, struct arena *arena,
                             const struct comment *comment, int64_t limit,
                             struct scores_earlier **earlier, size_t *n,
                             struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(
		db, arena,
		"SELECT id, text FROM comments WHERE id < $1"
		" AND (reader = $2 OR article = $3) ORDER BY id DESC LIMIT $4",
		DB_ARGS(DB_INT(comment->id), db_id(comment->reader),
	                db_id(comment->article), DB_INT(limit)),
		&rows, why);

	if (err)
		return err;
	*earlier = arena_array(arena, struct scores_earlier, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*earlier)[i] = (struct scores_earlier){
			db_int(&rows.rows[i], 0), db_text(&rows.rows[i], 1)};
	return OK;
}

enum err scores_lessons(struct db *db, struct arena *arena, struct str list,
                        int64_t limit, struct scores_lesson **lessons,
                        size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(
		db, arena,
		"SELECT d.comment, c.list, c.text, d.state, d.reason, d.at,"
		" d.scores, d.model"
		" FROM decisions d JOIN comments c ON c.id = d.comment"
		" WHERE d.state IN (2, 3, 4, 8) AND d.actor <> 'edition'"
		" AND d.rule = '' AND ($1 = '' OR c.list = $1)"
		" AND NOT EXISTS (SELECT 1 FROM decisions e"
		" WHERE e.comment = d.comment AND e.id > d.id"
		" AND e.actor <> 'edition') ORDER BY d.id DESC LIMIT $2",
		DB_ARGS(DB_TEXT(list), DB_INT(limit)), &rows, why);

	if (err)
		return err;
	*lessons = arena_array(arena, struct scores_lesson, rows.n + 1);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.rows[rows.n - 1 - i];
		int64_t state = db_int(row, 3);

		(*lessons)[i] = (struct scores_lesson){
			.comment = db_int(row, 0),
			.list = db_text(row, 1),
			.text = db_text(row, 2),
			.is_approved = state == COMMENT_APPROVED ||
		                       state == COMMENT_PUBLISHED,
			.reason = db_text(row, 4),
			.at = db_int(row, 5),
			.scores = db_text(row, 6),
			.model = db_text(row, 7),
		};
	}
	return OK;
}

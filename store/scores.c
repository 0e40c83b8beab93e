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

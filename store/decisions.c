#include "store/decisions.h"

#include <assert.h>
#include <stdio.h>

#include "base/buf.h"
#include "store/chain.h"

enum {
	FIELDS = 12,     /* of `scores` */
	SCORES_MAX = 512 /* bytes of it */
};

#define RULE_PREFIX "rule "
#define SELECT                                                                 \
	"SELECT id, number, comment, event, actor, reason, state, at, rule,"   \
	" text_hash, scores, model, previous, hash FROM decisions "

static void read_decision(const struct db_row *row, struct decision *d)
{
	*d = (struct decision){
		.id = db_int(row, 0),
		.number = db_int(row, 1),
		.comment = db_int(row, 2),
		.event = db_text(row, 3),
		.actor = db_text(row, 4),
		.reason = db_text(row, 5),
		.state = (enum comment_state)db_int(row, 6),
		.at = db_int(row, 7),
		.rule = db_text(row, 8),
		.text_hash = db_text(row, 9),
		.scores = db_text(row, 10),
		.model = db_text(row, 11),
		.previous = db_text(row, 12),
		.hash = db_text(row, 13),
	};
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct decision **decisions, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*decisions = arena_array(arena, struct decision, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_decision(&rows.rows[i], &(*decisions)[i]);
	return OK;
}

enum err decision_list(struct db *db, struct arena *arena, int64_t after,
                       int64_t limit, struct decision **decisions, size_t *n,
                       struct why *why)
{
	return query(db, arena, SELECT "WHERE id > $1 ORDER BY id LIMIT $2",
	             DB_ARGS(DB_INT(after), DB_INT(limit)), decisions, n, why);
}

enum err decision_list_final(struct db *db, struct arena *arena, int64_t since,
                             int64_t after, int64_t limit,
                             struct decision **decisions, size_t *n,
                             struct why *why)
{
	return query(db, arena,
	             SELECT "d WHERE at >= $1 AND id > $2"
	                    " AND actor NOT IN ('edition', 'reader')"
	                    " AND state IN (2, 3, 4, 8)"
	                    " AND NOT EXISTS (SELECT 1 FROM decisions e"
	                    " WHERE e.comment = d.comment AND e.id > d.id"
	                    " AND e.actor <> 'edition') ORDER BY id LIMIT $3",
	             DB_ARGS(DB_INT(since), DB_INT(after), DB_INT(limit)),
	             decisions, n, why);
}

enum err decision_list_of(struct db *db, struct arena *arena, int64_t comment,
                          struct decision **decisions, size_t *n,
                          struct why *why)
{
	return query(db, arena, SELECT "WHERE comment = $1 ORDER BY id",
	             DB_ARGS(DB_INT(comment)), decisions, n, why);
}

enum err decision_head(struct db *db, struct arena *arena, int64_t *number,
                       struct str *hash, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT number, hash FROM decision_heads"
	                      " WHERE name = 'decisions'",
	                      NULL, 0, &row, why);

	if (err && err != ERR_ABSENT)
		return err;
	*number = err ? 0 : db_int(&row, 0);
	*hash = err ? str_of("") : db_text(&row, 1);
	return OK;
}

/* The row's number, and what binds it to the one before. */
static void follow(struct decision *d, int64_t number, struct str previous,
                   char hash[2 * HASH_LEN + 1])
{
	d->number = number + 1;
	d->previous = previous;
	chain_hash(d, hash);
	d->hash = str_of(hash);
}

/* Number what was decided before there were numbers: once in a store's life. */
static enum err seal(struct db *db, struct arena *arena, int64_t *number,
                     struct str *hash, struct why *why)
{
	struct decision *rows;
	size_t n = 0;
	enum err err = decision_list(db, arena, 0, INT64_MAX, &rows, &n, why);

	for (size_t i = 0; err == OK && i < n; i++) {
		char *own = arena_alloc(arena, 2 * HASH_LEN + 1);

		follow(&rows[i], *number, *hash, own);
		err = db_run(db,
		             "UPDATE decisions SET number = $1, previous = $2,"
		             " hash = $3 WHERE id = $4",
		             DB_ARGS(DB_INT(rows[i].number),
		                     DB_TEXT(rows[i].previous),
		                     DB_TEXT(rows[i].hash), DB_INT(rows[i].id)),
		             why);
		*number = rows[i].number;
		*hash = rows[i].hash;
	}
	return err;
}

/* The row that the next one follows on. */
static enum err find_last(struct db *db, struct arena *arena, int64_t *number,
                          struct str *hash, struct why *why)
{
	struct db_row row;
	enum err err = decision_head(db, arena, number, hash, why);

	if (err || *number > 0)
		return err;
	err = db_one(db, arena,
	             "SELECT number, hash FROM decisions"
	             " WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1",
	             NULL, 0, &row, why);
	if (err == ERR_ABSENT)
		return seal(db, arena, number, hash, why);
	if (err == OK) { /* somebody took the head away: chain_verify() */
		*number = db_int(&row, 0);
		*hash = db_text(&row, 1);
	}
	return err;
}

/* What was known of the comment when it was decided: `scores` and `model`. */
static enum err take_scores(struct db *db, struct arena *arena,
                            struct decision *d, struct why *why)
{
	struct buf out = BUF_INIT(SCORES_MAX);
	int64_t n_approved = 0, n_rejected = 0, reader = 0;
	struct scores s;
	enum err err = scores_get(db, arena, d->comment, &s, why);

	if (err)
		return err == ERR_ABSENT ? OK : err;
	err = db_number(db, "SELECT reader FROM comments WHERE id = $1",
	                DB_ARGS(DB_INT(d->comment)), &reader, why);
	if (err == OK && reader)
		err = comment_record(db, reader, &n_approved, &n_rejected, why);
	buf_addf(&out, "%d %lld %d %lld %lld %lld", (int)s.abuse_state,
	         (long long)s.abuse_logit, (int)s.topic_state,
	         (long long)s.topic_logit, (long long)s.constructive,
	         (long long)s.print);
	buf_addf(&out, " %lld %lld %lld %lld %lld %lld %lld",
	         (long long)s.n_words, (long long)s.n_stems,
	         (long long)s.n_links, (long long)s.capitals,
	         (long long)s.duplicate, (long long)n_approved,
	         (long long)n_rejected);
	d->scores = buf_take(&out, arena);
	d->model = s.model;
	return err;
}

/* The hash of the text that is decided about. */
static enum err take_text(struct db *db, struct arena *arena,
                          struct decision *d, struct why *why)
{
	char *hash = arena_alloc(arena, 2 * HASH_LEN + 1);
	struct db_row row;
	enum err err =
		db_one(db, arena, "SELECT text FROM comments WHERE id = $1",
	               DB_ARGS(DB_INT(d->comment)), &row, why);

	if (err)
		return err_because(why, err, "no comment %lld",
		                   (long long)d->comment);
	crypto_sha256_hex(db_text(&row, 0), hash);
	d->text_hash = str_of(hash);
	return OK;
}

static enum err insert(struct db *db, const struct decision *d, struct why *why)
{
	enum err err = db_run(
		db,
		"INSERT INTO decisions (number, comment, event, state, actor,"
		" reason, at, rule, text_hash, scores, model, previous, hash)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
		" $13)",
		DB_ARGS(DB_INT(d->number), DB_INT(d->comment),
	                DB_TEXT(d->event), DB_INT(d->state), DB_TEXT(d->actor),
	                DB_TEXT(d->reason), DB_INT(d->at), DB_TEXT(d->rule),
	                DB_TEXT(d->text_hash), DB_TEXT(d->scores),
	                DB_TEXT(d->model), DB_TEXT(d->previous),
	                DB_TEXT(d->hash)),
		why);

	if (err)
		return err;
	return db_run(db,
	              "INSERT INTO decision_heads (name, number, hash)"
	              " VALUES ('decisions', $1, $2) ON CONFLICT (name)"
	              " DO UPDATE SET number = $1, hash = $2",
	              DB_ARGS(DB_INT(d->number), DB_TEXT(d->hash)), why);
}

enum err decision_add(struct db *db, const struct decision *decision,
                      struct why *why)
{
	struct arena arena = {0};
	struct decision d = {
		.comment = decision->comment,
		.event = decision->event,
		.state = decision->state,
		.actor = decision->actor,
		.reason = decision->reason,
		.at = decision->at,
		.rule = str_starts(decision->actor, RULE_PREFIX)
	                        ? str_from(decision->actor,
	                                   sizeof(RULE_PREFIX) - 1)
	                        : str_of(""),
	};
	char hash[2 * HASH_LEN + 1];
	struct str previous = {"", 0};
	int64_t number = 0;
	enum err err;

	assert(db_is_begun(db));
	err = find_last(db, &arena, &number, &previous, why);
	if (err == OK)
		err = take_text(db, &arena, &d, why);
	if (err == OK)
		err = take_scores(db, &arena, &d, why);
	if (err == OK) {
		follow(&d, number, previous, hash);
		err = insert(db, &d, why);
	}
	arena_free(&arena);
	return err;
}

bool decision_is_persons(const struct decision *decision)
{
	return decision->rule.len == 0 && !str_is(decision->actor, "edition");
}

bool decision_scores(const struct decision *decision, struct scores *scores,
                     int64_t *n_approved, int64_t *n_rejected)
{
	struct str rest = decision->scores, word;
	int64_t f[FIELDS + 1] = {0};
	size_t n = 0;

	while (n <= FIELDS && str_next_word(&rest, &word))
		if (!str_number(word, &f[n++]))
			return false;
	if (n != FIELDS + 1 || str_trim(rest).len > 0)
		return false;
	*scores = (struct scores){
		.comment = decision->comment,
		.model = decision->model,
		.at = decision->at,
		.abuse_state = (enum score_state)f[0],
		.abuse_logit = f[1],
		.topic_state = (enum score_state)f[2],
		.topic_logit = f[3],
		.constructive = f[4],
		.print = f[5],
		.n_words = f[6],
		.n_stems = f[7],
		.n_links = f[8],
		.capitals = f[9],
		.duplicate = f[10],
	};
	*n_approved = f[11];
	*n_rejected = f[12];
	return true;
}

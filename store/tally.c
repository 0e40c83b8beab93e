#include "store/tally.h"

#include <assert.h>

enum err tally_decisions(struct db *db, struct arena *arena, struct str list,
                         int64_t from, int64_t until, int64_t after,
                         int64_t limit, struct tally_row **rows, size_t *n,
                         struct why *why)
{
	struct db_rows found;
	enum err err = db_query(
		db, arena,
		"SELECT d.id, d.comment, d.event, d.actor, d.reason, d.state,"
		" d.at, d.rule, d.scores, d.model, c.received_at, c.state"
		" FROM decisions d JOIN comments c ON c.id = d.comment"
		" WHERE d.at >= $1 AND d.at < $2 AND d.id > $3"
		" AND ($4 = '' OR c.list = $4) AND d.event IN ('approve',"
		" 'confirm', 'reject', 'remove', 'appeal')"
		" ORDER BY d.id LIMIT $5",
		DB_ARGS(DB_INT(from), DB_INT(until), DB_INT(after),
	                DB_TEXT(list), DB_INT(limit)),
		&found, why);

	if (err)
		return err;
	*rows = arena_array(arena, struct tally_row, found.n);
	*n = found.n;
	for (size_t i = 0; i < found.n; i++) {
		const struct db_row *row = &found.rows[i];

		(*rows)[i] = (struct tally_row){
			.decision =
				{
					.id = db_int(row, 0),
					.comment = db_int(row, 1),
					.event = db_text(row, 2),
					.actor = db_text(row, 3),
					.reason = db_text(row, 4),
					.state = (enum comment_state)db_int(row,
		                                                            5),
					.at = db_int(row, 6),
					.rule = db_text(row, 7),
					.scores = db_text(row, 8),
					.model = db_text(row, 9),
				},
			.received_at = db_int(row, 10),
			.state_now = (enum comment_state)db_int(row, 11),
		};
	}
	return OK;
}

static enum err times_of(struct db *db, struct arena *arena, const char *sql,
                         const struct db_value *args, size_t n_args,
                         int64_t **times, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*times = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*times)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err tally_received(struct db *db, struct arena *arena, struct str list,
                        int64_t from, int64_t until, int64_t **times, size_t *n,
                        struct why *why)
{
	return times_of(db, arena,
	                "SELECT received_at FROM comments"
	                " WHERE received_at >= $1 AND received_at < $2"
	                " AND ($3 = '' OR list = $3) ORDER BY received_at",
	                DB_ARGS(DB_INT(from), DB_INT(until), DB_TEXT(list)),
	                times, n, why);
}

enum err tally_waiting(struct db *db, struct arena *arena, struct str list,
                       int64_t **times, size_t *n, int64_t *n_unseen,
                       struct why *why)
{
	enum err err = times_of(db, arena,
	                        "SELECT received_at FROM comments"
	                        " WHERE state = 1 AND ($1 = '' OR list = $1)"
	                        " ORDER BY received_at",
	                        DB_ARGS(DB_TEXT(list)), times, n, why);

	if (err)
		return err;
	return db_number(db,
	                 "SELECT COUNT(*) FROM comments WHERE is_unseen = 1"
	                 " AND state IN (2, 3) AND ($1 = '' OR list = $1)",
	                 DB_ARGS(DB_TEXT(list)), n_unseen, why);
}

enum err tally_has_week(struct db *db, struct str list, struct str period,
                        bool *has_week, struct why *why)
{
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM weeklies"
	                  " WHERE list = $1 AND period >= $2",
	                  DB_ARGS(DB_TEXT(list), DB_TEXT(period)), &n, why);

	if (err == OK)
		*has_week = n > 0;
	return err;
}

enum err tally_take_week(struct db *db, struct str list, struct str period,
                         int64_t now, bool *is_due, struct why *why)
{
	int64_t before = 0;
	bool has_week = false;
	enum err err;

	assert(db_is_begun(db));
	*is_due = false;
	err = tally_has_week(db, list, period, &has_week, why);
	if (err || has_week)
		return err;
	err = db_number(db, "SELECT COUNT(*) FROM weeklies WHERE list = $1",
	                DB_ARGS(DB_TEXT(list)), &before, why);
	if (err == OK)
		err = db_run(
			db,
			"INSERT INTO weeklies (list, period, at)"
			" VALUES ($1, $2, $3)"
			" ON CONFLICT (list, period) DO NOTHING",
			DB_ARGS(DB_TEXT(list), DB_TEXT(period), DB_INT(now)),
			why);
	if (err == OK)
		*is_due = db_changes(db) > 0 && before > 0;
	return err;
}

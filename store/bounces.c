#include "store/bounces.h"

#include <assert.h>

#include "store/subscribers.h"

#define COLUMNS                                                                \
	"id, subscriber, delivery, letter, is_hard, counts, code, status,"     \
	" reason, at"

enum err bounce_add(struct db *db, const struct bounce_row *row, bool *is_new,
                    struct why *why)
{
	int64_t id;
	enum err err = db_number(
		db,
		"INSERT INTO bounces (subscriber, delivery, letter, is_hard,"
		" code, status, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7,"
		" $8) ON CONFLICT (delivery) DO NOTHING RETURNING id",
		DB_ARGS(DB_INT(row->subscriber), DB_INT(row->delivery),
	                db_id(row->letter), DB_INT(row->is_hard),
	                DB_INT(row->code), DB_TEXT(row->status),
	                DB_TEXT(row->reason), DB_INT(row->at)),
		&id, why);

	if (err == OK || err == ERR_ABSENT)
		*is_new = err == OK;
	return err == ERR_ABSENT ? OK : err;
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct bounce_row **rows, size_t *n, struct why *why)
{
	struct db_rows found;
	enum err err = db_query(db, arena, sql, args, n_args, &found, why);

	if (err)
		return err;
	*rows = arena_array(arena, struct bounce_row, found.n);
	*n = found.n;
	for (size_t i = 0; i < found.n; i++) {
		const struct db_row *row = &found.rows[i];

		(*rows)[i] = (struct bounce_row){
			.id = db_int(row, 0),
			.subscriber = db_int(row, 1),
			.delivery = db_int(row, 2),
			.letter = db_int(row, 3),
			.is_hard = db_int(row, 4) != 0,
			.counts = db_int(row, 5) != 0,
			.code = db_int(row, 6),
			.status = db_text(row, 7),
			.reason = db_text(row, 8),
			.at = db_int(row, 9),
		};
	}
	return OK;
}

enum err bounce_forget(struct db *db, int64_t delivery, struct why *why)
{
	return db_run(db, "DELETE FROM bounces WHERE delivery = $1",
	              DB_ARGS(DB_INT(delivery)), why);
}

enum err bounce_list(struct db *db, struct arena *arena, int64_t subscriber,
                     struct bounce_row **rows, size_t *n, struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM bounces"
	             " WHERE subscriber = $1 AND counts = 1 ORDER BY at, id",
	             DB_ARGS(DB_INT(subscriber)), rows, n, why);
}

enum err bounce_last(struct db *db, struct arena *arena, int64_t subscriber,
                     int64_t limit, struct bounce_row **rows, size_t *n,
                     struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM bounces"
	             " WHERE subscriber = $1 ORDER BY at DESC, id DESC"
	             " LIMIT $2",
	             DB_ARGS(DB_INT(subscriber), DB_INT(limit)), rows, n, why);
}

/* The first column of all rows. */
static enum err numbers(struct db *db, struct arena *arena, const char *sql,
                        const struct db_value *args, size_t n_args,
                        int64_t **list, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*list = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*list)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err bounce_unweighed(struct db *db, struct arena *arena, struct str list,
                          int64_t limit, int64_t **subscribers, size_t *n,
                          struct why *why)
{
	return numbers(db, arena,
	               "SELECT DISTINCT b.subscriber FROM bounces b"
	               " WHERE b.is_weighed = 0 AND (SELECT s.list FROM"
	               " subscribers s WHERE s.id = b.subscriber) = $1"
	               " ORDER BY b.subscriber LIMIT $2",
	               DB_ARGS(DB_TEXT(list), DB_INT(limit)), subscribers, n,
	               why);
}

enum err bounce_weighed(struct db *db, int64_t subscriber, struct why *why)
{
	return db_run(db,
	              "UPDATE bounces SET is_weighed = 1"
	              " WHERE subscriber = $1 AND is_weighed = 0",
	              DB_ARGS(DB_INT(subscriber)), why);
}

enum err bounce_clear(struct db *db, int64_t subscriber, int64_t now,
                      struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db,
	             "UPDATE bounces SET counts = 0"
	             " WHERE subscriber = $1 AND is_weighed = 1",
	             DB_ARGS(DB_INT(subscriber)), why);
	if (err == OK)
		err = db_run(db,
		             "UPDATE probes SET ended_at = $1"
		             " WHERE subscriber = $2 AND ended_at IS NULL",
		             DB_ARGS(DB_INT(now), DB_INT(subscriber)), why);
	return err;
}

enum err bounce_clear_all(struct db *db, int64_t subscriber, int64_t now,
                          struct why *why)
{
	enum err err = bounce_weighed(db, subscriber, why);

	return err ? err : bounce_clear(db, subscriber, now, why);
}

enum err probe_add(struct db *db, int64_t subscriber, int64_t delivery,
                   int64_t now, struct why *why)
{
	return db_run(
		db,
		"INSERT INTO probes (subscriber, delivery, at)"
		" VALUES ($1, $2, $3)",
		DB_ARGS(DB_INT(subscriber), DB_INT(delivery), DB_INT(now)),
		why);
}

enum err probe_open(struct db *db, struct arena *arena, int64_t subscriber,
                    struct probe_row *probe, struct why *why)
{
	struct db_row row;
	enum err err =
		db_one(db, arena,
	               "SELECT p.id, p.subscriber, p.delivery, p.at,"
	               " CASE WHEN d.state IN (4, 5) THEN d.done_at ELSE 0 END,"
	               " (SELECT COUNT(*) FROM bounces b WHERE b.delivery = "
	               "p.delivery),"
	               " CASE WHEN d.state = 5 THEN 1 ELSE 0 END"
	               " FROM probes p JOIN deliveries d ON d.id = p.delivery"
	               " WHERE p.subscriber = $1 AND p.ended_at IS NULL",
	               DB_ARGS(DB_INT(subscriber)), &row, why);

	if (err == OK)
		*probe = (struct probe_row){
			.id = db_int(&row, 0),
			.subscriber = db_int(&row, 1),
			.delivery = db_int(&row, 2),
			.at = db_int(&row, 3),
			.arrived_at = db_int(&row, 4),
			.is_back = db_int(&row, 5) > 0,
			.is_lost = db_int(&row, 5) == 0 && db_int(&row, 6) != 0,
		};
	return err;
}

enum err probe_end(struct db *db, int64_t id, int64_t now, struct why *why)
{
	return db_run(db, "UPDATE probes SET ended_at = $1 WHERE id = $2",
	              DB_ARGS(DB_INT(now), DB_INT(id)), why);
}

/* Failed (5) for a cause that does not count: nothing was learnt. */
enum err probe_waited(struct db *db, struct arena *arena, struct str list,
                      int64_t time, int64_t **subscribers, size_t *n,
                      struct why *why)
{
	return numbers(db, arena,
	               "SELECT p.subscriber FROM probes p"
	               " JOIN deliveries d ON d.id = p.delivery"
	               " WHERE p.ended_at IS NULL AND d.list = $1"
	               " AND d.state IN (4, 5) AND d.done_at <= $2"
	               " ORDER BY p.subscriber",
	               DB_ARGS(DB_TEXT(list), DB_INT(time)), subscribers, n,
	               why);
}

enum err suspension_add(struct db *db, int64_t subscriber, struct str reason,
                        int64_t now, struct why *why)
{
	return db_run(db,
	              "INSERT INTO suspensions (subscriber, reason, at)"
	              " VALUES ($1, $2, $3)",
	              DB_ARGS(DB_INT(subscriber), DB_TEXT(reason), DB_INT(now)),
	              why);
}

enum err suspension_untold(struct db *db, struct arena *arena, struct str list,
                           struct suspension **rows, size_t *n, struct why *why)
{
	struct db_rows found;
	enum err err = db_query(
		db, arena,
		"SELECT p.id, p.subscriber, p.at,"
		" (SELECT a.address FROM addresses a JOIN subscribers s"
		" ON a.id = s.address WHERE s.id = p.subscriber), p.reason"
		" FROM suspensions p WHERE p.told_at IS NULL AND (SELECT s.list"
		" FROM subscribers s WHERE s.id = p.subscriber) = $1"
		" ORDER BY p.id",
		DB_ARGS(DB_TEXT(list)), &found, why);

	if (err)
		return err;
	*rows = arena_array(arena, struct suspension, found.n);
	*n = found.n;
	for (size_t i = 0; i < found.n; i++)
		(*rows)[i] = (struct suspension){
			.id = db_int(&found.rows[i], 0),
			.subscriber = db_int(&found.rows[i], 1),
			.at = db_int(&found.rows[i], 2),
			.address = db_text(&found.rows[i], 3),
			.reason = db_text(&found.rows[i], 4),
		};
	return OK;
}

enum err suspension_told(struct db *db, struct str list, int64_t now,
                         struct why *why)
{
	return db_run(db,
	              "UPDATE suspensions SET told_at = $1"
	              " WHERE told_at IS NULL AND subscriber IN"
	              " (SELECT id FROM subscribers WHERE list = $2)",
	              DB_ARGS(DB_INT(now), DB_TEXT(list)), why);
}

enum err suspension_last(struct db *db, struct str list, int64_t *told_at,
                         struct why *why)
{
	return db_number(db,
	                 "SELECT MAX(p.told_at) FROM suspensions p"
	                 " JOIN subscribers s ON s.id = p.subscriber"
	                 " WHERE s.list = $1",
	                 DB_ARGS(DB_TEXT(list)), told_at, why);
}

enum err report_add(struct db *db, int64_t letter, struct str list,
                    struct str kind, int64_t delivery, int64_t subscriber,
                    struct str verdict, int64_t now, struct why *why)
{
	return db_run(db,
	              "INSERT INTO reports (letter, list, kind, delivery,"
	              " subscriber, verdict, at)"
	              " VALUES ($1, $2, $3, $4, $5, $6, $7)",
	              DB_ARGS(DB_INT(letter), DB_TEXT(list), DB_TEXT(kind),
	                      db_id(delivery), db_id(subscriber),
	                      DB_TEXT(verdict), DB_INT(now)),
	              why);
}

#include "store/deliveries.h"

#include "base/buf.h"

#include "store/mailbox.h"
#include "store/subscribers.h"

#define COLUMNS                                                                \
	"id, edition, subscriber, list, kind, address, has_verp, state,"       \
	" attempts, planned_at, next_at, done_at, code, reply"

const char *delivery_state_name(enum delivery_state state)
{
	static const char *const names[DELIVERY_STATES] = {
		"planned",  "leased", "deferred",   "in doubt",
		"accepted", "failed", "suppressed",
	};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

static void read_delivery(const struct db_row *row, struct delivery *delivery)
{
	*delivery = (struct delivery){
		.id = db_int(row, 0),
		.edition = db_int(row, 1),
		.subscriber = db_int(row, 2),
		.list = db_text(row, 3),
		.kind = db_text(row, 4),
		.address = db_text(row, 5),
		.has_verp = db_int(row, 6) != 0,
		.state = (enum delivery_state)db_int(row, 7),
		.attempts = db_int(row, 8),
		.planned_at = db_int(row, 9),
		.next_at = db_int(row, 10),
		.done_at = db_int(row, 11),
		.code = db_int(row, 12),
		.reply = db_text(row, 13),
		.bytes = db_text(row, 14),
		.pid = db_int(row, 15),
		.leave_pid = db_text(row, 16),
		.is_active = db_int(row, 17) == 1,
	};
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct delivery **deliveries, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*deliveries = arena_array(arena, struct delivery, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_delivery(&rows.rows[i], &(*deliveries)[i]);
	return OK;
}

enum err delivery_plan(struct db *db, int64_t edition, struct str list,
                       int64_t now, int64_t *n, struct why *why)
{
	enum err err = db_run(
		db,
		"INSERT INTO deliveries (edition, subscriber, list, kind,"
		" address, has_verp, state, planned_at, next_at)"
		" SELECT $1, s.id, s.list, 'edition', a.address, 1, 0, $3, $3"
		" FROM subscribers s JOIN addresses a ON a.id = s.address"
		" WHERE s.list = $2 AND s.state = 1 ORDER BY s.id",
		DB_ARGS(DB_INT(edition), DB_TEXT(list), DB_INT(now)), why);

	if (err == OK)
		*n = db_changes(db);
	return err;
}

enum err delivery_add_notice(struct db *db, const struct delivery *delivery,
                             int64_t *id, struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, delivery->address);
	bool is_asked = delivery->is_asked_of;
	enum err err = db_number(
		db,
		"INSERT INTO deliveries (subscriber, list, kind, address,"
		" address_key, has_verp, state, planned_at, next_at, letter,"
		" asked_box, asked_domain, asked_id, is_unproven)"
		" VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7, $8, $9, $10, $11,"
		" $12)"
		" RETURNING id",
		DB_ARGS(db_id(delivery->subscriber), DB_TEXT(delivery->list),
	                DB_TEXT(delivery->kind), DB_TEXT(delivery->address),
	                DB_TEXT(key), DB_INT(delivery->has_verp),
	                DB_INT(delivery->planned_at), db_id(delivery->letter),
	                is_asked ? DB_TEXT(mailbox_key(&arena, key)) : DB_NULL,
	                is_asked ? DB_TEXT(mailbox_domain(&arena, key))
	                         : DB_NULL,
	                is_asked ? DB_TEXT(delivery->asked_id) : DB_NULL,
	                DB_INT(delivery->is_unproven)),
		id, why);

	arena_free(&arena);
	return err;
}

enum err delivery_set_bytes(struct db *db, int64_t id, struct str bytes,
                            struct why *why)
{
	return db_run(db,
	              "INSERT INTO notices (delivery, bytes) VALUES ($1, $2)",
	              DB_ARGS(DB_INT(id), DB_BLOB(bytes)), why);
}

enum err delivery_count_notices(struct db *db, struct str list, struct str kind,
                                struct str address, int64_t since, int64_t *n,
                                struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, address);
	enum err err = db_number(db,
	                         "SELECT COUNT(*) FROM deliveries"
	                         " WHERE edition IS NULL AND address_key = $1"
	                         " AND planned_at > $2 AND kind = $3"
	                         " AND ($4 = '' OR list = $4)",
	                         DB_ARGS(DB_TEXT(key), DB_INT(since),
	                                 DB_TEXT(kind), DB_TEXT(list)),
	                         n, why);

	arena_free(&arena);
	return err;
}

enum err delivery_count_asked(struct db *db, struct str address, int64_t since,
                              int64_t *n, struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, address);
	enum err err = db_number(
		db,
		"SELECT COUNT(*) FROM deliveries WHERE asked_box = $1"
		" AND planned_at > $2",
		DB_ARGS(DB_TEXT(mailbox_key(&arena, key)), DB_INT(since)), n,
		why);

	arena_free(&arena);
	return err;
}

enum err delivery_count_asked_at(struct db *db, struct str address,
                                 int64_t since, int64_t *n, struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, address);
	enum err err = db_number(
		db,
		"SELECT COUNT(*) FROM deliveries WHERE asked_domain = $1"
		" AND planned_at > $2",
		DB_ARGS(DB_TEXT(mailbox_domain(&arena, key)), DB_INT(since)), n,
		why);

	arena_free(&arena);
	return err;
}

/*
 * What is due is chosen inside and checked again outside: of two who choose at
 * once, on an engine that lets them, the second finds nothing.  `skip` is how
 * an engine that can passes by what another is about to take.
 */
#define CLAIM(what, skip)                                                      \
	"UPDATE deliveries SET state_before = state, state = 1,"               \
	" owner = $1, next_at = $2, attempts = attempts + 1"                   \
	" WHERE id IN (SELECT id FROM deliveries WHERE " what                  \
	" AND state <= 3 AND next_at <= $4 ORDER BY next_at, id LIMIT $5" skip \
	") AND state <= 3 AND next_at <= $4 RETURNING " COLUMNS                \
	", (SELECT bytes FROM notices WHERE delivery = deliveries.id)"         \
	", (SELECT pid FROM subscribers s WHERE s.id = subscriber)"            \
	", (SELECT leave_pid FROM subscribers s WHERE s.id = subscriber)"      \
	", (SELECT s.state FROM subscribers s WHERE s.id = subscriber)"

#define OF_EDITION                                                             \
	"edition = $3 AND EXISTS (SELECT 1 FROM editions e"                    \
	" WHERE e.id = $3 AND e.state = 0)"
#define OF_LIST "edition IS NULL AND list = $3"
#define SKIP    " FOR UPDATE SKIP LOCKED"

enum err delivery_claim(struct db *db, struct arena *arena, int64_t edition,
                        struct str list, struct str owner, int64_t now,
                        int64_t until, int64_t limit,
                        struct delivery **deliveries, size_t *n,
                        struct why *why)
{
	static const char *const sql[2][2] = {
		{CLAIM(OF_LIST, ""), CLAIM(OF_LIST, SKIP)},
		{CLAIM(OF_EDITION, ""), CLAIM(OF_EDITION, SKIP)},
	};

	return query(db, arena, sql[edition != 0][db_can_skip_locked(db)],
	             DB_ARGS(DB_TEXT(owner), DB_INT(until),
	                     edition ? DB_INT(edition) : DB_TEXT(list),
	                     DB_INT(now), DB_INT(limit)),
	             deliveries, n, why);
}

enum err delivery_record(struct db *db, int64_t id, struct str owner,
                         enum delivery_state state, int64_t code,
                         struct str reply, int64_t next_at, int64_t now,
                         struct why *why)
{
	bool is_over = state >= DELIVERY_ACCEPTED;
	enum err err =
		db_run(db,
	               "UPDATE deliveries SET state = $1, code = $2,"
	               " reply = $3, next_at = $4, done_at = $5,"
	               " owner = NULL WHERE id = $6 AND state = 1"
	               " AND owner = $7",
	               DB_ARGS(DB_INT(state), DB_INT(code), DB_TEXT(reply),
	                       DB_INT(next_at), is_over ? DB_INT(now) : DB_NULL,
	                       DB_INT(id), DB_TEXT(owner)),
	               why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "delivery %lld is not ours any more",
		                   (long long)id);
	return err;
}

enum err delivery_renew(struct db *db, struct str owner, int64_t until,
                        int64_t *n, struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE deliveries SET next_at = $1"
	                      " WHERE state = 1 AND owner = $2",
	                      DB_ARGS(DB_INT(until), DB_TEXT(owner)), why);

	if (err == OK)
		*n = db_changes(db);
	return err;
}

enum err delivery_release(struct db *db, int64_t id, struct str owner,
                          int64_t next_at, struct why *why)
{
	return db_run(db,
	              "UPDATE deliveries SET state = CASE WHEN"
	              " state_before = 1 THEN 3 ELSE state_before END,"
	              " attempts = attempts - 1, owner = NULL, next_at = $1"
	              " WHERE id = $2 AND state = 1 AND owner = $3",
	              DB_ARGS(DB_INT(next_at), DB_INT(id), DB_TEXT(owner)),
	              why);
}

enum err delivery_reopen(struct db *db, int64_t id, int64_t next_at,
                         struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE deliveries SET state = 2, next_at = $1,"
	                      " done_at = NULL WHERE id = $2 AND state = 5",
	                      DB_ARGS(DB_INT(next_at), DB_INT(id)), why);

	if (err || db_changes(db) == 0)
		return err;
	return db_run(db,
	              "UPDATE editions SET state = 0, done_at = NULL"
	              " WHERE state = 2 AND id = (SELECT edition"
	              " FROM deliveries WHERE id = $1)",
	              DB_ARGS(DB_INT(id)), why);
}

enum err delivery_owners(struct db *db, struct arena *arena,
                         struct str **owners, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT DISTINCT owner FROM deliveries"
	                        " WHERE state = 1 ORDER BY owner",
	                        NULL, 0, &rows, why);

	if (err)
		return err;
	*owners = arena_array(arena, struct str, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*owners)[i] = db_text(&rows.rows[i], 0);
	return OK;
}

enum err delivery_orphan(struct db *db, struct str owner, int64_t now,
                         int64_t *n, struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE deliveries SET state = 3, owner = NULL,"
	                      " next_at = $1 WHERE state = 1 AND owner = $2",
	                      DB_ARGS(DB_INT(now), DB_TEXT(owner)), why);

	if (err == OK)
		*n = db_changes(db);
	return err;
}

enum err delivery_count(struct db *db, int64_t edition,
                        struct delivery_counts *counts, struct why *why)
{
	struct arena arena = {0};
	struct delivery_counts sum = {{0}, 0};
	struct db_rows rows;
	enum err err = db_query(db, &arena,
	                        "SELECT state, COUNT(*) FROM deliveries"
	                        " WHERE edition = $1 GROUP BY state",
	                        DB_ARGS(DB_INT(edition)), &rows, why);

	for (size_t i = 0; err == OK && i < rows.n; i++) {
		int64_t state = db_int(&rows.rows[i], 0);

		if (state >= 0 && state < DELIVERY_STATES)
			sum.by_state[state] = db_int(&rows.rows[i], 1);
		sum.total += db_int(&rows.rows[i], 1);
	}
	if (err == OK)
		*counts = sum;
	arena_free(&arena);
	return err;
}

enum err delivery_open(struct db *db, int64_t edition, int64_t *n,
                       struct why *why)
{
	return db_number(db,
	                 "SELECT COUNT(*) FROM deliveries"
	                 " WHERE edition = $1 AND state <= 3",
	                 DB_ARGS(DB_INT(edition)), n, why);
}

enum err delivery_get(struct db *db, struct arena *arena, int64_t id,
                      struct delivery *delivery, struct why *why)
{
	struct delivery *found;
	size_t n = 0;
	enum err err = query(db, arena,
	                     "SELECT " COLUMNS ", bytes FROM deliveries"
	                     " LEFT JOIN notices ON delivery = id"
	                     " WHERE id = $1",
	                     DB_ARGS(DB_INT(id)), &found, &n, why);

	if (err)
		return err;
	if (n == 0)
		return err_because(why, ERR_ABSENT, "no delivery %lld",
		                   (long long)id);
	*delivery = found[0];
	return OK;
}

enum err delivery_list_troubled(struct db *db, struct arena *arena,
                                int64_t limit, struct delivery **deliveries,
                                size_t *n, struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM deliveries"
	             " WHERE state IN (2, 3, 5) ORDER BY id DESC LIMIT $1",
	             DB_ARGS(DB_INT(limit)), deliveries, n, why);
}

enum err delivery_list_of_letter(struct db *db, struct arena *arena,
                                 int64_t letter, struct delivery **deliveries,
                                 size_t *n, struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM deliveries WHERE letter = $1"
	             " ORDER BY id",
	             DB_ARGS(DB_INT(letter)), deliveries, n, why);
}

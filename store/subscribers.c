#include "store/subscribers.h"

#include <assert.h>

#define SELECT                                                                 \
	"SELECT s.id, s.list, s.reader, r.name, a.address, s.pid,"             \
	" s.leave_pid, s.state, s.state_at, s.created_at, s.confirmed_at,"     \
	" s.source, s.state_reason FROM subscribers s"                         \
	" JOIN readers r ON r.id = s.reader"                                   \
	" JOIN addresses a ON a.id = s.address "

const char *subscriber_state_name(enum subscriber_state state)
{
	static const char *const names[] = {"pending", "active", "paused",
	                                    "suspended", "gone"};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

bool subscriber_may(enum subscriber_state from, enum subscriber_state to)
{
	static const bool may[5][5] = {
		[SUBSCRIBER_PENDING] =
			{[SUBSCRIBER_ACTIVE] = true, [SUBSCRIBER_GONE] = true},
		[SUBSCRIBER_ACTIVE] = {[SUBSCRIBER_PAUSED] = true,
	                               [SUBSCRIBER_SUSPENDED] = true,
	                               [SUBSCRIBER_GONE] = true},
		[SUBSCRIBER_PAUSED] =
			{[SUBSCRIBER_ACTIVE] = true, [SUBSCRIBER_GONE] = true},
		[SUBSCRIBER_SUSPENDED] =
			{[SUBSCRIBER_ACTIVE] = true, [SUBSCRIBER_GONE] = true},
		[SUBSCRIBER_GONE] = {[SUBSCRIBER_PENDING] = true,
	                             [SUBSCRIBER_ACTIVE] = true},
	};

	return (size_t)from < 5 && (size_t)to < 5 && may[from][to];
}

static void read_subscriber(const struct db_row *row,
                            struct subscriber *subscriber)
{
	*subscriber = (struct subscriber){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.reader = db_int(row, 2),
		.name = db_text(row, 3),
		.address = db_text(row, 4),
		.pid = db_int(row, 5),
		.leave_pid = db_text(row, 6),
		.state = (enum subscriber_state)db_int(row, 7),
		.state_at = db_int(row, 8),
		.created_at = db_int(row, 9),
		.confirmed_at = db_int(row, 10),
		.source = db_text(row, 11),
		.state_reason = db_text(row, 12),
	};
}

struct str reader_address_key(struct arena *arena, struct str address)
{
	char *key = arena_copy(arena, address);

	for (size_t i = 0; i < address.len; i++)
		key[i] = char_lower(key[i]);
	return (struct str){key, address.len};
}

static enum err find_address(struct db *db, struct arena *arena,
                             struct str address, struct db_row *row,
                             struct why *why)
{
	return db_one(db, arena,
	              "SELECT a.id, a.reader, r.name FROM addresses a"
	              " JOIN readers r ON r.id = a.reader"
	              " WHERE a.address_key = $1",
	              DB_ARGS(DB_TEXT(reader_address_key(arena, address))), row,
	              why);
}

enum err reader_find(struct db *db, struct arena *arena, struct str address,
                     int64_t *reader, struct str *name, struct why *why)
{
	struct db_row row;
	enum err err = find_address(db, arena, address, &row, why);

	if (err)
		return err;
	*reader = db_int(&row, 1);
	*name = db_text(&row, 2);
	return OK;
}

enum err reader_add(struct db *db, struct str address, struct str name,
                    int64_t now, int64_t *reader, struct why *why)
{
	struct arena arena = {0};
	int64_t id = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "INSERT INTO readers (name, created_at)"
	                " VALUES ($1, $2) RETURNING id",
	                DB_ARGS(DB_TEXT(name), DB_INT(now)), &id, why);
	if (err == OK)
		err = db_run(
			db,
			"INSERT INTO addresses (reader, address,"
			" address_key) VALUES ($1, $2, $3)",
			DB_ARGS(DB_INT(id), DB_TEXT(address),
		                DB_TEXT(reader_address_key(&arena, address))),
			why);
	if (err == OK)
		*reader = id;
	arena_free(&arena);
	return err;
}

enum err reader_add_address(struct db *db, int64_t reader, struct str address,
                            int64_t now, struct why *why)
{
	struct arena arena = {0};
	struct db_row row;
	enum err err =
		db_run(db,
	               "INSERT INTO addresses (reader, address, address_key,"
	               " verified_at) VALUES ($1, $2, $3, $4)"
	               " ON CONFLICT (address_key) DO NOTHING",
	               DB_ARGS(DB_INT(reader), DB_TEXT(address),
	                       DB_TEXT(reader_address_key(&arena, address)),
	                       DB_INT(now)),
	               why);

	if (err == OK && db_changes(db) == 0) {
		err = find_address(db, &arena, address, &row, why);
		if (err == OK && db_int(&row, 1) != reader)
			err = err_because(why, ERR_INPUT,
			                  "the address is another reader's");
	}
	arena_free(&arena);
	return err;
}

enum err reader_addresses(struct db *db, struct arena *arena, int64_t reader,
                          struct str **addresses, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT address FROM addresses"
	                        " WHERE reader = $1 ORDER BY id",
	                        DB_ARGS(DB_INT(reader)), &rows, why);

	if (err)
		return err;
	*addresses = arena_array(arena, struct str, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*addresses)[i] = db_text(&rows.rows[i], 0);
	return OK;
}

enum err reader_name(struct db *db, int64_t reader, struct str name,
                     struct why *why)
{
	return db_run(db,
	              "UPDATE readers SET name = $1 WHERE id = $2"
	              " AND name = ''",
	              DB_ARGS(DB_TEXT(name), DB_INT(reader)), why);
}

enum err subscriber_add(struct db *db, const struct subscriber *subscriber,
                        int64_t *id, struct why *why)
{
	struct arena arena = {0};
	struct db_row row;
	int64_t reader, new_id = 0;
	bool is_active = subscriber->state == SUBSCRIBER_ACTIVE;
	enum err err;

	assert(db_is_begun(db));
	err = find_address(db, &arena, subscriber->address, &row, why);
	if (err == ERR_ABSENT) {
		err = reader_add(db, subscriber->address, subscriber->name,
		                 subscriber->created_at, &reader, why);
		if (err == OK)
			err = find_address(db, &arena, subscriber->address,
			                   &row, why);
	} else if (err == OK) {
		err = reader_name(db, db_int(&row, 1), subscriber->name, why);
	}
	if (err == OK)
		err = db_number(
			db,
			"INSERT INTO subscribers (list, reader, address, pid,"
			" leave_pid, state, state_at, source, created_at,"
			" confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7,"
			" $8, $7, $9) ON CONFLICT (list, reader) DO NOTHING"
			" RETURNING id",
			DB_ARGS(DB_TEXT(subscriber->list),
		                DB_INT(db_int(&row, 1)),
		                DB_INT(db_int(&row, 0)),
		                DB_INT(subscriber->pid),
		                DB_BLOB(subscriber->leave_pid),
		                DB_INT(subscriber->state),
		                DB_INT(subscriber->created_at),
		                DB_TEXT(subscriber->source),
		                is_active ? DB_INT(subscriber->created_at)
		                          : DB_NULL),
			&new_id, why);
	if (err == ERR_ABSENT)
		err = err_because(
			why, ERR_INPUT, "%.*s is known to list %.*s already",
			(int)subscriber->address.len, subscriber->address.ptr,
			(int)subscriber->list.len, subscriber->list.ptr);
	if (err == OK)
		*id = new_id;
	arena_free(&arena);
	return err;
}

static enum err find_one(struct db *db, struct arena *arena, const char *sql,
                         const struct db_value *args, size_t n_args,
                         struct subscriber *subscriber, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, sql, args, n_args, &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no such subscriber");
	if (err == OK)
		read_subscriber(&row, subscriber);
	return err;
}

enum err subscriber_get(struct db *db, struct arena *arena, int64_t id,
                        struct subscriber *subscriber, struct why *why)
{
	return find_one(db, arena, SELECT "WHERE s.id = $1",
	                DB_ARGS(DB_INT(id)), subscriber, why);
}

enum err subscriber_by_pid(struct db *db, struct arena *arena, int64_t pid,
                           struct subscriber *subscriber, struct why *why)
{
	return find_one(db, arena, SELECT "WHERE s.pid = $1",
	                DB_ARGS(DB_INT(pid)), subscriber, why);
}

enum err subscriber_by_leave_pid(struct db *db, struct arena *arena,
                                 struct str leave_pid,
                                 struct subscriber *subscriber, struct why *why)
{
	return find_one(db, arena, SELECT "WHERE s.leave_pid = $1",
	                DB_ARGS(DB_BLOB(leave_pid)), subscriber, why);
}

enum err subscriber_by_address(struct db *db, struct arena *arena,
                               struct str list, struct str address,
                               struct subscriber *subscriber, struct why *why)
{
	return find_one(db, arena,
	                SELECT "WHERE s.list = $1 AND s.reader ="
	                       " (SELECT reader FROM addresses"
	                       " WHERE address_key = $2)",
	                DB_ARGS(DB_TEXT(list),
	                        DB_TEXT(reader_address_key(arena, address))),
	                subscriber, why);
}

enum err subscriber_of_reader(struct db *db, struct arena *arena,
                              struct str list, int64_t reader,
                              struct subscriber *subscriber, struct why *why)
{
	return find_one(db, arena, SELECT "WHERE s.list = $1 AND s.reader = $2",
	                DB_ARGS(DB_TEXT(list), DB_INT(reader)), subscriber,
	                why);
}

enum err subscriber_list(struct db *db, struct arena *arena, struct str list,
                         struct subscriber **subscribers, size_t *n,
                         struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        SELECT "WHERE $1 = '' OR s.list = $1"
	                               " ORDER BY s.list, a.address_key",
	                        DB_ARGS(DB_TEXT(list)), &rows, why);

	if (err)
		return err;
	*subscribers = arena_array(arena, struct subscriber, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_subscriber(&rows.rows[i], &(*subscribers)[i]);
	return OK;
}

enum err subscriber_count(struct db *db, struct str list, int64_t *n,
                          struct why *why)
{
	return db_number(db,
	                 "SELECT COUNT(*) FROM subscribers"
	                 " WHERE list = $1 AND state = 1",
	                 DB_ARGS(DB_TEXT(list)), n, why);
}

enum err subscriber_set_state(struct db *db, int64_t id,
                              enum subscriber_state state, struct str leave_pid,
                              int64_t now, struct why *why)
{
	int64_t from = 0;
	enum err err =
		db_number(db, "SELECT state FROM subscribers WHERE id = $1",
	                  DB_ARGS(DB_INT(id)), &from, why);

	if (err)
		return err;
	if (!subscriber_may((enum subscriber_state)from, state))
		return err_because(
			why, ERR_DENIED, "a subscriber who is %s cannot be %s",
			subscriber_state_name((enum subscriber_state)from),
			subscriber_state_name(state));
	err = db_run(db,
	             "UPDATE subscribers SET state = $1, state_at = $2,"
	             " state_reason = '',"
	             " leave_pid = COALESCE($3, leave_pid), confirmed_at ="
	             " CASE WHEN $1 = 1 AND state IN (0, 4) THEN $2"
	             " ELSE confirmed_at END WHERE id = $4 AND state = $5",
	             DB_ARGS(DB_INT(state), DB_INT(now),
	                     leave_pid.len > 0 ? DB_BLOB(leave_pid) : DB_NULL,
	                     DB_INT(id), DB_INT(from)),
	             why);
	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_TEMP,
		                   "the subscriber's state has just changed");
	return err;
}

enum err subscriber_set_reason(struct db *db, int64_t id, struct str reason,
                               struct why *why)
{
	return db_run(db,
	              "UPDATE subscribers SET state_reason = $1 WHERE id = $2",
	              DB_ARGS(DB_TEXT(reason), DB_INT(id)), why);
}

#include "store/strangers.h"

#include <assert.h>

#include "store/subscribers.h"

enum err stranger_add(struct db *db, const struct stranger *stranger,
                      struct why *why)
{
	assert(db_is_begun(db));
	return db_run(
		db,
		"INSERT INTO strangers (token_hash, letter, address,"
		" name, asked_at, expires_at)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		DB_ARGS(DB_TEXT(stranger->token_hash), DB_INT(stranger->letter),
	                DB_TEXT(stranger->address), DB_TEXT(stranger->name),
	                DB_INT(stranger->asked_at),
	                DB_INT(stranger->expires_at)),
		why);
}

enum err stranger_get(struct db *db, struct arena *arena, struct str token_hash,
                      struct stranger *stranger, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT token_hash, letter, address, name,"
	                      " asked_at, expires_at, closed_at FROM strangers"
	                      " WHERE token_hash = $1",
	                      DB_ARGS(DB_TEXT(token_hash)), &row, why);

	if (err == OK)
		*stranger = (struct stranger){
			.token_hash = db_text(&row, 0),
			.letter = db_int(&row, 1),
			.address = db_text(&row, 2),
			.name = db_text(&row, 3),
			.asked_at = db_int(&row, 4),
			.expires_at = db_int(&row, 5),
			.closed_at = db_int(&row, 6),
		};
	return err;
}

enum err stranger_close(struct db *db, struct str token_hash, int64_t now,
                        struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE strangers SET closed_at = $2 WHERE"
	                      " token_hash = $1 AND closed_at IS NULL"
	                      " AND expires_at > $2",
	                      DB_ARGS(DB_TEXT(token_hash), DB_INT(now)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "this was answered, or it is too late");
	return err;
}

enum err stranger_confirm(struct db *db, int64_t letter, int64_t reader,
                          enum comment_state to, struct str instead,
                          struct str doubt, int64_t *n, struct why *why)
{
	enum err err = db_run(
		db,
		"UPDATE comments SET reader = $2, is_verified = 1, state = $3,"
		" doubt = CASE WHEN SUBSTR(doubt, 1, LENGTH($4)) = $4"
		" THEN $5 || SUBSTR(doubt, LENGTH($4) + 1) ELSE doubt END"
		" WHERE letter = $1 AND state = 0 AND reader IS NULL",
		DB_ARGS(DB_INT(letter), DB_INT(reader), DB_INT(to),
	                DB_TEXT(instead), DB_TEXT(doubt)),
		why);

	if (err == OK)
		*n = db_changes(db);
	return err;
}

enum err stranger_count(struct db *db, struct str list, struct str address,
                        int64_t since, int64_t *n, struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, address);
	enum err err = db_number(
		db,
		"SELECT COUNT(*) FROM comments c JOIN letters l"
		" ON l.id = c.letter WHERE c.reader IS NULL"
		" AND c.received_at > $1 AND c.list = $2"
		" AND ($3 = '' OR LOWER(l.from_addr) = $3)",
		DB_ARGS(DB_INT(since), DB_TEXT(list), DB_TEXT(key)), n, why);

	arena_free(&arena);
	return err;
}

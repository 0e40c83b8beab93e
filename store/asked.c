#include "store/asked.h"

#include "store/mailbox.h"

enum err asked_count(struct db *db, bool is_unproven, int64_t since, int64_t *n,
                     struct why *why)
{
	return db_number(db,
	                 "SELECT COUNT(*) FROM deliveries"
	                 " WHERE asked_box IS NOT NULL AND planned_at > $1"
	                 " AND is_unproven >= $2",
	                 DB_ARGS(DB_INT(since), DB_INT(is_unproven)), n, why);
}

enum err asked_address(struct db *db, struct arena *arena, struct str id,
                       bool is_token, struct str *address, struct why *why)
{
	struct db_row row;
	enum err err = db_one(
		db, arena,
		is_token ? "SELECT d.address FROM tokens t JOIN deliveries d"
			   " ON d.asked_id = t.message_id WHERE t.hash = $1"
			 : "SELECT address FROM deliveries"
			   " WHERE asked_id = $1",
		DB_ARGS(DB_TEXT(id)), &row, why);

	if (err == OK)
		*address = db_text(&row, 0);
	return err;
}

enum err asked_refuse(struct db *db, struct str address, int64_t letter,
                      int64_t now, struct why *why)
{
	struct arena arena = {0};
	enum err err =
		db_run(db,
	               "INSERT INTO refusals (box, address, letter, at)"
	               " VALUES ($1, $2, $3, $4) ON CONFLICT (box) DO NOTHING",
	               DB_ARGS(DB_TEXT(mailbox_key(&arena, address)),
	                       DB_TEXT(address), db_id(letter), DB_INT(now)),
	               why);

	arena_free(&arena);
	return err;
}

enum err asked_is_refused(struct db *db, struct str address, bool *is_refused,
                          struct why *why)
{
	struct arena arena = {0};
	int64_t n = 0;
	enum err err = db_number(
		db, "SELECT COUNT(*) FROM refusals WHERE box = $1",
		DB_ARGS(DB_TEXT(mailbox_key(&arena, address))), &n, why);

	if (err == OK)
		*is_refused = n > 0;
	arena_free(&arena);
	return err;
}

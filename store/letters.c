#include "store/letters.h"

#include <assert.h>

#include "base/crypto.h"

#define COLUMNS                                                                \
	"id, mailbox, source, is_whole, arrived_at, fetched_at, done_at,"      \
	" state, crashes, kind, list, from_addr, subject, story,"              \
	" message_id"

const char *letter_state_name(enum letter_state state)
{
	static const char *const names[] = {"fetched", "done", "aside"};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

static void read_letter(const struct db_row *row, struct letter *letter)
{
	*letter = (struct letter){
		.id = db_int(row, 0),
		.mailbox = db_text(row, 1),
		.source = db_text(row, 2),
		.is_whole = db_int(row, 3) != 0,
		.arrived_at = db_int(row, 4),
		.fetched_at = db_int(row, 5),
		.done_at = db_int(row, 6),
		.state = (enum letter_state)db_int(row, 7),
		.crashes = db_int(row, 8),
		.kind = db_text(row, 9),
		.list = db_text(row, 10),
		.from_addr = db_text(row, 11),
		.subject = db_text(row, 12),
		.story = db_text(row, 13),
		.message_id = db_text(row, 14),
		.raw = db_text(row, 15),
	};
}

static enum err count_is_positive(enum err err, int64_t n, bool *is_so)
{
	if (err == OK)
		*is_so = n > 0;
	return err;
}

enum err letter_known(struct db *db, struct str mailbox, struct str source,
                      bool *is_known, struct why *why)
{
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM letters"
	                  " WHERE mailbox = $1 AND source = $2",
	                  DB_ARGS(DB_TEXT(mailbox), DB_TEXT(source)), &n, why);

	return count_is_positive(err, n, is_known);
}

enum err letter_add(struct db *db, const struct letter *letter, bool *is_new,
                    struct why *why)
{
	char hash[2 * HASH_LEN + 1];
	int64_t same = 0;
	bool is_copy;
	enum err err;

	assert(db_is_begun(db));
	crypto_sha256_hex(letter->raw, hash);
	err = db_number(
		db,
		"SELECT COUNT(*) FROM letters WHERE hash = $1"
		" AND mailbox = $2",
		DB_ARGS(DB_TEXT(str_of(hash)), DB_TEXT(letter->mailbox)), &same,
		why);
	if (err)
		return err;
	is_copy = same > 0;
	err = db_run(db,
	             "INSERT INTO letters (mailbox, source, hash, raw,"
	             " is_whole, arrived_at, fetched_at, state, kind, story,"
	             " done_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
	             " $10, $11) ON CONFLICT (mailbox, source) DO NOTHING",
	             DB_ARGS(DB_TEXT(letter->mailbox), DB_TEXT(letter->source),
	                     DB_TEXT(str_of(hash)),
	                     DB_BLOB(is_copy ? str_of("") : letter->raw),
	                     DB_INT(letter->is_whole),
	                     DB_INT(letter->arrived_at),
	                     DB_INT(letter->fetched_at),
	                     DB_INT(is_copy ? LETTER_DONE : LETTER_FETCHED),
	                     is_copy ? DB_TEXT(str_of("repeat")) : DB_NULL,
	                     is_copy ? DB_TEXT(str_of("the same bytes came"
	                                              " before"))
	                             : DB_NULL,
	                     is_copy ? DB_INT(letter->fetched_at) : DB_NULL),
	             why);
	return count_is_positive(err, db_changes(db), is_new);
}

enum err letter_next(struct db *db, struct arena *arena, int64_t after,
                     struct letter *letter, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT " COLUMNS ", raw FROM letters"
	                      " WHERE state = 0 AND id > $1"
	                      " ORDER BY id LIMIT 1",
	                      DB_ARGS(DB_INT(after)), &row, why);

	if (err == OK)
		read_letter(&row, letter);
	return err;
}

enum err letter_get(struct db *db, struct arena *arena, int64_t id,
                    struct letter *letter, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT " COLUMNS ", raw FROM letters"
	                      " WHERE id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no letter %lld", (long long)id);
	if (err == OK)
		read_letter(&row, letter);
	return err;
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct letter **letters, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*letters = arena_array(arena, struct letter, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_letter(&rows.rows[i], &(*letters)[i]);
	return OK;
}

enum err letter_list(struct db *db, struct arena *arena,
                     const struct letter_filter *filter,
                     struct letter **letters, size_t *n, struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM letters"
	             " WHERE ($1 < 0 OR state = $1)"
	             " AND ($2 = '' OR kind = $2) AND ($3 = '' OR list = $3)"
	             " AND fetched_at >= $4 ORDER BY id DESC LIMIT $5",
	             DB_ARGS(DB_INT(filter->state), DB_TEXT(filter->kind),
	                     DB_TEXT(filter->list), DB_INT(filter->since),
	                     DB_INT(filter->limit)),
	             letters, n, why);
}

enum err letter_list_named(struct db *db, struct arena *arena, struct str id,
                           struct letter **letters, size_t *n, struct why *why)
{
	return query(db, arena,
	             "SELECT " COLUMNS " FROM letters"
	             " WHERE message_id = $1 ORDER BY id",
	             DB_ARGS(DB_TEXT(id)), letters, n, why);
}

enum err letter_is_repeat(struct db *db, int64_t id, struct str content_key,
                          bool *is_repeat, struct why *why)
{
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM letters"
	                  " WHERE content_key = $1 AND id <> $2 AND state = 1",
	                  DB_ARGS(DB_TEXT(content_key), DB_INT(id)), &n, why);

	return count_is_positive(err, n, is_repeat);
}

enum err letter_crashed(struct db *db, int64_t id, struct why *why)
{
	return db_run(db,
	              "UPDATE letters SET crashes = crashes + 1 WHERE id = $1",
	              DB_ARGS(DB_INT(id)), why);
}

enum err letter_finish(struct db *db, const struct letter *letter,
                       struct str content_key, struct why *why)
{
	bool has_key = letter->state == LETTER_DONE && content_key.len > 0;
	enum err err = db_run(
		db,
		"UPDATE letters SET state = $1, kind = $2, list = $3,"
		" from_addr = $4, subject = $5, story = $6,"
		" done_at = $7, content_key = $8, message_id = $9"
		" WHERE id = $10 AND state = 0",
		DB_ARGS(DB_INT(letter->state), DB_TEXT(letter->kind),
	                DB_TEXT(letter->list), DB_TEXT(letter->from_addr),
	                DB_TEXT(letter->subject), DB_TEXT(letter->story),
	                DB_INT(letter->done_at),
	                has_key ? DB_TEXT(content_key) : DB_NULL,
	                letter->message_id.len > 0 ? DB_TEXT(letter->message_id)
	                                           : DB_NULL,
	                DB_INT(letter->id)),
		why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "letter %lld is edited already",
		                   (long long)letter->id);
	return err;
}

/* Why a letter is not read again. */
static enum err refuse_retry(struct db *db, int64_t id, struct why *why)
{
	int64_t state = 0;
	enum err err = db_number(db, "SELECT state FROM letters WHERE id = $1",
	                         DB_ARGS(DB_INT(id)), &state, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no letter %lld", (long long)id);
	if (err)
		return err;
	return err_because(why, ERR_DENIED,
	                   state == LETTER_DONE
	                           ? "letter %lld is done: its effects are in"
	                             " the store and would come twice"
	                           : "letter %lld is not set aside: it waits to"
	                             " be read",
	                   (long long)id);
}

enum err letter_retry(struct db *db, int64_t id, struct why *why)
{
	enum err err =
		db_run(db,
	               "UPDATE letters SET state = 0, crashes = 0,"
	               " done_at = NULL, content_key = NULL"
	               " WHERE id = $1 AND (state = 2 OR (state = 1"
	               " AND kind IN ('empty', 'junk', 'auto', 'blocked',"
	               " 'repeat')"
	               " AND NOT EXISTS (SELECT 1 FROM comments"
	               " WHERE letter = $1)))",
	               DB_ARGS(DB_INT(id)), why);

	if (err == OK && db_changes(db) == 0)
		return refuse_retry(db, id, why);
	return err;
}

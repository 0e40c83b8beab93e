#include "store/proofs.h"

#include <assert.h>

#include "store/subscribers.h"

/* The question about address $2 that reader $1 has not answered, in vain since
 * $3. */
#define IN_VAIN                                                                \
	" reader = $1 AND address_key = $2 AND is_of_letter = 0"               \
	" AND asked_at <= $3 AND NOT EXISTS (SELECT 1 FROM tokens t"           \
	" WHERE t.hash = proofs.token_hash AND t.used_at IS NOT NULL)"

/* Comments that a proof is about: $1 reader, $2 state, $3 key of the address,
 * $4 letter or NULL. */
#define ABOUT                                                                  \
	" WHERE reader = $1 AND is_verified = 0 AND state = $2"                \
	" AND letter = COALESCE($4, letter) AND EXISTS (SELECT 1"              \
	" FROM letters l WHERE l.id = comments.letter"                         \
	" AND LOWER(l.from_addr) = $3)"

static struct db_value letter_of(const struct proof *proof)
{
	return proof->is_of_letter ? DB_INT(proof->letter) : DB_NULL;
}

enum err proof_add(struct db *db, const struct proof *proof, int64_t now,
                   struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, proof->address);
	enum err err;

	assert(db_is_begun(db));
	if (!proof->is_of_letter) {
		err = db_run(db, "DELETE FROM proofs WHERE" IN_VAIN,
		             DB_ARGS(DB_INT(proof->reader), DB_TEXT(key),
		                     DB_INT(now - PROOF_AGAIN_S)),
		             why);
		if (err) {
			arena_free(&arena);
			return err;
		}
	}
	err = db_run(db,
	             "INSERT INTO proofs (token_hash, reader, address,"
	             " address_key, letter, is_of_letter, asked_at)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	             " ON CONFLICT DO NOTHING",
	             DB_ARGS(DB_TEXT(proof->token_hash), DB_INT(proof->reader),
	                     DB_TEXT(proof->address), DB_TEXT(key),
	                     DB_INT(proof->letter), DB_INT(proof->is_of_letter),
	                     DB_INT(now)),
	             why);
	if (err == OK && db_changes(db) == 0)
		err = err_because(why, ERR_INPUT, "this was asked before");
	arena_free(&arena);
	return err;
}

enum err proof_go_on(struct db *db, struct str token_hash, struct str next,
                     struct why *why)
{
	return db_run(db,
	              "UPDATE proofs SET token_hash = $2 WHERE token_hash = $1",
	              DB_ARGS(DB_TEXT(token_hash), DB_TEXT(next)), why);
}

enum err proof_get(struct db *db, struct arena *arena, struct str token_hash,
                   struct proof *proof, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena,
	                      "SELECT token_hash, reader, address, letter,"
	                      " is_of_letter FROM proofs WHERE token_hash = $1",
	                      DB_ARGS(DB_TEXT(token_hash)), &row, why);

	if (err == OK)
		*proof = (struct proof){
			.token_hash = db_text(&row, 0),
			.reader = db_int(&row, 1),
			.address = db_text(&row, 2),
			.letter = db_int(&row, 3),
			.is_of_letter = db_int(&row, 4) != 0,
		};
	return err;
}

enum err proof_was_asked(struct db *db, int64_t reader, struct str address,
                         int64_t now, bool *was_asked, struct why *why)
{
	struct arena arena = {0};
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM proofs WHERE reader = $1"
	                  " AND address_key = $2 AND is_of_letter = 0"
	                  " AND NOT (" IN_VAIN ")",
	                  DB_ARGS(DB_INT(reader),
	                          DB_TEXT(reader_address_key(&arena, address)),
	                          DB_INT(now - PROOF_AGAIN_S)),
	                  &n, why);

	if (err == OK)
		*was_asked = n > 0;
	arena_free(&arena);
	return err;
}

enum err proof_verify(struct db *db, const struct proof *proof,
                      enum comment_state from, enum comment_state to,
                      struct str cleared, struct str never, int64_t *n,
                      struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, proof->address);
	enum err err = db_run(
		db,
		"UPDATE comments SET is_verified = 1, state = $5, author ="
		" COALESCE((SELECT NULLIF(r.name, '') FROM readers r"
		" WHERE r.id = comments.reader), author), doubt ="
		" SUBSTR(doubt, LENGTH($6 || '; ') + 1)" ABOUT
		" AND SUBSTR(doubt || '; ', 1, LENGTH($6 || '; '))"
		" = $6 || '; '"
		" AND SUBSTR(doubt || '; ', 1, LENGTH($6 || '; ' || $7"
		" || '; ')) <> $6 || '; ' || $7 || '; '",
		DB_ARGS(DB_INT(proof->reader), DB_INT(from), DB_TEXT(key),
	                letter_of(proof), DB_INT(to), DB_TEXT(cleared),
	                DB_TEXT(never)),
		why);

	if (err == OK)
		*n = db_changes(db);
	arena_free(&arena);
	return err;
}

enum err proof_disown(struct db *db, const struct proof *proof,
                      enum comment_state from, struct str cleared,
                      struct str doubt, int64_t *n, struct why *why)
{
	struct arena arena = {0};
	struct str key = reader_address_key(&arena, proof->address);
	enum err err = db_run(
		db,
		"UPDATE comments SET doubt = CASE"
		" WHEN SUBSTR(doubt || '; ', 1, LENGTH($6 || '; '))"
		" = $6 || '; ' THEN $5 || SUBSTR(doubt, LENGTH($6) + 1)"
		" WHEN doubt = '' THEN $5 ELSE $5 || '; ' || doubt END" ABOUT,
		DB_ARGS(DB_INT(proof->reader), DB_INT(from), DB_TEXT(key),
	                letter_of(proof), DB_TEXT(doubt), DB_TEXT(cleared)),
		why);

	if (err == OK)
		*n = db_changes(db);
	arena_free(&arena);
	return err;
}

enum err proof_list_unanswered(struct db *db, struct arena *arena,
                               int64_t before, int64_t **letters, size_t *n,
                               struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 "SELECT DISTINCT letter FROM comments WHERE state = 0"
	                 " AND received_at <= $1 AND letter IS NOT NULL"
	                 " ORDER BY letter",
	                 DB_ARGS(DB_INT(before)), &rows, why);

	if (err)
		return err;
	*letters = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*letters)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

#include "store/blocks.h"

#include <assert.h>

#include "store/subscribers.h"
#include "text/glob.h"

#define SELECT                                                                 \
	"SELECT id, list, kind, pattern, actor, reason, added_at, expires_at," \
	" ended_at, ended_by FROM blocks "
/* At the time $1. */
#define HOLDS "ended_at IS NULL AND (expires_at IS NULL OR expires_at > $1)"

const char *block_kind_name(enum block_kind kind)
{
	static const char *const names[] = {"address", "domain", "expression"};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "unknown";
}

static void read_block(const struct db_row *row, struct block *block)
{
	*block = (struct block){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.kind = (enum block_kind)db_int(row, 2),
		.pattern = db_text(row, 3),
		.actor = db_text(row, 4),
		.reason = db_text(row, 5),
		.added_at = db_int(row, 6),
		.expires_at = db_int(row, 7),
		.ended_at = db_int(row, 8),
		.ended_by = db_text(row, 9),
	};
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct block **blocks, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*blocks = arena_array(arena, struct block, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_block(&rows.rows[i], &(*blocks)[i]);
	return OK;
}

static enum err refuse_too_many(struct db *db, const struct block *block,
                                struct why *why)
{
	int64_t n = 0;
	enum err err;

	if (block->kind != BLOCK_EXPRESSION)
		return OK;
	err = db_number(db,
	                "SELECT COUNT(*) FROM blocks WHERE " HOLDS
	                " AND kind = 2 AND list = $2",
	                DB_ARGS(DB_INT(block->added_at), DB_TEXT(block->list)),
	                &n, why);
	if (err == OK && n >= BLOCK_EXPRESSIONS_MAX)
		err = err_because(why, ERR_LIMIT,
		                  "%d expressions are blocked already",
		                  BLOCK_EXPRESSIONS_MAX);
	return err;
}

enum err blocks_add(struct db *db, const struct block *block, int64_t *id,
                    struct why *why)
{
	struct arena arena = {0};
	struct str pattern = reader_address_key(&arena, block->pattern);
	int64_t new_id = 0;
	enum err err;

	assert(db_is_begun(db));
	if (pattern.len == 0) {
		arena_free(&arena);
		return err_because(why, ERR_INPUT, "nothing is to be blocked");
	}
	err = db_run(db,
	             "UPDATE blocks SET ended_at = $1, ended_by = $2"
	             " WHERE " HOLDS
	             " AND list = $3 AND kind = $4 AND pattern = $5",
	             DB_ARGS(DB_INT(block->added_at), DB_TEXT(block->actor),
	                     DB_TEXT(block->list), DB_INT(block->kind),
	                     DB_TEXT(pattern)),
	             why);
	if (err == OK)
		err = refuse_too_many(db, block, why);
	if (err == OK)
		err = db_number(
			db,
			"INSERT INTO blocks (list, kind, pattern, actor,"
			" reason, added_at, expires_at)"
			" VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
			DB_ARGS(DB_TEXT(block->list), DB_INT(block->kind),
		                DB_TEXT(pattern), DB_TEXT(block->actor),
		                DB_TEXT(block->reason), DB_INT(block->added_at),
		                db_id(block->expires_at)),
			&new_id, why);
	arena_free(&arena);
	if (err == OK)
		*id = new_id;
	return err;
}

enum err blocks_end(struct db *db, int64_t id, struct str actor, int64_t now,
                    struct why *why)
{
	struct arena arena = {0};
	struct block block;
	enum err err = blocks_get(db, &arena, id, &block, why);

	arena_free(&arena);
	if (err)
		return err;
	err = db_run(db,
	             "UPDATE blocks SET ended_at = $1, ended_by = $2"
	             " WHERE id = $3 AND " HOLDS,
	             DB_ARGS(DB_INT(now), DB_TEXT(actor), DB_INT(id)), why);
	if (err == OK && db_changes(db) == 0)
		err = err_because(why, ERR_EXPIRED, "block %lld has ended",
		                  (long long)id);
	return err;
}

enum err blocks_get(struct db *db, struct arena *arena, int64_t id,
                    struct block *block, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no block %lld", (long long)id);
	if (err == OK)
		read_block(&row, block);
	return err;
}

enum err blocks_list(struct db *db, struct arena *arena, struct str list,
                     bool ended_too, int64_t now, struct block **blocks,
                     size_t *n, struct why *why)
{
	return query(db, arena,
	             SELECT "WHERE ($2 = '' OR list = $2 OR list = '')"
	                    " AND ($3 = 1 OR (" HOLDS ")) ORDER BY id",
	             DB_ARGS(DB_INT(now), DB_TEXT(list), DB_INT(ended_too)),
	             blocks, n, why);
}

/* The block on an address or a domain. */
static enum err find_exact(struct db *db, struct arena *arena, struct str list,
                           struct str key, int64_t now, struct block *block,
                           struct why *why)
{
	struct str domain = str_from(key, str_find_last_char(key, '@') + 1);
	struct db_row row;
	enum err err = db_one(
		db, arena,
		SELECT "WHERE " HOLDS " AND (list = $2 OR list = '') AND"
		       " ((kind = 0 AND pattern = $3) OR"
		       " (kind = 1 AND (pattern = $4 OR"
		       " (LENGTH(pattern) < LENGTH($4) AND '.' || pattern ="
		       " SUBSTR($4, LENGTH($4) - LENGTH(pattern)))))"
		       " ) ORDER BY kind, id LIMIT 1",
		DB_ARGS(DB_INT(now), DB_TEXT(list), DB_TEXT(key),
	                DB_TEXT(domain)),
		&row, why);

	if (err == OK)
		read_block(&row, block);
	return err;
}

enum err blocks_find(struct db *db, struct arena *arena, struct str list,
                     struct str address, int64_t now, struct block *block,
                     struct why *why)
{
	struct str key = reader_address_key(arena, address);
	struct block *blocks;
	size_t n = 0;
	enum err err = find_exact(db, arena, list, key, now, block, why);

	if (err != ERR_ABSENT)
		return err;
	err = query(db, arena,
	            SELECT "WHERE " HOLDS " AND (list = $2 OR list = '')"
	                   " AND kind = 2 ORDER BY id",
	            DB_ARGS(DB_INT(now), DB_TEXT(list)), &blocks, &n, why);
	for (size_t i = 0; err == OK && i < n; i++)
		if (glob_match(blocks[i].pattern, key)) {
			*block = blocks[i];
			return OK;
		}
	return err ? err : ERR_ABSENT;
}

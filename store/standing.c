#include "store/standing.h"

/* The comments c of reader $1 but $3 with their last decision l up to $2. */
#define LAST                                                                   \
	" FROM comments c JOIN decisions l ON l.id = (SELECT MAX(e.id)"        \
	" FROM decisions e WHERE e.comment = c.id AND e.at <= $2)"             \
	" WHERE c.reader = $1 AND c.id <> $3"

static enum err count(struct db *db, int64_t reader, int64_t at, int64_t but,
                      struct standing *s, struct why *why)
{
	enum err err =
		db_number(db, "SELECT COUNT(*)" LAST " AND l.state IN (2, 3)",
	                  DB_ARGS(DB_INT(reader), DB_INT(at), DB_INT(but)),
	                  &s->n_approved, why);

	if (err)
		return err;
	return db_number(db, "SELECT COUNT(*)" LAST " AND l.state = 4",
	                 DB_ARGS(DB_INT(reader), DB_INT(at), DB_INT(but)),
	                 &s->n_rejected, why);
}

static enum err list_approved(struct db *db, struct arena *arena,
                              struct str list, int64_t reader, int64_t at,
                              int64_t but, struct standing *s, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(
		db, arena,
		"SELECT t FROM (SELECT (SELECT MAX(d.at) FROM decisions d"
		" WHERE d.comment = c.id AND d.at <= $2 AND d.state IN (2, 3)"
		" AND d.rule = '' AND d.actor NOT IN ('edition', 'reader'))"
		" AS t" LAST " AND c.list = $4 AND c.is_verified = 1"
		" AND l.state IN (2, 3)) AS x WHERE t IS NOT NULL ORDER BY t",
		DB_ARGS(DB_INT(reader), DB_INT(at), DB_INT(but), DB_TEXT(list)),
		&rows, why);

	if (err)
		return err;
	s->approved_at = arena_array(arena, int64_t, rows.n);
	s->n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		s->approved_at[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err standing_get(struct db *db, struct arena *arena, struct str list,
                      int64_t reader, int64_t at, int64_t but,
                      struct standing *standing, struct why *why)
{
	struct standing s = {.lost_at = 0};
	enum err err = OK;

	if (reader)
		err = count(db, reader, at, but, &s, why);
	if (err == OK && reader)
		err = list_approved(db, arena, list, reader, at, but, &s, why);
	if (err == OK && reader)
		err = db_number(db,
		                "SELECT MAX(l.at)" LAST " AND c.list = $4"
		                " AND c.is_verified = 1 AND l.state IN (4, 8)"
		                " AND (l.reason LIKE 'abuse%' OR l.reason LIKE"
		                " 'spam%')",
		                DB_ARGS(DB_INT(reader), DB_INT(at), DB_INT(but),
		                        DB_TEXT(list)),
		                &s.lost_at, why);
	if (err == OK)
		*standing = s;
	return err;
}

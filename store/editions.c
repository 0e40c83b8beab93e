#include "store/editions.h"

#include <assert.h>

#define SELECT                                                                 \
	"SELECT id, list, number, period, state, subject, frozen_at, done_at," \
	" audience FROM editions "
#define SELECT_ITEM                                                            \
	"SELECT id, edition, position, article, comments FROM edition_items "

const char *edition_state_name(enum edition_state state)
{
	static const char *const names[] = {"delivering", "paused",
	                                    "delivered"};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

static void read_edition(const struct db_row *row, struct edition *edition)
{
	*edition = (struct edition){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.number = db_int(row, 2),
		.period = db_text(row, 3),
		.state = (enum edition_state)db_int(row, 4),
		.subject = db_text(row, 5),
		.frozen_at = db_int(row, 6),
		.done_at = db_int(row, 7),
		.audience = db_int(row, 8),
	};
}

static void read_item(const struct db_row *row, struct edition_item *item)
{
	*item = (struct edition_item){
		.id = db_int(row, 0),
		.edition = db_int(row, 1),
		.position = db_int(row, 2),
		.article = db_int(row, 3),
		.comments = db_int(row, 4),
	};
}

enum err edition_add(struct db *db, const struct edition *edition, int64_t *id,
                     struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_number(
		db,
		"INSERT INTO editions (list, number, period, state, subject,"
		" frozen_at, audience) VALUES ($1, $2, $3, $4, '', $5, 0)"
		" ON CONFLICT DO NOTHING RETURNING id",
		DB_ARGS(DB_TEXT(edition->list), DB_INT(edition->number),
	                DB_TEXT(edition->period), DB_INT(edition->state),
	                DB_INT(edition->frozen_at)),
		id, why);

	if (err == ERR_ABSENT)
		return err_because(why, ERR_INPUT,
		                   "list %.*s has edition %lld or one for %.*s"
		                   " already",
		                   (int)edition->list.len, edition->list.ptr,
		                   (long long)edition->number,
		                   (int)edition->period.len,
		                   edition->period.ptr);
	return err;
}

enum err edition_add_item(struct db *db, const struct edition_item *item,
                          int64_t *id, struct why *why)
{
	return db_number(db,
	                 "INSERT INTO edition_items (edition, position,"
	                 " article, comments) VALUES ($1, $2, $3, $4)"
	                 " RETURNING id",
	                 DB_ARGS(DB_INT(item->edition), DB_INT(item->position),
	                         db_id(item->article), DB_INT(item->comments)),
	                 id, why);
}

enum err edition_add_form(struct db *db, int64_t edition, struct str format,
                          struct str form, struct str outline, struct str text,
                          struct str html, struct why *why)
{
	return db_run(db,
	              "INSERT INTO edition_forms (edition, format, form,"
	              " outline, text, html) VALUES ($1, $2, $3, $4, $5, $6)",
	              DB_ARGS(DB_INT(edition), DB_TEXT(format), DB_BLOB(form),
	                      DB_BLOB(outline), DB_TEXT(text), DB_TEXT(html)),
	              why);
}

enum err edition_freeze(struct db *db, int64_t edition, struct str subject,
                        int64_t audience, struct why *why)
{
	enum err err = db_run(
		db,
		"UPDATE editions SET subject = $1, audience = $2"
		" WHERE id = $3 AND subject = ''",
		DB_ARGS(DB_TEXT(subject), DB_INT(audience), DB_INT(edition)),
		why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_DENIED, "it is frozen already");
	return err;
}

enum err edition_get(struct db *db, struct arena *arena, int64_t id,
                     struct edition *edition, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no edition with id %lld",
		                   (long long)id);
	if (err == OK)
		read_edition(&row, edition);
	return err;
}

enum err edition_by_number(struct db *db, struct arena *arena, struct str list,
                           int64_t number, struct edition *edition,
                           struct why *why)
{
	struct db_row row;
	enum err err =
		db_one(db, arena, SELECT "WHERE list = $1 AND number = $2",
	               DB_ARGS(DB_TEXT(list), DB_INT(number)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "list %.*s has no edition %lld",
		                   (int)list.len, list.ptr, (long long)number);
	if (err == OK)
		read_edition(&row, edition);
	return err;
}

enum err edition_list(struct db *db, struct arena *arena, struct str list,
                      int state, struct edition **editions, size_t *n,
                      struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 SELECT "WHERE ($1 = '' OR list = $1)"
	                        " AND ($2 < 0 OR state = $2)"
	                        " ORDER BY id DESC",
	                 DB_ARGS(DB_TEXT(list), DB_INT(state)), &rows, why);

	if (err)
		return err;
	*editions = arena_array(arena, struct edition, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_edition(&rows.rows[i], &(*editions)[i]);
	return OK;
}

static enum err list_ids(struct db *db, struct arena *arena, const char *sql,
                         const struct db_value *args, size_t n_args,
                         int64_t **editions, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*editions = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*editions)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err edition_list_of(struct db *db, struct arena *arena, struct str list,
                         int64_t subscriber, int64_t limit, int64_t **editions,
                         size_t *n, struct why *why)
{
	return list_ids(
		db, arena,
		"SELECT e.id FROM editions e JOIN deliveries d"
		" ON d.edition = e.id AND d.subscriber = $2"
		" WHERE e.list = $1 ORDER BY e.number DESC LIMIT $3",
		DB_ARGS(DB_TEXT(list), DB_INT(subscriber), DB_INT(limit)),
		editions, n, why);
}

enum err edition_list_last(struct db *db, struct arena *arena, struct str list,
                           int64_t limit, int64_t **editions, size_t *n,
                           struct why *why)
{
	return list_ids(db, arena,
	                "SELECT id FROM editions WHERE list = $1"
	                " ORDER BY number DESC LIMIT $2",
	                DB_ARGS(DB_TEXT(list), DB_INT(limit)), editions, n,
	                why);
}

enum err edition_last_number(struct db *db, struct str list, int64_t *number,
                             struct why *why)
{
	return db_number(db, "SELECT MAX(number) FROM editions WHERE list = $1",
	                 DB_ARGS(DB_TEXT(list)), number, why);
}

enum err period_is_over(struct db *db, struct str list, struct str period,
                        bool *is_over, struct why *why)
{
	int64_t n = 0;
	enum err err =
		db_number(db,
	                  "SELECT COUNT(*) FROM periods"
	                  " WHERE list = $1 AND period = $2",
	                  DB_ARGS(DB_TEXT(list), DB_TEXT(period)), &n, why);

	if (err == OK)
		*is_over = n > 0;
	return err;
}

enum err period_close(struct db *db, struct str list, struct str period,
                      int64_t edition, int64_t now, struct why *why)
{
	return db_run(db,
	              "INSERT INTO periods (list, period, edition, at)"
	              " VALUES ($1, $2, $3, $4)",
	              DB_ARGS(DB_TEXT(list), DB_TEXT(period), db_id(edition),
	                      DB_INT(now)),
	              why);
}

enum err edition_item_get(struct db *db, struct arena *arena, int64_t id,
                          struct edition_item *item, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT_ITEM "WHERE id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == OK)
		read_item(&row, item);
	return err;
}

enum err edition_items(struct db *db, struct arena *arena, int64_t edition,
                       struct edition_item **items, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        SELECT_ITEM "WHERE edition = $1"
	                                    " ORDER BY position",
	                        DB_ARGS(DB_INT(edition)), &rows, why);

	if (err)
		return err;
	*items = arena_array(arena, struct edition_item, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_item(&rows.rows[i], &(*items)[i]);
	return OK;
}

enum err edition_form(struct db *db, struct arena *arena, int64_t edition,
                      struct str format, struct str *form, struct str *outline,
                      struct str *text, struct str *html, struct why *why)
{
	struct str *wanted[] = {form, outline, text, html};
	struct db_row row;
	enum err err =
		db_one(db, arena,
	               "SELECT form, outline, text, html"
	               " FROM edition_forms"
	               " WHERE edition = $1 AND format = $2",
	               DB_ARGS(DB_INT(edition), DB_TEXT(format)), &row, why);

	for (size_t i = 0; err == OK && i < ARRAY_LEN(wanted); i++)
		if (wanted[i])
			*wanted[i] = db_text(&row, i);
	return err;
}

enum err edition_set_state(struct db *db, int64_t id, enum edition_state state,
                           int64_t now, struct why *why)
{
	enum err err =
		db_run(db,
	               "UPDATE editions SET state = $1,"
	               " done_at = CASE WHEN $1 = 2"
	               " THEN CAST($2 AS BIGINT) END"
	               " WHERE id = $3 AND state <> 2",
	               DB_ARGS(DB_INT(state), DB_INT(now), DB_INT(id)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_DENIED,
		                   "edition %lld is delivered already",
		                   (long long)id);
	return err;
}

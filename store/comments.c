#include "store/comments.h"

#include <assert.h>

#include "store/decisions.h"
#include "store/tellings.h"

#define COLUMNS                                                                \
	"c.id, c.list, c.article, c.parent, c.reader, c.letter, c.answer,"     \
	" c.author, c.text, c.context, c.confidence, c.is_verified, c.doubt,"  \
	" c.state, c.reason, c.received_at, c.decided_at, c.edition,"          \
	" c.is_unseen, c.moderator, a.title,"                                  \
	" c.original, c.is_featured"
#define SELECT                                                                 \
	"SELECT " COLUMNS " FROM comments c"                                   \
	" LEFT JOIN articles a ON a.id = c.article "

const char *comment_state_name(enum comment_state state)
{
	static const char *const names[] = {
		[COMMENT_RECEIVED] = "received",
		[COMMENT_HELD] = "held",
		[COMMENT_APPROVED] = "approved",
		[COMMENT_PUBLISHED] = "published",
		[COMMENT_REJECTED] = "rejected",
		[COMMENT_ASKED] = "asked",
		[COMMENT_APPEALED] = "appealed",
		[COMMENT_WITHDRAWN] = "withdrawn",
		[COMMENT_REMOVED] = "removed",
	};

	return (size_t)state < ARRAY_LEN(names) ? names[state] : "unknown";
}

static void read_comment(const struct db_row *row, struct comment *comment)
{
	*comment = (struct comment){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.article = db_int(row, 2),
		.parent = db_int(row, 3),
		.reader = db_int(row, 4),
		.letter = db_int(row, 5),
		.answer = db_int(row, 6),
		.author = db_text(row, 7),
		.text = db_text(row, 8),
		.context = db_text(row, 9),
		.confidence = db_int(row, 10),
		.is_verified = db_int(row, 11) != 0,
		.doubt = db_text(row, 12),
		.state = (enum comment_state)db_int(row, 13),
		.reason = db_text(row, 14),
		.received_at = db_int(row, 15),
		.decided_at = db_int(row, 16),
		.edition = db_int(row, 17),
		.is_unseen = db_int(row, 18) != 0,
		.moderator = db_text(row, 19),
		.title = db_text(row, 20),
		.original = db_text(row, 21),
		.is_featured = db_int(row, 22) != 0,
	};
}

static enum err query(struct db *db, struct arena *arena, const char *sql,
                      const struct db_value *args, size_t n_args,
                      struct comment **comments, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena, sql, args, n_args, &rows, why);

	if (err)
		return err;
	*comments = arena_array(arena, struct comment, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		read_comment(&rows.rows[i], &(*comments)[i]);
	return OK;
}

enum err comment_add(struct db *db, const struct comment *c,
                     const struct comment_cut *cuts, size_t n_cuts, int64_t *id,
                     struct why *why)
{
	int64_t new_id = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(
		db,
		"INSERT INTO comments (list, article, parent, reader, letter,"
		" answer, author, text, context, confidence, is_verified,"
		" doubt, state, reason, received_at, is_ruled) VALUES ($1, $2,"
		" $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)"
		" RETURNING id",
		DB_ARGS(DB_TEXT(c->list), db_id(c->article), db_id(c->parent),
	                db_id(c->reader), db_id(c->letter), DB_INT(c->answer),
	                DB_TEXT(c->author), DB_TEXT(c->text),
	                DB_TEXT(c->context), DB_INT(c->confidence),
	                DB_INT(c->is_verified), DB_TEXT(c->doubt),
	                DB_INT(c->state), DB_TEXT(c->reason),
	                DB_INT(c->received_at)),
		&new_id, why);

	for (size_t i = 0; err == OK && i < n_cuts; i++)
		err = db_run(db,
		             "INSERT INTO cuts (comment, position, kind, text,"
		             " place) VALUES ($1, $2, $3, $4, $5)",
		             DB_ARGS(DB_INT(new_id), DB_INT((int64_t)i),
		                     DB_TEXT(cuts[i].kind),
		                     DB_TEXT(cuts[i].text),
		                     cuts[i].place < 0 ? DB_NULL
		                                       : DB_INT(cuts[i].place)),
		             why);
	if (err == OK)
		*id = new_id;
	return err;
}

enum err comment_get(struct db *db, struct arena *arena, int64_t id,
                     struct comment *comment, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE c.id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no comment %lld", (long long)id);
	if (err == OK)
		read_comment(&row, comment);
	return err;
}

enum err comment_cuts(struct db *db, struct arena *arena, int64_t id,
                      struct comment_cut **cuts, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT kind, text, COALESCE(place, -1),"
	                        " restored_at FROM cuts"
	                        " WHERE comment = $1 ORDER BY position",
	                        DB_ARGS(DB_INT(id)), &rows, why);

	if (err)
		return err;
	*cuts = arena_array(arena, struct comment_cut, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*cuts)[i] = (struct comment_cut){
			db_text(&rows.rows[i], 0), db_text(&rows.rows[i], 1),
			db_int(&rows.rows[i], 2), db_int(&rows.rows[i], 3)};
	return OK;
}

enum err comment_decisions(struct db *db, struct arena *arena, int64_t id,
                           struct decision **decisions, size_t *n,
                           struct why *why)
{
	return decision_list_of(db, arena, id, decisions, n, why);
}

enum err comment_list(struct db *db, struct arena *arena, struct str list,
                      int state, struct comment **comments, size_t *n,
                      struct why *why)
{
	return query(db, arena,
	             SELECT "WHERE ($1 = '' OR c.list = $1)"
	                    " AND ($2 < 0 OR c.state = $2) ORDER BY c.id",
	             DB_ARGS(DB_TEXT(list), DB_INT(state)), comments, n, why);
}

enum err comment_list_of_letter(struct db *db, struct arena *arena,
                                int64_t letter, struct comment **comments,
                                size_t *n, struct why *why)
{
	return query(db, arena, SELECT "WHERE c.letter = $1 ORDER BY c.answer",
	             DB_ARGS(DB_INT(letter)), comments, n, why);
}

enum err comment_list_printable(struct db *db, struct arena *arena,
                                int64_t article, struct comment **comments,
                                size_t *n, struct why *why)
{
	return query(db, arena,
	             SELECT "WHERE c.article = $1 AND c.state IN (2, 3)"
	                    " AND EXISTS (SELECT 1 FROM decisions d"
	                    " WHERE d.comment = c.id AND d.state = 2"
	                    " AND NOT EXISTS (SELECT 1 FROM decisions e"
	                    " WHERE e.comment = c.id AND e.id > d.id"
	                    " AND e.state NOT IN (2, 3))) ORDER BY c.id",
	             DB_ARGS(DB_INT(article)), comments, n, why);
}

enum err comment_list_asked(struct db *db, struct arena *arena, int64_t letter,
                            struct comment **comments, size_t *n,
                            struct why *why)
{
	return query(db, arena,
	             SELECT "WHERE c.letter = $1 AND c.state = 5 ORDER BY c.id",
	             DB_ARGS(DB_INT(letter)), comments, n, why);
}

enum err comment_list_unqueued(struct db *db, struct arena *arena,
                               struct str list, struct str moderator,
                               int64_t since, struct comment **comments,
                               size_t *n, struct why *why)
{
	return query(db, arena,
	             SELECT "WHERE c.list = $1 AND c.moderator IN ('', $2)"
	                    " AND (c.state = 1"
	                    " OR (c.is_unseen = 1 AND c.state IN (2, 3)))"
	                    " AND NOT EXISTS (SELECT 1 FROM queue_items i"
	                    " JOIN queues q ON q.id = i.queue"
	                    " WHERE i.comment = c.id AND q.moderator = $2"
	                    " AND q.sent_at > $3"
	                    " AND NOT EXISTS (SELECT 1 FROM appeals p"
	                    " WHERE p.comment = c.id AND p.outcome = 0"
	                    " AND p.at >= q.sent_at)) ORDER BY c.id",
	             DB_ARGS(DB_TEXT(list), DB_TEXT(moderator), DB_INT(since)),
	             comments, n, why);
}

enum err comment_list_unruled(struct db *db, struct arena *arena, int64_t limit,
                              int64_t **ids, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        "SELECT id FROM comments WHERE is_ruled = 0"
	                        " AND state = 1 ORDER BY id LIMIT $1",
	                        DB_ARGS(DB_INT(limit)), &rows, why);

	if (err)
		return err;
	*ids = arena_array(arena, int64_t, rows.n);
	*n = rows.n;
	for (size_t i = 0; i < rows.n; i++)
		(*ids)[i] = db_int(&rows.rows[i], 0);
	return OK;
}

enum err comment_take_unruled(struct db *db, int64_t id, bool *is_due,
                              struct why *why)
{
	enum err err = db_run(db,
	                      "UPDATE comments SET is_ruled = 1 WHERE id = $1"
	                      " AND is_ruled = 0 AND state = 1",
	                      DB_ARGS(DB_INT(id)), why);

	if (err == OK)
		*is_due = db_changes(db) > 0;
	return err;
}

enum err comment_give_to_all(struct db *db, int64_t before, struct why *why)
{
	int64_t n = 0;
	enum err err = db_number(db,
	                         "SELECT COUNT(*) FROM comments"
	                         " WHERE moderator <> '' AND received_at < $1",
	                         DB_ARGS(DB_INT(before)), &n, why);

	if (err || n == 0) /* no write without need */
		return err;
	return db_run(db,
	              "UPDATE comments SET moderator = ''"
	              " WHERE moderator <> '' AND received_at < $1",
	              DB_ARGS(DB_INT(before)), why);
}

enum err comment_record(struct db *db, int64_t reader, int64_t *n_approved,
                        int64_t *n_rejected, struct why *why)
{
	int64_t approved = 0;
	enum err err = db_number(db,
	                         "SELECT COUNT(*) FROM comments"
	                         " WHERE reader = $1 AND state IN (2, 3)",
	                         DB_ARGS(DB_INT(reader)), &approved, why);

	if (err == OK)
		err = db_number(db,
		                "SELECT COUNT(*) FROM comments"
		                " WHERE reader = $1 AND state = 4",
		                DB_ARGS(DB_INT(reader)), n_rejected, why);
	if (err == OK)
		*n_approved = approved;
	return err;
}

enum err comment_count_since(struct db *db, int64_t reader, bool is_verified,
                             int64_t since, int64_t *n, struct why *why)
{
	return db_number(
		db,
		"SELECT COUNT(*) FROM comments"
		" WHERE reader = $1 AND received_at > $2"
		" AND is_verified = $3",
		DB_ARGS(DB_INT(reader), DB_INT(since), DB_INT(is_verified)), n,
		why);
}

static enum err add_decision(struct db *db, int64_t id, enum comment_state to,
                             struct str event, struct str actor,
                             struct str reason, int64_t now, struct why *why)
{
	const struct decision decision = {
		.comment = id,
		.event = event,
		.state = to,
		.actor = actor,
		.reason = reason,
		.at = now,
	};

	return decision_add(db, &decision, why);
}

/* Whether no person has looked at it after a decision by `actor`; -1: as
 * before. */
static int64_t is_unseen_then(struct str actor, enum comment_state to)
{
	if (str_is(actor, "edition") || str_is(actor, "reader"))
		return -1;
	return to == COMMENT_APPROVED && str_starts(actor, "rule ");
}

enum err comment_decide(struct db *db, int64_t id, enum comment_state from,
                        enum comment_state to, struct str event,
                        struct str actor, struct str reason, int64_t now,
                        struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db,
	             "UPDATE comments SET state = $1, reason = $2,"
	             " decided_at = $3, is_unseen = CASE WHEN $6 < 0"
	             " THEN is_unseen ELSE $6 END WHERE id = $4 AND state = $5",
	             DB_ARGS(DB_INT(to), DB_TEXT(reason), DB_INT(now),
	                     DB_INT(id), DB_INT(from),
	                     DB_INT(is_unseen_then(actor, to))),
	             why);
	if (err)
		return err;
	if (db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "comment %lld is not %s any more",
		                   (long long)id, comment_state_name(from));
	err = add_decision(db, id, to, event, actor, reason, now, why);
	return err ? err : telling_decided(db, id, to, now, why);
}

enum err comment_confirm(struct db *db, int64_t id, struct str actor,
                         int64_t now, struct why *why)
{
	int64_t state = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "UPDATE comments SET is_unseen = 0 WHERE id = $1"
	                " AND is_unseen = 1 RETURNING state",
	                DB_ARGS(DB_INT(id)), &state, why);
	if (err == ERR_ABSENT)
		return err_because(why, ERR_EXPIRED,
		                   "comment %lld has been looked at",
		                   (long long)id);
	return err ? err
	           : add_decision(db, id, (enum comment_state)state,
	                          str_of("confirm"), actor, str_of(""), now,
	                          why);
}

enum err comment_mark(struct db *db, int64_t id, struct str event,
                      struct str actor, struct str reason, struct str moderator,
                      int64_t now, struct why *why)
{
	int64_t state = 0;
	enum err err;

	assert(db_is_begun(db));
	err = db_number(db,
	                "UPDATE comments SET moderator = $1 WHERE id = $2"
	                " RETURNING state",
	                DB_ARGS(DB_TEXT(moderator), DB_INT(id)), &state, why);
	return err ? err
	           : add_decision(db, id, (enum comment_state)state, event,
	                          actor, reason, now, why);
}

enum err comment_restore(struct db *db, int64_t id, int64_t position,
                         struct str text, int64_t grown, struct str actor,
                         struct str reason, int64_t now, struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db,
	             "UPDATE cuts SET restored_at = $1 WHERE comment = $2"
	             " AND position = $3 AND restored_at IS NULL"
	             " AND EXISTS (SELECT 1 FROM comments"
	             " WHERE id = $2 AND state = 1)",
	             DB_ARGS(DB_INT(now), DB_INT(id), DB_INT(position)), why);
	if (err)
		return err;
	if (db_changes(db) == 0)
		return err_because(why, ERR_EXPIRED,
		                   "comment %lld is not held, or this cut is"
		                   " back in it",
		                   (long long)id);
	err = db_run(db, "UPDATE comments SET text = $1 WHERE id = $2",
	             DB_ARGS(DB_TEXT(text), DB_INT(id)), why);
	if (err == OK) /* cuts come in the order of the letter */
		err = db_run(
			db,
			"UPDATE cuts SET place = place + $1"
			" WHERE comment = $2 AND position > $3",
			DB_ARGS(DB_INT(grown), DB_INT(id), DB_INT(position)),
			why);
	return err ? err
	           : add_decision(db, id, COMMENT_HELD, str_of("restore"),
	                          actor, reason, now, why);
}

enum err comment_set_target(struct db *db, int64_t id, int64_t article,
                            int64_t parent, struct why *why)
{
	return db_run(db,
	              "UPDATE comments SET article = $1, parent = $2"
	              " WHERE id = $3",
	              DB_ARGS(db_id(article), db_id(parent), DB_INT(id)), why);
}

enum err comment_set_doubt(struct db *db, int64_t id, struct str doubt,
                           struct why *why)
{
	return db_run(db, "UPDATE comments SET doubt = $1 WHERE id = $2",
	              DB_ARGS(DB_TEXT(doubt), DB_INT(id)), why);
}

enum err comment_publish(struct db *db, int64_t id, int64_t edition,
                         int64_t now, struct why *why)
{
	enum err err = comment_decide(db, id, COMMENT_APPROVED,
	                              COMMENT_PUBLISHED, str_of("publish"),
	                              str_of("edition"), str_of(""), now, why);

	if (err)
		return err;
	return db_run(db, "UPDATE comments SET edition = $1 WHERE id = $2",
	              DB_ARGS(DB_INT(edition), DB_INT(id)), why);
}

#include "store/revise.h"

#include <assert.h>

/* Run what changes one comment. */
static enum err change(struct db *db, int64_t id, const char *sql,
                       const struct db_value *args, size_t n_args,
                       struct why *why)
{
	enum err err;

	assert(db_is_begun(db));
	err = db_run(db, sql, args, n_args, why);
	if (err == OK && db_changes(db) == 0)
		err = err_because(why, ERR_ABSENT, "no comment %lld",
		                  (long long)id);
	return err;
}

enum err revise_text(struct db *db, int64_t id, struct str text,
                     struct why *why)
{
	return change(db, id,
	              "UPDATE comments SET original = COALESCE(original, text),"
	              " text = $1 WHERE id = $2",
	              DB_ARGS(DB_TEXT(text), DB_INT(id)), why);
}

enum err revise_undo(struct db *db, int64_t id, struct why *why)
{
	assert(db_is_begun(db));
	return db_run(db,
	              "UPDATE comments SET text = original, original = NULL"
	              " WHERE id = $1 AND original IS NOT NULL",
	              DB_ARGS(DB_INT(id)), why);
}

enum err revise_feature(struct db *db, int64_t id, bool is_featured,
                        struct why *why)
{
	return change(db, id,
	              "UPDATE comments SET is_featured = $1 WHERE id = $2",
	              DB_ARGS(DB_INT(is_featured), DB_INT(id)), why);
}

enum err revise_note(struct db *db, int64_t id, struct str event,
                     struct str actor, struct str reason, int64_t now,
                     struct why *why)
{
	struct arena arena = {0};
	struct comment comment;
	enum err err = comment_get(db, &arena, id, &comment, why);

	if (err == OK)
		err = comment_decide(db, id, comment.state, comment.state,
		                     event, actor, reason, now, why);
	arena_free(&arena);
	return err;
}

#include "store/articles.h"

#define SELECT                                                                 \
	"SELECT id, list, key, title, byline, published, link, text, summary," \
	" is_open, added_at, moderation FROM articles "

static void read_article(const struct db_row *row, struct article *article)
{
	*article = (struct article){
		.id = db_int(row, 0),
		.list = db_text(row, 1),
		.key = db_text(row, 2),
		.title = db_text(row, 3),
		.byline = db_text(row, 4),
		.published = db_text(row, 5),
		.link = db_text(row, 6),
		.text = db_text(row, 7),
		.summary = db_text(row, 8),
		.is_open = db_int(row, 9) != 0,
		.added_at = db_int(row, 10),
		.moderation = db_text(row, 11),
	};
}

static enum err read_all(enum err err, struct arena *arena,
                         const struct db_rows *rows, struct article **articles,
                         size_t *n)
{
	if (err)
		return err;
	*articles = arena_array(arena, struct article, rows->n);
	*n = rows->n;
	for (size_t i = 0; i < rows->n; i++)
		read_article(&rows->rows[i], &(*articles)[i]);
	return OK;
}

enum err article_add(struct db *db, const struct article *article, int64_t *id,
                     struct why *why)
{
	enum err err = db_number(
		db,
		"INSERT INTO articles (list, key, title, byline, published,"
		" link, text, summary, is_open, added_at) VALUES ($1, $2, $3,"
		" $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (list, key)"
		" DO NOTHING RETURNING id",
		DB_ARGS(DB_TEXT(article->list), DB_TEXT(article->key),
	                DB_TEXT(article->title), DB_TEXT(article->byline),
	                DB_TEXT(article->published), DB_TEXT(article->link),
	                DB_TEXT(article->text), DB_TEXT(article->summary),
	                DB_INT(article->is_open), DB_INT(article->added_at)),
		id, why);

	if (err == ERR_ABSENT)
		return err_because(why, ERR_INPUT,
		                   "list %.*s has this article already (%.*s)",
		                   (int)article->list.len, article->list.ptr,
		                   (int)article->key.len, article->key.ptr);
	return err;
}

enum err article_get(struct db *db, struct arena *arena, int64_t id,
                     struct article *article, struct why *why)
{
	struct db_row row;
	enum err err = db_one(db, arena, SELECT "WHERE id = $1",
	                      DB_ARGS(DB_INT(id)), &row, why);

	if (err == ERR_ABSENT)
		return err_because(why, err, "no article %lld", (long long)id);
	if (err == OK)
		read_article(&row, article);
	return err;
}

enum err article_list(struct db *db, struct arena *arena, struct str list,
                      struct article **articles, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        SELECT "WHERE $1 = '' OR list = $1 ORDER BY id",
	                        DB_ARGS(DB_TEXT(list)), &rows, why);

	return read_all(err, arena, &rows, articles, n);
}

enum err article_list_new(struct db *db, struct arena *arena, struct str list,
                          struct article **articles, size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err = db_query(db, arena,
	                        SELECT "WHERE list = $1 AND NOT EXISTS"
	                               " (SELECT 1 FROM edition_items i"
	                               " WHERE i.article = articles.id)"
	                               " ORDER BY id",
	                        DB_ARGS(DB_TEXT(list)), &rows, why);

	return read_all(err, arena, &rows, articles, n);
}

enum err article_list_answered(struct db *db, struct arena *arena,
                               struct str list, struct article **articles,
                               size_t *n, struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 SELECT "WHERE list = $1 AND EXISTS"
	                        " (SELECT 1 FROM comments c WHERE"
	                        " c.article = articles.id AND c.state = 2)"
	                        " AND EXISTS (SELECT 1 FROM edition_items i"
	                        " WHERE i.article = articles.id) ORDER BY id",
	                 DB_ARGS(DB_TEXT(list)), &rows, why);

	return read_all(err, arena, &rows, articles, n);
}

enum err article_open(struct db *db, int64_t id, bool is_open, struct why *why)
{
	enum err err =
		db_run(db, "UPDATE articles SET is_open = $1 WHERE id = $2",
	               DB_ARGS(DB_INT(is_open), DB_INT(id)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_ABSENT, "no article %lld",
		                   (long long)id);
	return err;
}

enum err article_moderate(struct db *db, int64_t id, struct str moderation,
                          struct why *why)
{
	enum err err =
		db_run(db, "UPDATE articles SET moderation = $1 WHERE id = $2",
	               DB_ARGS(DB_TEXT(moderation), DB_INT(id)), why);

	if (err == OK && db_changes(db) == 0)
		return err_because(why, ERR_ABSENT, "no article %lld",
		                   (long long)id);
	return err;
}

enum err article_list_newest(struct db *db, struct arena *arena,
                             struct str list, int64_t limit,
                             struct article **articles, size_t *n,
                             struct why *why)
{
	struct db_rows rows;
	enum err err =
		db_query(db, arena,
	                 SELECT "WHERE id IN (SELECT id FROM articles"
	                        " WHERE list = $1 ORDER BY id DESC"
	                        " LIMIT $2) ORDER BY id",
	                 DB_ARGS(DB_TEXT(list), DB_INT(limit)), &rows, why);

	return read_all(err, arena, &rows, articles, n);
}

enum err article_newest(struct db *db, struct str list, int64_t *id,
                        struct why *why)
{
	return db_number(db, "SELECT MAX(id) FROM articles WHERE list = $1",
	                 DB_ARGS(DB_TEXT(list)), id, why);
}

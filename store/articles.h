/*
 * articles.h - published stories, with their summary
 */
#ifndef STORE_ARTICLES_H
#define STORE_ARTICLES_H

#include <stdbool.h>

#include "store/db.h"

struct article {
	int64_t id;
	struct str list;
	struct str key; /* what tells that two are one: link, file, headline */
	struct str title, byline, published, link;
	struct str text;    /* paragraphs parted by an empty line */
	struct str summary; /* one sentence a line */
	bool is_open;       /* comments are welcome */
	int64_t added_at;
	struct str moderation; /* its own mode (app/mode.h); "": the list's */
};

/* Add one, all but `id` and `moderation` is read.  ERR_INPUT: the list has that key already. */
enum err article_add(struct db *db, const struct article *article, int64_t *id,
                     struct why *why) MUST_CHECK;

enum err article_get(struct db *db, struct arena *arena, int64_t id,
                     struct article *article, struct why *why) MUST_CHECK;

/* All of a list (empty: of every list) in the order they came. */
enum err article_list(struct db *db, struct arena *arena, struct str list,
                      struct article **articles, size_t *n,
                      struct why *why) MUST_CHECK;

/* Those that no edition of the list has had yet, in the order they came. */
enum err article_list_new(struct db *db, struct arena *arena, struct str list,
                          struct article **articles, size_t *n,
                          struct why *why) MUST_CHECK;

/* Those already printed that have approved comments which no edition has had,
 * in the order they came. */
enum err article_list_answered(struct db *db, struct arena *arena,
                               struct str list, struct article **articles,
                               size_t *n, struct why *why) MUST_CHECK;

/* The newest `limit` of a list, in the order they came; and the id of the very
 * newest, 0 when there is none. */
enum err article_list_newest(struct db *db, struct arena *arena,
                             struct str list, int64_t limit,
                             struct article **articles, size_t *n,
                             struct why *why) MUST_CHECK;
enum err article_newest(struct db *db, struct str list, int64_t *id,
                        struct why *why) MUST_CHECK;

/* Open or close its comments; ERR_ABSENT. */
enum err article_open(struct db *db, int64_t id, bool is_open,
                      struct why *why) MUST_CHECK;

/* Give it a mode of its own, or ("") the list's; ERR_ABSENT. */
enum err article_moderate(struct db *db, int64_t id, struct str moderation,
                          struct why *why) MUST_CHECK;

#endif

/*
 * store_fixture.h - stores to test with, and rows to fill them
 *
 * Whatever fails here fails the test.  Rows are in list "news" unless said.
 */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "base/arena.h"
#include "store/comments.h"
#include "store/db.h"
#include "store/driver.h"
#include "store/letters.h"
#include "store/subscribers.h"

/* An upgraded store in memory; with PGURL in the environment, one in a schema
 * of its own in that database. */
struct db *store_in_memory(void);
bool store_is_postgres(void);

/* For what other engines do in their own way. */
#define ONLY_SQLITE()                                                          \
	do {                                                                   \
		if (store_is_postgres())                                       \
			return;                                                \
	} while (0)

/* A store in the file `path`, as it is; upgraded. */
struct db *store_open(const char *path);
struct db *store_upgraded(const char *path);

/* A new folder ($TMPDIR, or in memory: what fsync() promises is tested with a
 * disk of its own), and the path of a file in it in `arena`. */
const char *store_folder(struct arena *arena);
const char *store_path(struct arena *arena, const char *folder,
                       const char *name);
/* Remove it with the files in it. */
void store_remove_folder(const char *folder);

/* Run what cannot fail; the number that it gives. */
void store_run(struct db *db, const char *sql);
int64_t store_number(struct db *db, const char *sql);

/* How SQLite would run `sql`, a line for each step, in `arena`. */
struct str store_plan(struct db *db, struct arena *arena, const char *sql);

/* Begin and commit. */
void store_begin(struct db *db);
void store_commit(struct db *db);

/* Rows, each in a transaction of its own unless one is open: their ids. */
int64_t store_add_subscriber(struct db *db, const char *list,
                             const char *address, enum subscriber_state state);
int64_t store_add_article(struct db *db, const char *list, const char *key);
int64_t store_add_letter(struct db *db, const char *source, const char *raw);
int64_t store_add_edition(struct db *db, const char *list, int64_t number);
/* On `article`, in `state`, without any decision. */
int64_t store_add_comment(struct db *db, int64_t article,
                          enum comment_state state);

/* comment_decide() by "rule test". */
void store_decide(struct db *db, int64_t comment, enum comment_state from,
                  enum comment_state to);

/* A store that calls `before` ahead of each statement of `inner` (BEGIN, or
 * BEGIN KILLED, and COMMIT too) and hands it on, but no commit while it
 * `is_full`; closing it closes `inner`. */
struct store_watched {
	struct db db; /* use &watched.db */
	struct db *inner;
	struct db_driver driver;
	void (*before)(void *context, const char *sql);
	void *context;
	bool is_full;
};
void store_watch(struct store_watched *watched, struct db *inner,
                 void (*before)(void *context, const char *sql), void *context);

#endif

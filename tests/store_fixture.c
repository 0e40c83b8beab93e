#include "tests/store_fixture.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/articles.h"
#include "store/editions.h"
#include "store/schema.h"

/* So that a failure says what the store said. */
#define MUST(call, why) ck_assert_msg((call) == OK, "%s: %s", #call, (why).text)

bool store_is_postgres(void)
{
	return getenv("PGURL") != NULL;
}

/* A schema of its own in the database that PGURL names. */
static struct db *open_postgres(const char *url)
{
	static int n_opened;
	struct arena arena = {0};
	struct why why = {""};
	struct db *db = NULL;
	const char *schema =
		arena_printf(&arena, "t%d_%d", (int)getpid(), ++n_opened);

	MUST(db_open(url, &db, &why), why);
	store_run(db, arena_printf(&arena, "CREATE SCHEMA %s", schema));
	db_close(&db);
	MUST(db_open(arena_printf(&arena, "%s?options=-csearch_path%%3D%s", url,
	                          schema),
	             &db, &why),
	     why);
	arena_free(&arena);
	return db;
}

struct db *store_open(const char *path)
{
	const char *url = getenv("PGURL");
	struct why why = {""};
	struct db *db = NULL;

	if (url && !strcmp(path, ":memory:"))
		return open_postgres(url);
	MUST(db_open(path, &db, &why), why);
	return db;
}

struct db *store_upgraded(const char *path)
{
	struct why why = {""};
	struct db *db = store_open(path);

	MUST(schema_upgrade(db, &why), why);
	return db;
}

struct db *store_in_memory(void)
{
	return store_upgraded(":memory:");
}

const char *store_folder(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	char *path;

	if (!base || !*base)
		base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	path = arena_printf(arena, "%s/postbag-test-XXXXXX", base);

	ck_assert_ptr_nonnull(mkdtemp(path));
	return path;
}

const char *store_path(struct arena *arena, const char *folder,
                       const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

void store_remove_folder(const char *folder)
{
	struct arena arena = {0};
	const struct dirent *entry;
	DIR *dir = opendir(folder);

	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			ck_assert_int_eq(unlink(store_path(&arena, folder,
			                                   entry->d_name)),
			                 0);
	closedir(dir);
	ck_assert_int_eq(rmdir(folder), 0);
	arena_free(&arena);
}

void store_run(struct db *db, const char *sql)
{
	struct why why = {""};

	MUST(db_run(db, sql, NULL, 0, &why), why);
}

int64_t store_number(struct db *db, const char *sql)
{
	struct why why = {""};
	int64_t number = 0;

	MUST(db_number(db, sql, NULL, 0, &number, &why), why);
	return number;
}

struct str store_plan(struct db *db, struct arena *arena, const char *sql)
{
	static const struct db_value nothing[20];
	struct buf plan = BUF_INIT(4096);
	struct why why = {""};
	struct db_rows rows;

	MUST(db_query(db, arena,
	              arena_printf(arena, "EXPLAIN QUERY PLAN %s", sql),
	              nothing, ARRAY_LEN(nothing), &rows, &why),
	     why);
	for (size_t i = 0; i < rows.n; i++) {
		buf_add(&plan, db_text(&rows.rows[i], 3));
		buf_addc(&plan, '\n');
	}
	ck_assert(buf_ok(&plan));
	return buf_take(&plan, arena);
}

void store_begin(struct db *db)
{
	struct why why = {""};

	MUST(db_begin(db, DB_DURABLE, &why), why);
}

void store_commit(struct db *db)
{
	struct why why = {""};

	MUST(db_commit(db, &why), why);
}

/* Begin unless that was done; what to give to end_own(). */
static bool begin_own(struct db *db)
{
	if (db_is_begun(db))
		return false;
	store_begin(db);
	return true;
}

static void end_own(struct db *db, bool is_own)
{
	if (is_own)
		store_commit(db);
}

int64_t store_add_subscriber(struct db *db, const char *list,
                             const char *address, enum subscriber_state state)
{
	bool is_own = begin_own(db);
	int64_t n = store_number(db, "SELECT COUNT(*) FROM subscribers");
	char leave_pid[SUBSCRIBER_LEAVE_LEN] = {'l', (char)(n >> 8), (char)n};
	const struct subscriber subscriber = {
		.list = str_of(list),
		.address = str_of(address),
		.pid = 1000 + n,
		.leave_pid = {leave_pid, sizeof(leave_pid)},
		.state = state,
		.created_at = 100,
		.source = str_of("test"),
	};
	struct why why = {""};
	int64_t id = 0;

	MUST(subscriber_add(db, &subscriber, &id, &why), why);
	end_own(db, is_own);
	return id;
}

int64_t store_add_article(struct db *db, const char *list, const char *key)
{
	const struct article article = {
		.list = str_of(list),
		.key = str_of(key),
		.title = str_of(key),
		.is_open = true,
		.added_at = 100,
	};
	struct why why = {""};
	int64_t id = 0;

	MUST(article_add(db, &article, &id, &why), why);
	return id;
}

int64_t store_add_letter(struct db *db, const char *source, const char *raw)
{
	bool is_new = false, is_own = begin_own(db);
	const struct letter letter = {
		.mailbox = str_of("letters"),
		.source = str_of(source),
		.raw = str_of(raw),
		.is_whole = true,
		.arrived_at = 90,
		.fetched_at = 100,
	};
	struct why why = {""};

	MUST(letter_add(db, &letter, &is_new, &why), why);
	ck_assert(is_new);
	end_own(db, is_own);
	return store_number(db, "SELECT MAX(id) FROM letters");
}

int64_t store_add_edition(struct db *db, const char *list, int64_t number)
{
	bool is_own = begin_own(db);
	char period[32];
	const struct edition edition = {
		.list = str_of(list),
		.number = number,
		.period = {period,
	                   (size_t)snprintf(period, sizeof(period),
	                                    "order %lld", (long long)number)},
		.frozen_at = 100,
	};
	struct why why = {""};
	int64_t id = 0;

	MUST(edition_add(db, &edition, &id, &why), why);
	end_own(db, is_own);
	return id;
}

int64_t store_add_comment(struct db *db, int64_t article,
                          enum comment_state state)
{
	bool is_own = begin_own(db);
	const struct comment comment = {
		.list = str_of("news"),
		.article = article,
		.answer = 1,
		.author = str_of("A. Reader"),
		.text = str_of("I agree."),
		.state = state,
		.received_at = 100,
	};
	struct why why = {""};
	int64_t id = 0;

	MUST(comment_add(db, &comment, NULL, 0, &id, &why), why);
	end_own(db, is_own);
	return id;
}

void store_decide(struct db *db, int64_t comment, enum comment_state from,
                  enum comment_state to)
{
	bool is_own = begin_own(db);
	struct why why = {""};

	MUST(comment_decide(db, comment, from, to, str_of("test"),
	                    str_of("rule test"), str_of(""), 200, &why),
	     why);
	end_own(db, is_own);
}

static struct store_watched *watched_of(struct db *db)
{
	return (struct store_watched *)db;
}

static void watched_close(struct db *db)
{
	db_close(&watched_of(db)->inner);
}

static enum err watched_run(struct db *db, const char *sql,
                            const struct db_value *args, size_t n_args,
                            db_sink *sink, void *context, struct why *why)
{
	struct store_watched *w = watched_of(db);

	w->before(w->context, sql);
	return w->inner->driver->run(w->inner, sql, args, n_args, sink, context,
	                             why);
}

static enum err watched_begin(struct db *db, enum db_durability durability,
                              struct why *why)
{
	struct store_watched *w = watched_of(db);

	w->before(w->context,
	          durability == DB_DURABLE ? "BEGIN" : "BEGIN KILLED");
	return db_begin(w->inner, durability, why);
}

static enum err watched_commit(struct db *db, struct why *why)
{
	struct store_watched *w = watched_of(db);

	w->before(w->context, "COMMIT");
	if (w->is_full)
		return err_because(why, ERR_TEMP, "the disk is full");
	return db_commit(w->inner, why);
}

static void watched_rollback(struct db *db)
{
	db_rollback(watched_of(db)->inner);
}

static int64_t watched_changes(const struct db *db)
{
	return db_changes(((const struct store_watched *)db)->inner);
}

static int64_t watched_version(struct db *db)
{
	return db_version(watched_of(db)->inner);
}

void store_watch(struct store_watched *watched, struct db *inner,
                 void (*before)(void *context, const char *sql), void *context)
{
	*watched = (struct store_watched){
		.inner = inner,
		.driver = {.close = watched_close,
	                   .run = watched_run,
	                   .begin = watched_begin,
	                   .commit = watched_commit,
	                   .rollback = watched_rollback,
	                   .changes = watched_changes,
	                   .version = watched_version,
	                   .id_column = inner->driver->id_column,
	                   .blob_type = inner->driver->blob_type},
		.before = before,
		.context = context,
	};
	watched->db.driver = &watched->driver;
}

/*
 * The engine, with a file system under it that a test can watch: what it was
 * made to keep (fsync), and what happens when it is full or slow.
 */
#include "tests/suite.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/store_fixture.h"

static struct arena arena;
static struct why why;
static const char *folder, *path;
static struct db *db;

/* The file system: SQLite's own, but for writing, flushing and waiting. */
static sqlite3_vfs disk;
static sqlite3_vfs *disk_below;
static sqlite3_io_methods main_methods, wal_methods;
static int (*write_wal_below)(sqlite3_file *, const void *, int, sqlite3_int64);
static int64_t n_wal_syncs;
static int64_t slept_us;
static int wal_write_fails, wal_sync_fails; /* with this code, unless 0 */
static bool keeps_copies;                   /* of what was flushed */

/* What a power cut would leave of `name`. */
static const char *safe_path(const char *name)
{
	return arena_printf(&arena, "%s/safe%s", folder, name);
}

static void keep_copy(const char *name)
{
	struct str bytes;

	if (!keeps_copies)
		return;
	ck_assert_int_eq(file_read(&arena,
	                           arena_printf(&arena, "%s%s", path, name),
	                           1 << 30, &bytes, &why),
	                 OK);
	ck_assert_int_eq(file_write(safe_path(name), bytes, 0600, &why), OK);
}

static int sync_main(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	keep_copy("");
	return SQLITE_OK;
}

static int sync_wal(sqlite3_file *file, int flags)
{
	(void)file;
	(void)flags;
	n_wal_syncs++;
	keep_copy("-wal");
	return wal_sync_fails;
}

static int write_wal(sqlite3_file *file, const void *bytes, int n,
                     sqlite3_int64 offset)
{
	if (wal_write_fails)
		return wal_write_fails;
	return write_wal_below(file, bytes, n, offset);
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
                     int flags, int *out_flags)
{
	int result = disk_below->xOpen(vfs, name, file, flags, out_flags);

	if (result != SQLITE_OK || !file->pMethods)
		return result;
	if (flags & SQLITE_OPEN_MAIN_DB) {
		main_methods = *file->pMethods;
		main_methods.xSync = sync_main;
		file->pMethods = &main_methods;
	}
	if (flags & SQLITE_OPEN_WAL) {
		write_wal_below = file->pMethods->xWrite;
		wal_methods = *file->pMethods;
		wal_methods.xSync = sync_wal;
		wal_methods.xWrite = write_wal;
		file->pMethods = &wal_methods;
	}
	return result;
}

static int disk_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	slept_us += us;
	return us;
}

static void set_up(void)
{
	disk_below = sqlite3_vfs_find(NULL);
	disk = *disk_below;
	disk.zName = "test";
	disk.xOpen = disk_open;
	disk.xSleep = disk_sleep;
	sqlite3_vfs_register(&disk, 1);
	n_wal_syncs = slept_us = 0;
	wal_write_fails = wal_sync_fails = 0;
	keeps_copies = false;
	why = (struct why){""};
	folder = store_folder(&arena);
	path = store_path(&arena, folder, "store.db");
	db = store_open(path);
	store_run(db, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
}

static void tear_down(void)
{
	db_close(&db);
	sqlite3_vfs_unregister(&disk);
	store_remove_folder(folder);
	arena_free(&arena);
}

static enum err add(struct db *to)
{
	return db_run(to, "INSERT INTO t (name) VALUES ('x')", NULL, 0, &why);
}

/* An INSERT of one row of 100,000 bytes. */
static enum err add_large(struct db *to)
{
	return db_run(to, "INSERT INTO t (name) VALUES (zeroblob(100000))",
	              NULL, 0, &why);
}

static int64_t count(struct db *in)
{
	return store_number(in, "SELECT COUNT(*) FROM t");
}

static void add_in(enum db_durability durability)
{
	ck_assert_int_eq(db_begin(db, durability, &why), OK);
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(db_commit(db, &why), OK);
}

static int mode_of(const char *name)
{
	struct stat status;

	ck_assert_int_eq(
		stat(arena_printf(&arena, "%s%s", path, name), &status), 0);
	return (int)(status.st_mode & 0777);
}

START_TEST(open_makes_files_for_their_owner_only)
{
	mode_t mask = umask(0);
	struct db *other = NULL;
	const char *other_path = store_path(&arena, folder, "other.db");

	ck_assert_int_eq(db_open(other_path, &other, &why), OK);
	ck_assert_int_eq(umask(mask), 0);
	store_run(other, "CREATE TABLE t (id INT)");
	path = other_path;
	ck_assert_int_eq(mode_of(""), 0600);
	ck_assert_int_eq(mode_of("-wal"), 0600);
	ck_assert_int_eq(mode_of("-shm"), 0600);
	db_close(&other);
}
END_TEST

START_TEST(open_finds_what_was_committed_before)
{
	ck_assert_int_eq(add(db), OK);
	db_close(&db);
	db = store_open(path);
	ck_assert_int_eq(count(db), 1);
}
END_TEST

START_TEST(open_of_a_name_or_none_that_cannot_be_a_store_is_fatal)
{
	struct db *other = NULL;
	const char *junk = store_path(&arena, folder, "junk");
	const char *const names[] = {"", folder, junk,
	                             "/nonexistent/folder/store.db"};

	ck_assert_int_eq(
		file_write(junk, str_of("From alice Mon Nov 23\nno database"),
	                   0600, &why),
		OK);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		why = (struct why){""};
		ck_assert_int_eq(db_open(names[i], &other, &why), ERR_FATAL);
		ck_assert_ptr_null(other);
		ck_assert_int_ne(why.text[0], '\0');
	}
}
END_TEST

START_TEST(open_says_temp_when_another_program_has_locked_it)
{
	struct db *other = NULL;

	store_run(db, "PRAGMA locking_mode=EXCLUSIVE");
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(db_open(path, &other, &why), ERR_TEMP);
	ck_assert_ptr_null(other);
}
END_TEST

static const struct {
	const char *sql;
	const char *text;
	int64_t number;
} settings[] = {
	{"PRAGMA journal_mode", "wal", 0},  {"PRAGMA synchronous", "", 2},
	{"PRAGMA foreign_keys", "", 1},     {"PRAGMA trusted_schema", "", 0},
	{"PRAGMA busy_timeout", "", 10000},
};

START_TEST(open_sets_what_the_store_relies_on)
{
	struct db_row row;

	ck_assert_int_eq(
		db_one(db, &arena, settings[_i].sql, NULL, 0, &row, &why), OK);
	ck_assert_text(db_text(&row, 0), settings[_i].text);
	ck_assert_int_eq(db_int(&row, 0), settings[_i].number);
}
END_TEST

START_TEST(references_are_checked)
{
	store_run(db, "CREATE TABLE child (t INT REFERENCES t (id))");
	ck_assert_int_eq(
		db_run(db, "INSERT INTO child VALUES (77)", NULL, 0, &why),
		ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(why.text, "FOREIGN KEY"));
}
END_TEST

/* What would let text in the file, or in a statement, do more than it says. */
static const char *const dangers[] = {
	"UPDATE sqlite_schema SET sql = 'CREATE TABLE t (x)'",
	"SELECT load_extension('x')",
	"SELECT \"no such column\" FROM t",
	"CREATE INDEX i ON t (\"no such column\")",
};

START_TEST(dangerous_features_are_off)
{
	store_run(db, "PRAGMA writable_schema=ON");
	ck_assert_int_eq(db_run(db, dangers[_i], NULL, 0, &why), ERR_FATAL);
}
END_TEST

START_TEST(a_writer_waits_10_seconds_for_another_then_says_temp)
{
	struct db *other = store_open(path);

	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(add(other), ERR_TEMP);
	ck_assert_int_ge(slept_us, 9900000);
	ck_assert_int_le(slept_us, 10100000);
	ck_assert_int_eq(db_begin(other, DB_DURABLE, &why), ERR_TEMP);
	ck_assert(!db_is_begun(other));
	ck_assert_int_eq(db_commit(db, &why), OK);
	ck_assert_int_eq(count(other), 0);
	ck_assert_int_eq(add(other), OK);
	db_close(&other);
}
END_TEST

START_TEST(a_reader_does_not_wait_and_sees_what_is_committed)
{
	struct db *other = store_open(path);

	ck_assert_int_eq(db_begin(db, DB_DURABLE, &why), OK);
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(count(other), 0);
	ck_assert_int_eq(slept_us, 0);
	ck_assert_int_eq(db_commit(db, &why), OK);
	ck_assert_int_eq(count(other), 1);
	db_close(&other);
}
END_TEST

START_TEST(version_changes_when_another_has_committed)
{
	struct db *other = store_open(path);
	int64_t before = db_version(db);

	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(db_version(db), before);
	store_begin(other);
	ck_assert_int_eq(add(other), OK);
	ck_assert_int_eq(db_version(db), before);
	db_rollback(other);
	ck_assert_int_eq(db_version(db), before);
	ck_assert_int_eq(add(other), OK);
	ck_assert_int_ne(db_version(db), before);
	db_close(&other);
}
END_TEST

START_TEST(close_gives_an_open_transaction_up)
{
	store_begin(db);
	ck_assert_int_eq(add(db), OK);
	db_close(&db);
	db = store_open(path);
	ck_assert_int_eq(count(db), 0);
}
END_TEST

START_TEST(a_full_store_says_temp_and_changes_nothing)
{
	store_run(db, "PRAGMA max_page_count=8");
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(add_large(db), ERR_TEMP);
	ck_assert_int_eq(count(db), 1);
	store_run(db, "PRAGMA max_page_count=100000");
	ck_assert_int_eq(add_large(db), OK);
	ck_assert_int_eq(count(db), 2);
}
END_TEST

START_TEST(nothing_of_a_transaction_is_kept_after_the_store_was_full)
{
	store_run(db, "PRAGMA max_page_count=8");
	store_begin(db);
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(add_large(db), ERR_TEMP);
	/* A caller who has not looked at the error. */
	ck_assert_int_eq(add(db), ERR_TEMP);
	ck_assert_int_eq(db_commit(db, &why), ERR_TEMP);
	ck_assert_int_eq(count(db), 0);
	store_begin(db);
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(db_commit(db, &why), OK);
	ck_assert_int_eq(count(db), 1);
}
END_TEST

static const struct {
	int write_fails, sync_fails;
	enum err err;
} commits[] = {
	{SQLITE_FULL, 0, ERR_TEMP},
	{SQLITE_IOERR_WRITE, 0, ERR_FATAL},
	{0, SQLITE_IOERR_FSYNC, ERR_FATAL},
};

START_TEST(a_commit_that_the_disk_refuses_has_rolled_back)
{
	store_begin(db);
	ck_assert_int_eq(add(db), OK);
	wal_write_fails = commits[_i].write_fails;
	wal_sync_fails = commits[_i].sync_fails;
	ck_assert_int_eq(db_commit(db, &why), commits[_i].err);
	wal_write_fails = wal_sync_fails = 0;
	ck_assert(!db_is_begun(db));
	ck_assert_int_eq(count(db), 0);
	add_in(DB_DURABLE);
	ck_assert_int_eq(count(db), 1);
}
END_TEST

START_TEST(only_a_durable_commit_flushes)
{
	int64_t before = n_wal_syncs;

	add_in(DB_KILLED);
	ck_assert_int_eq(n_wal_syncs, before);
	add_in(DB_DURABLE);
	ck_assert_int_eq(n_wal_syncs, before + 1);
	add_in(DB_KILLED);
	ck_assert_int_eq(n_wal_syncs, before + 1);
	ck_assert_int_eq(add(db), OK); /* a transaction of its own */
	ck_assert_int_eq(n_wal_syncs, before + 2);
}
END_TEST

START_TEST(durability_can_change_with_each_transaction)
{
	int64_t before = n_wal_syncs;

	for (int i = 0; i < 100; i++)
		add_in(i % 3 == 0 ? DB_DURABLE : DB_KILLED);
	ck_assert_int_eq(n_wal_syncs, before + 34);
	ck_assert_int_eq(count(db), 100);
}
END_TEST

START_TEST(a_transaction_given_up_does_not_change_the_next_ones_durability)
{
	int64_t before = n_wal_syncs;

	ck_assert_int_eq(db_begin(db, DB_KILLED, &why), OK);
	ck_assert_int_eq(add(db), OK);
	db_rollback(db);
	ck_assert_int_eq(add(db), OK);
	ck_assert_int_eq(n_wal_syncs, before + 1);
}
END_TEST

/* Rows that are there when the power comes back. */
static int64_t count_after_power_cut(void)
{
	struct db *safe = store_open(safe_path(""));
	int64_t n = count(safe);

	ck_assert_int_eq(store_number(safe, "SELECT COUNT(*) FROM"
	                                    " pragma_integrity_check"
	                                    " WHERE integrity_check = 'ok'"),
	                 1);
	db_close(&safe);
	return n;
}

static void start_keeping_copies(void)
{
	db_close(&db);
	keeps_copies = true;
	keep_copy("");
	db = store_open(path);
}

START_TEST(killed_commits_last_with_the_next_durable_one)
{
	start_keeping_copies();
	add_in(DB_DURABLE);
	add_in(DB_KILLED);
	add_in(DB_KILLED);
	keeps_copies = false;
	ck_assert_int_eq(count_after_power_cut(), 1);
	keeps_copies = true;
	add_in(DB_DURABLE);
	keeps_copies = false;
	ck_assert_int_eq(count_after_power_cut(), 4);
}
END_TEST

START_TEST(a_power_cut_among_killed_commits_leaves_a_whole_store)
{
	start_keeping_copies();
	add_in(DB_DURABLE);
	for (int i = 0; i < 1500; i++) /* past a checkpoint */
		add_in(DB_KILLED);
	keeps_copies = false;
	ck_assert_int_ge(count_after_power_cut(), 1);
}
END_TEST

START_TEST(a_killed_commit_survives_sigkill)
{
	int status;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		struct db *mine = NULL;

		if (db_open(path, &mine, &why) == OK &&
		    db_begin(mine, DB_KILLED, &why) == OK && add(mine) == OK &&
		    db_commit(mine, &why) == OK &&
		    db_begin(mine, DB_KILLED, &why) == OK && add(mine) == OK)
			kill(getpid(), SIGKILL); /* one is not committed */
		_exit(1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	ck_assert_int_eq(count(db), 1);
	db_close(&db);
	db = store_open(path);
	ck_assert_int_eq(count(db), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("sqlite");
	TCase *t = tcase_create("sqlite_open");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, open_makes_files_for_their_owner_only);
	tcase_add_test(t, open_finds_what_was_committed_before);
	tcase_add_test(t,
	               open_of_a_name_or_none_that_cannot_be_a_store_is_fatal);
	tcase_add_test(t, open_says_temp_when_another_program_has_locked_it);
	tcase_add_loop_test(t, open_sets_what_the_store_relies_on, 0,
	                    ARRAY_LEN(settings));
	tcase_add_test(t, references_are_checked);
	tcase_add_loop_test(t, dangerous_features_are_off, 0,
	                    ARRAY_LEN(dangers));
	suite_add_tcase(s, t);

	t = tcase_create("two connections");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_writer_waits_10_seconds_for_another_then_says_temp);
	tcase_add_test(t, a_reader_does_not_wait_and_sees_what_is_committed);
	tcase_add_test(t, version_changes_when_another_has_committed);
	tcase_add_test(t, close_gives_an_open_transaction_up);
	suite_add_tcase(s, t);

	t = tcase_create("full disk");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_full_store_says_temp_and_changes_nothing);
	tcase_add_test(
		t, nothing_of_a_transaction_is_kept_after_the_store_was_full);
	tcase_add_loop_test(t, a_commit_that_the_disk_refuses_has_rolled_back,
	                    0, ARRAY_LEN(commits));
	suite_add_tcase(s, t);

	t = tcase_create("durability");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, only_a_durable_commit_flushes);
	tcase_add_test(t, durability_can_change_with_each_transaction);
	tcase_add_test(
		t,
		a_transaction_given_up_does_not_change_the_next_ones_durability);
	tcase_add_test(t, killed_commits_last_with_the_next_durable_one);
	tcase_add_test(t,
	               a_power_cut_among_killed_commits_leaves_a_whole_store);
	tcase_add_test(t, a_killed_commit_survives_sigkill);
	suite_add_tcase(s, t);
	return s;
}

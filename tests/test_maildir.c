#include "mailer/maildir.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/file.h"
#include "tests/suite.h"

static char folder[64], path[80], processed[80];
static struct maildir_options options;
static struct arena arena;
static struct why why;
static struct maildir_entry *entries;
static size_t n;

static const char *in(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

/* Put a mail there that arrived at `time`. */
static void put(const char *name, const char *text, int64_t time)
{
	struct utimbuf times = {time, time};

	ck_assert_int_eq(file_write(in(name), str_of(text), 0600, &why), OK);
	ck_assert_int_eq(utime(in(name), &times), 0);
}

static bool is_there(const char *name)
{
	return access(in(name), F_OK) == 0;
}

static void list(size_t max)
{
	enum err err = maildir_list(&arena, &options, max, &entries, &n, &why);

	ck_assert_msg(err == OK, "%s", why.text);
}

static void setup(void)
{
	static const char *const folders[] = {"in/new", "in/cur", "in/tmp"};

	snprintf(folder, sizeof(folder), "/tmp/test-maildir-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/in", folder);
	snprintf(processed, sizeof(processed), "%s/done", folder);
	options = (struct maildir_options){path, processed, 10};
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		ck_assert_int_eq(file_make_folder(in(folders[i]), 0700, &why),
		                 OK);
}

static int remove_one(const char *name, const struct stat *status, int type,
                      struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(name);
}

static void teardown(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(&arena);
}

START_TEST(list_gives_new_and_cur_oldest_first)
{
	put("in/cur/b:2,S", "b", 200);
	put("in/new/c", "c", 100);
	put("in/new/a", "a", 200);
	put("in/tmp/d", "d", 50);
	list(10);
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(entries[0].name, "c");
	ck_assert_int_eq(entries[0].arrived_at, 100);
	ck_assert_str_eq(entries[1].name, "a");
	ck_assert_str_eq(entries[2].name, "b");
	ck_assert_str_eq(entries[2].path, in("in/cur/b:2,S"));
}
END_TEST

START_TEST(list_gives_the_oldest_when_there_are_more)
{
	put("in/new/1", "x", 300);
	put("in/new/2", "x", 100);
	put("in/new/3", "x", 200);
	list(2);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(entries[0].name, "2");
	ck_assert_str_eq(entries[1].name, "3");
}
END_TEST

START_TEST(list_leaves_out_what_is_no_mail)
{
	put("in/new/.hidden", "x", 100);
	put("secret", "x", 100);
	ck_assert_int_eq(symlink(in("secret"), in("in/new/link")), 0);
	ck_assert_int_eq(mkdir(in("in/new/folder"), 0700), 0);
	ck_assert_int_eq(mkfifo(in("in/new/pipe"), 0600), 0);
	list(10);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(list_says_when_there_is_no_maildir)
{
	options.path = "/nonexistent/maildir";
	ck_assert_int_eq(maildir_list(&arena, &options, 1, &entries, &n, &why),
	                 ERR_FATAL);
	ck_assert_uint_ne(str_find(str_of(why.text), "/nonexistent/maildir"),
	                  STR_NONE);
}
END_TEST

static const struct {
	const char *text, *raw;
	bool is_whole;
} sizes[] = {
	{"", "", true},
	{"0123456789", "0123456789", true},
	{"0123456789a", "0123456789", false},
};

START_TEST(read_gives_at_most_max_mail_bytes)
{
	struct str raw;
	bool is_whole;

	put("in/new/1", sizes[_i].text, 1);
	list(1);
	ck_assert_int_eq(maildir_read(&arena, &options, &entries[0], &raw,
	                              &is_whole, &why),
	                 OK);
	ck_assert_text(raw, sizes[_i].raw);
	ck_assert_int_eq(is_whole, sizes[_i].is_whole);
}
END_TEST

START_TEST(read_says_when_another_program_took_it)
{
	struct str raw;
	bool is_whole;

	put("in/new/1", "x", 1);
	list(1);
	ck_assert_int_eq(unlink(in("in/new/1")), 0);
	ck_assert_int_eq(maildir_read(&arena, &options, &entries[0], &raw,
	                              &is_whole, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(maildir_done(&options, &entries[0], &why), ERR_ABSENT);
}
END_TEST

START_TEST(read_follows_no_link)
{
	struct str raw;
	bool is_whole;

	put("in/new/1", "x", 1);
	put("secret", "secret", 1);
	list(1);
	ck_assert_int_eq(unlink(in("in/new/1")), 0);
	ck_assert_int_eq(symlink(in("secret"), in("in/new/1")), 0);
	ck_assert_int_eq(maildir_read(&arena, &options, &entries[0], &raw,
	                              &is_whole, &why),
	                 ERR_TEMP);
}
END_TEST

START_TEST(done_moves_to_the_processed_maildir)
{
	struct stat status;

	put("in/new/1.a", "x", 1);
	put("in/cur/2.b:2,RT", "y", 2);
	list(10);
	ck_assert_int_eq(maildir_done(&options, &entries[0], &why), OK);
	ck_assert_int_eq(maildir_done(&options, &entries[1], &why), OK);
	ck_assert(is_there("done/cur/1.a:2,S"));
	ck_assert(is_there("done/cur/2.b:2,S"));
	ck_assert(is_there("done/new") && is_there("done/tmp"));
	ck_assert_int_eq(stat(in("done/cur"), &status), 0);
	ck_assert_uint_eq(status.st_mode & 0777, 0700);
	list(10);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(done_overwrites_no_other_mail)
{
	struct str text;

	put("in/new/1.a", "first", 1);
	list(1);
	ck_assert_int_eq(maildir_done(&options, &entries[0], &why), OK);
	put("in/new/1.a", "second", 1);
	list(1);
	ck_assert_int_eq(maildir_done(&options, &entries[0], &why), OK);
	ck_assert_int_eq(
		file_read(&arena, in("done/cur/1.a:2,S"), 99, &text, &why), OK);
	ck_assert_text(text, "first");
	ck_assert_int_eq(
		file_read(&arena, in("done/cur/1.a.1:2,S"), 99, &text, &why),
		OK);
	ck_assert_text(text, "second");
}
END_TEST

START_TEST(wait_ends_when_a_mail_arrives)
{
	int watch = maildir_watch(&options);

#ifdef __linux__
	ck_assert_int_ge(watch, 0);
	ck_assert(!maildir_wait(watch, 1, -1));
	put("in/tmp/1.a", "one", 1); /* half written: no news */
	ck_assert(!maildir_wait(watch, 1, -1));
	ck_assert_int_eq(rename(in("in/tmp/1.a"), in("in/new/1.a")), 0);
	ck_assert(maildir_wait(watch, 60000, -1));
	ck_assert(!maildir_wait(watch, 1, -1)); /* told once */
	/* What we take away ourselves is none. */
	list(1);
	ck_assert_int_eq(maildir_done(&options, &entries[0], &why), OK);
	ck_assert(!maildir_wait(watch, 1, -1));
#endif
	maildir_unwatch(&watch);
	ck_assert_int_eq(watch, -1);
	maildir_unwatch(&watch);
}
END_TEST

START_TEST(watch_needs_a_maildir_and_wait_none)
{
	int watch;

	options.path = "/nonexistent/maildir";
	watch = maildir_watch(&options);
	ck_assert_int_eq(watch, -1);
	ck_assert(!maildir_wait(watch, 1, -1));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("maildir");
	TCase *tc = tcase_create("maildir");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, list_gives_new_and_cur_oldest_first);
	tcase_add_test(tc, list_gives_the_oldest_when_there_are_more);
	tcase_add_test(tc, list_leaves_out_what_is_no_mail);
	tcase_add_test(tc, list_says_when_there_is_no_maildir);
	tcase_add_loop_test(tc, read_gives_at_most_max_mail_bytes, 0,
	                    ARRAY_LEN(sizes));
	tcase_add_test(tc, read_says_when_another_program_took_it);
	tcase_add_test(tc, read_follows_no_link);
	tcase_add_test(tc, done_moves_to_the_processed_maildir);
	tcase_add_test(tc, done_overwrites_no_other_mail);
	tcase_add_test(tc, wait_ends_when_a_mail_arrives);
	tcase_add_test(tc, watch_needs_a_maildir_and_wait_none);
	suite_add_tcase(s, tc);
	return s;
}

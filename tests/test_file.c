#include "tests/suite.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static struct arena arena;
static char folder[64];
static struct why why;

static void make_folder(void)
{
	memcpy(folder, "/tmp/test_file.XXXXXX", 22);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chdir(folder), 0);
	why = (struct why){0};
}

static void drop_folder(void)
{
	static const char *const names[] = {"a/b/c", "a/b", "a", "x", "locked"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (unlink(names[i]))
			(void)rmdir(names[i]);
	/* Nothing of what the module made aside may be left. */
	ck_assert_int_eq(rmdir(folder), 0);
	arena_free(&arena);
}

static void ck_assert_content(const char *path, struct str expected)
{
	struct str text = {0};

	ck_assert_int_eq(file_read(&arena, path, 1 << 20, &text, &why), OK);
	ck_assert(str_eq(text, expected));
}

START_TEST(write_gives_what_read_takes)
{
	struct str text = STR("one\0two\n");

	ck_assert_int_eq(file_write("x", text, 0600, &why), OK);
	ck_assert_content("x", text);
	ck_assert_int_eq(file_write("x", str_of(""), 0600, &why), OK);
	ck_assert_content("x", str_of(""));
}
END_TEST

START_TEST(write_takes_a_large_text)
{
	char *big = arena_alloc(&arena, 1000000);
	struct str text = {big, 1000000};

	memset(big, 'x', 1000000);
	ck_assert_int_eq(file_write("x", text, 0600, &why), OK);
	ck_assert_content("x", text);
}
END_TEST

START_TEST(write_sets_the_mode)
{
	struct stat st;

	ck_assert_int_eq(file_write("x", str_of("s"), 0400, &why), OK);
	ck_assert_int_eq(stat("x", &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0400);
}
END_TEST

START_TEST(write_fails_into_a_folder_that_is_not_there)
{
	ck_assert_int_eq(file_write("no/x", str_of("s"), 0600, &why),
	                 ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "no/x"));
}
END_TEST

START_TEST(write_leaves_nothing_aside_when_it_fails)
{
	ck_assert_int_eq(mkdir("locked", 0700), 0);
	/* A file cannot be renamed over a folder. */
	ck_assert_int_eq(file_write("locked", str_of("s"), 0600, &why),
	                 ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "locked"));
}
END_TEST

START_TEST(read_names_a_file_that_is_not_there)
{
	struct str text = STR("untouched");

	ck_assert_int_eq(file_read(&arena, "no", 100, &text, &why), ERR_ABSENT);
	ck_assert_text(text, "untouched");
	ck_assert_ptr_nonnull(strstr(why.text, "no: "));
	ck_assert_int_eq(file_read(&arena, "no", 100, &text, NULL), ERR_ABSENT);
}
END_TEST

START_TEST(read_takes_the_limit_and_not_a_byte_more)
{
	struct str text = STR("untouched");

	ck_assert_int_eq(file_write("x", str_of("12345"), 0600, &why), OK);
	ck_assert_int_eq(file_read(&arena, "x", 4, &text, &why), ERR_LIMIT);
	ck_assert_text(text, "untouched");
	ck_assert_ptr_nonnull(strstr(why.text, "more than 4 bytes"));
	ck_assert_int_eq(file_read(&arena, "x", 5, &text, &why), OK);
	ck_assert_text(text, "12345");
}
END_TEST

START_TEST(read_fails_on_a_folder)
{
	struct str text = STR("untouched");

	ck_assert_int_eq(file_read(&arena, ".", 100, &text, &why), ERR_FATAL);
	ck_assert_text(text, "untouched");
}
END_TEST

START_TEST(write_fd_writes_all_and_names_why_it_cannot)
{
	int fd = open("x", O_WRONLY | O_CREAT, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(file_write_fd(fd, str_of("abc"), &why), OK);
	close(fd);
	ck_assert_content("x", str_of("abc"));
	fd = open("x", O_RDONLY);
	ck_assert_int_eq(file_write_fd(fd, str_of("abc"), &why), ERR_TEMP);
	ck_assert(str_starts(str_of(why.text), "write: "));
	close(fd);
}
END_TEST

START_TEST(make_folder_makes_those_above_it)
{
	struct stat st;

	ck_assert_int_eq(file_make_folder("a/b/c", 0700, &why), OK);
	ck_assert_int_eq(stat("a/b/c", &st), 0);
	ck_assert(S_ISDIR(st.st_mode));
	ck_assert_uint_eq(st.st_mode & 0777, 0700);
	ck_assert_int_eq(file_make_folder("a/b/c", 0700, &why), OK);
	ck_assert_int_eq(file_make_folder("a/b/", 0700, &why), OK);
}
END_TEST

START_TEST(make_folder_fails_below_a_file)
{
	ck_assert_int_eq(file_write("x", str_of(""), 0600, &why), OK);
	ck_assert_int_eq(file_make_folder("x/y", 0700, &why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "x/y"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("file");
	TCase *write = tcase_create("file_write");
	TCase *read = tcase_create("file_read");
	TCase *other = tcase_create("file_make_folder");

	tcase_add_checked_fixture(write, make_folder, drop_folder);
	tcase_add_test(write, write_gives_what_read_takes);
	tcase_add_test(write, write_takes_a_large_text);
	tcase_add_test(write, write_sets_the_mode);
	tcase_add_test(write, write_fails_into_a_folder_that_is_not_there);
	tcase_add_test(write, write_leaves_nothing_aside_when_it_fails);
	tcase_add_test(write, write_fd_writes_all_and_names_why_it_cannot);
	suite_add_tcase(s, write);

	tcase_add_checked_fixture(read, make_folder, drop_folder);
	tcase_add_test(read, read_names_a_file_that_is_not_there);
	tcase_add_test(read, read_takes_the_limit_and_not_a_byte_more);
	tcase_add_test(read, read_fails_on_a_folder);
	suite_add_tcase(s, read);

	tcase_add_checked_fixture(other, make_folder, drop_folder);
	tcase_add_test(other, make_folder_makes_those_above_it);
	tcase_add_test(other, make_folder_fails_below_a_file);
	suite_add_tcase(s, other);
	return s;
}

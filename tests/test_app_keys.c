#include "tests/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/keys.h"
#include "app/site.h"
#include "base/date.h"
#include "base/file.h"

#define A "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define B "ff112233445566778899aabbccddeeff00112233445566778899aabbccddee00"

static struct arena arena;
static char folder[] = "/tmp/postbag-keys-XXXXXX";
static const char *path;
static struct token_key *keys;
static int64_t *made;
static size_t n;

static void make_folder(void)
{
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = arena_printf(&arena, "%s/keys", folder);
	n = 0;
}

static void drop_folder(void)
{
	unlink(path);
	rmdir(folder);
	arena_free(&arena);
}

static void put(const char *text)
{
	struct why why;

	ck_assert_int_eq(file_write(path, str_of(text), 0600, &why), OK);
}

static enum err read_keys(struct why *why)
{
	return keys_read(&arena, path, &keys, &made, &n, why);
}

START_TEST(the_last_key_of_the_file_comes_first)
{
	struct why why;

	put("# a comment\n\n0 " A " 2026-11-23\n  7 " B "  1970-01-02  \n");
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(keys[0].kid, '7');
	ck_assert_int_eq(keys[0].root[0], 0xff);
	ck_assert_int_eq(keys[0].root[KEY_LEN - 1], 0x00);
	ck_assert_int_eq(keys[1].kid, '0');
	ck_assert_int_eq(keys[1].root[1], 0x11);
	ck_assert_int_eq(made[0], 1);
	ck_assert_int_eq(made[1], date_days(2026, 11, 23));
}
END_TEST

static const struct {
	const char *text, *why;
} broken[] = {
	{"", ": no key in it"},
	{"# nothing\n", ": no key in it"},
	{"0 " A "\n", ":1: not a key"},
	{"0 " A " yesterday\n", ":1: not a key"},
	{"0 " A " 2026-13-01\n", ":1: not a key"},
	{"0 " A " 2026-1-001\n", ":1: not a key"},
	{"0 " A " 2026-11-23 x\n", ":1: not a key"},
	{"\n0 " A "0 2026-11-23\n", ":2: not a key"},
	{"0 0123 2026-11-23\n", ":1: not a key"},
	{"0 g" A " 2026-11-23\n", ":1: not a key"},
	{"u " A " 2026-11-23\n", ":1: not a key"},
	{"00 " A " 2026-11-23\n", ":1: not a key"},
	{A " 2026-11-23\n", ":1: not a key"},
	{"0 " A " 2026-11-23\n0 " B " 2026-11-23\n",
         ":2: a second key with the id '0'"},
};

START_TEST(a_broken_file_is_named_with_its_line)
{
	struct why why = {""};
	size_t skip = strlen(path);

	put(broken[_i].text);
	ck_assert_int_eq(read_keys(&why), ERR_FATAL);
	ck_assert_msg(strncmp(why.text, path, skip) == 0 &&
	                      strncmp(why.text + skip, broken[_i].why,
	                              strlen(broken[_i].why)) == 0,
	              "%s", why.text);
	ck_assert_ptr_null(strstr(why.text, "0011223344")); /* no secrets */
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(without_a_file_we_say_how_to_make_one)
{
	struct why why = {""};

	ck_assert_int_eq(read_keys(&why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "postbag keys add"));
}
END_TEST

START_TEST(a_file_too_long_for_keys_is_refused)
{
	struct why why;
	char *text = arena_alloc(&arena, 20000);

	memset(text, '#', 19999);
	put(text);
	ck_assert_int_eq(read_keys(&why), ERR_LIMIT);
}
END_TEST

START_TEST(add_makes_the_file_for_its_owner_alone)
{
	struct why why;
	struct stat st;

	ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(keys[0].kid, '0');
	ck_assert_int_le(made[0], site_now() / 86400);
	ck_assert_int_ge(made[0], site_now() / 86400 - 1);
}
END_TEST

START_TEST(an_added_key_signs_and_the_others_stay)
{
	struct why why;
	struct token_key old;

	ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(read_keys(&why), OK);
	old = keys[0];
	ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(keys[0].kid, '1');
	ck_assert_mem_ne(keys[0].root, old.root, KEY_LEN);
	ck_assert_int_eq(keys[1].kid, old.kid);
	ck_assert_mem_eq(keys[1].root, old.root, KEY_LEN);
}
END_TEST

START_TEST(a_file_without_a_last_line_end_gets_one)
{
	struct why why;

	put("0 " A " 2026-11-23");
	ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_uint_eq(n, 2);
}
END_TEST

START_TEST(a_free_id_is_used_again)
{
	struct why why;

	put("1 " A " 2026-11-23\n");
	ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_int_eq(keys[0].kid, '0');
}
END_TEST

START_TEST(there_are_thirty_two_keys_at_most)
{
	struct why why = {""};

	for (int i = 0; i < 32; i++)
		ck_assert_int_eq(keys_add(path, &why), OK);
	ck_assert_int_eq(keys_add(path, &why), ERR_LIMIT);
	ck_assert_int_eq(read_keys(&why), OK);
	ck_assert_uint_eq(n, 32);
}
END_TEST

START_TEST(a_broken_file_is_not_added_to)
{
	struct why why = {""};
	struct str text;

	put("0 nonsense\n");
	ck_assert_int_eq(keys_add(path, &why), ERR_FATAL);
	ck_assert_int_eq(file_read(&arena, path, 1000, &text, &why), OK);
	ck_assert_text(text, "0 nonsense\n");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("app_keys");
	TCase *reading = tcase_create("keys_read");
	TCase *adding = tcase_create("keys_add");

	tcase_add_checked_fixture(reading, make_folder, drop_folder);
	tcase_add_test(reading, the_last_key_of_the_file_comes_first);
	tcase_add_loop_test(reading, a_broken_file_is_named_with_its_line, 0,
	                    ARRAY_LEN(broken));
	tcase_add_test(reading, without_a_file_we_say_how_to_make_one);
	tcase_add_test(reading, a_file_too_long_for_keys_is_refused);
	suite_add_tcase(s, reading);

	tcase_add_checked_fixture(adding, make_folder, drop_folder);
	tcase_add_test(adding, add_makes_the_file_for_its_owner_alone);
	tcase_add_test(adding, an_added_key_signs_and_the_others_stay);
	tcase_add_test(adding, a_file_without_a_last_line_end_gets_one);
	tcase_add_test(adding, a_free_id_is_used_again);
	tcase_add_test(adding, there_are_thirty_two_keys_at_most);
	tcase_add_test(adding, a_broken_file_is_not_added_to);
	suite_add_tcase(s, adding);
	return s;
}

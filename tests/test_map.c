#include "tests/suite.h"

#include "base/file.h"
#include "base/map.h"
#include "tests/store_fixture.h"

static struct arena arena;
static const char *folder;
static struct why why;

static void set_up(void)
{
	folder = store_folder(&arena);
	why = (struct why){""};
}

static void tear_down(void)
{
	store_remove_folder(folder);
	arena_free(&arena);
}

static const char *write_file(const char *text)
{
	const char *path = store_path(&arena, folder, "a");

	ck_assert_int_eq(file_write(path, str_of(text), 0600, &why), OK);
	return path;
}

START_TEST(open_gives_the_bytes)
{
	struct map map = {{"", 0}};

	ck_assert_int_eq(map_open(write_file("tides"), 5, &map, &why), OK);
	ck_assert_text(map.bytes, "tides");
	map_close(&map);
	ck_assert_uint_eq(map.bytes.len, 0);
	map_close(&map);
}
END_TEST

START_TEST(open_takes_an_empty_file)
{
	struct map map = {{"x", 1}};

	ck_assert_int_eq(map_open(write_file(""), 5, &map, &why), OK);
	ck_assert_uint_eq(map.bytes.len, 0);
	map_close(&map);
}
END_TEST

START_TEST(open_refuses_what_is_too_large_absent_or_a_folder)
{
	struct map map = {{"", 0}};

	ck_assert_int_eq(map_open(write_file("tides!"), 5, &map, &why),
	                 ERR_LIMIT);
	ck_assert_int_eq(
		map_open(store_path(&arena, folder, "none"), 5, &map, &why),
		ERR_ABSENT);
	ck_assert_int_eq(map_open(folder, 5000000, &map, &why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "not a file"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("map");
	TCase *tc = tcase_create("map");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, open_gives_the_bytes);
	tcase_add_test(tc, open_takes_an_empty_file);
	tcase_add_test(tc, open_refuses_what_is_too_large_absent_or_a_folder);
	suite_add_tcase(s, tc);
	return s;
}

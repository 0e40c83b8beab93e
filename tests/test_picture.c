#include "tests/suite.h"

#include <png.h>
#include <string.h>

#include "base/picture.h"

enum {
	PAPER = 0xffffff,
	INK = 0x123456,
};

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(fill_colours_what_lies_inside)
{
	struct picture p = picture_open(&arena, 10, 6, PAPER);

	picture_fill(&p, 2, 1, 3, 2, INK);
	for (int y = 0; y < 6; y++)
		for (int x = 0; x < 10; x++)
			ck_assert_uint_eq(picture_at(&p, x, y),
			                  x >= 2 && x < 5 && y >= 1 && y < 3
			                          ? INK
			                          : PAPER);
}
END_TEST

START_TEST(fill_cuts_off_what_lies_outside)
{
	struct picture p = picture_open(&arena, 4, 4, PAPER);

	picture_fill(&p, -5, -5, 100, 6, INK);
	picture_fill(&p, 3, -1, 100, 100, INK);
	picture_fill(&p, 9, 9, 2, 2, INK);
	picture_fill(&p, 0, 0, -1, 5, INK);
	ck_assert_uint_eq(picture_at(&p, 0, 0), INK);
	ck_assert_uint_eq(picture_at(&p, 3, 3), INK);
	ck_assert_uint_eq(picture_at(&p, 0, 1), PAPER);
}
END_TEST

START_TEST(numbers_are_drawn_in_dots)
{
	struct picture p = picture_open(&arena, 20, 8, PAPER);
	/* "17" by hand. */
	static const char *const rows[] = {".#..###", "##....#", ".#....#",
	                                   ".#...#.", "###..#."};

	picture_number(&p, 1, 2, 1, 17, INK);
	ck_assert_int_eq(picture_number_width(17, 1), 7);
	ck_assert_int_eq(picture_number_width(5, 4), 12);
	for (int y = 0; y < 5; y++)
		for (int x = 0; x < 7; x++)
			ck_assert_msg(picture_at(&p, 1 + x, 2 + y) ==
			                      (rows[y][x] == '#' ? INK : PAPER),
			              "%d %d", x, y);
}
END_TEST

/* Another reader of PNG than our writer's row by row. */
START_TEST(png_is_read_back_as_it_was)
{
	struct picture p = picture_open(&arena, 30, 20, PAPER);
	png_image image = {.version = PNG_IMAGE_VERSION};
	struct str png;
	struct why why = {""};
	uint8_t *back;

	picture_fill(&p, 3, 4, 5, 6, INK);
	ck_assert_msg(picture_png(&arena, &p, &png, &why) == OK, "%s",
	              why.text);
	ck_assert_int_eq(memcmp(png.ptr, "\x89PNG\r\n\x1a\n", 8), 0);
	ck_assert(png_image_begin_read_from_memory(&image, png.ptr, png.len));
	ck_assert_uint_eq(image.width, 30);
	ck_assert_uint_eq(image.height, 20);
	image.format = PNG_FORMAT_RGB;
	back = arena_alloc(&arena, PNG_IMAGE_SIZE(image));
	ck_assert(png_image_finish_read(&image, NULL, back, 0, NULL));
	ck_assert_int_eq(memcmp(back, p.rgb, PNG_IMAGE_SIZE(image)), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("picture");
	TCase *t = tcase_create("picture");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_test(t, fill_colours_what_lies_inside);
	tcase_add_test(t, fill_cuts_off_what_lies_outside);
	tcase_add_test(t, numbers_are_drawn_in_dots);
	tcase_add_test(t, png_is_read_back_as_it_was);
	suite_add_tcase(s, t);
	return s;
}

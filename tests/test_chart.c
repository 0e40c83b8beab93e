#include "tests/suite.h"

#include <png.h>
#include <stdlib.h>

#include "digest/chart.h"

static struct arena arena;
static uint8_t *pixels;
static png_image image;

static void drop_arena(void)
{
	arena_free(&arena);
}

static void draw(const struct statistics_day *days, size_t n)
{
	struct str png;
	struct why why = {""};

	ck_assert_msg(chart_days(&arena, days, n, &png, &why) == OK, "%s",
	              why.text);
	image = (png_image){.version = PNG_IMAGE_VERSION};
	ck_assert(png_image_begin_read_from_memory(&image, png.ptr, png.len));
	image.format = PNG_FORMAT_RGB;
	pixels = arena_alloc(&arena, PNG_IMAGE_SIZE(image));
	ck_assert(png_image_finish_read(&image, NULL, pixels, 0, NULL));
}

/* How many pixels of the whole picture have `colour`, and the widest row. */
static int count(uint32_t colour)
{
	int n = 0;

	for (size_t i = 0; i < (size_t)image.width * image.height; i++)
		n += ((uint32_t)pixels[3 * i] << 16 |
		      (uint32_t)pixels[3 * i + 1] << 8 | pixels[3 * i + 2]) ==
		     colour;
	return n;
}

START_TEST(days_is_twice_as_large_as_shown)
{
	const struct statistics_day days[] = {{20000, 1, 1, 0}};

	draw(days, 1);
	ck_assert_uint_eq(image.width, 2 * CHART_WIDTH);
	ck_assert_uint_eq(image.height, 2 * CHART_HEIGHT);
}
END_TEST

START_TEST(bars_are_as_high_as_their_numbers)
{
	const struct statistics_day days[] = {{20000, 0, 10, 5},
	                                      {20001, 0, 10, 5}};
	int approved, rejected;

	draw(days, 2);
	approved = count(CHART_APPROVED);
	rejected = count(CHART_REJECTED);
	ck_assert_int_gt(rejected, 0);
	/* A pixel's row more or less. */
	ck_assert_int_le(abs(approved - 2 * rejected), 2 * 700);
	ck_assert_int_eq(count(CHART_RECEIVED), 0);
}
END_TEST

START_TEST(what_came_in_is_a_line)
{
	const struct statistics_day days[] = {{20000, 4, 0, 0}};

	draw(days, 1);
	ck_assert_int_gt(count(CHART_RECEIVED), 0);
	ck_assert_int_eq(count(CHART_APPROVED), 0);
	ck_assert_int_eq(count(CHART_REJECTED), 0);
}
END_TEST

START_TEST(days_without_anything_and_no_days_are_drawn_too)
{
	const struct statistics_day days[] = {{20000, 0, 0, 0}};

	draw(days, 1);
	draw(days, 0);
}
END_TEST

START_TEST(large_numbers_fit)
{
	const struct statistics_day days[] = {{20000, 900000, 123456, 654321}};

	draw(days, 1);
	ck_assert_int_gt(count(CHART_APPROVED), 0);
}
END_TEST

START_TEST(alt_says_the_same)
{
	const struct statistics_day days[] = {{20000, 4, 3, 2},
	                                      {20001, 7, 1, 0}};

	ck_assert_text(chart_alt(&arena, days, 2),
	               "Bars for 2 days: 11 comments came in, 4 were approved,"
	               " 2 rejected; at most 7 on one day.");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("chart");
	TCase *t = tcase_create("chart");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_test(t, days_is_twice_as_large_as_shown);
	tcase_add_test(t, bars_are_as_high_as_their_numbers);
	tcase_add_test(t, what_came_in_is_a_line);
	tcase_add_test(t, days_without_anything_and_no_days_are_drawn_too);
	tcase_add_test(t, large_numbers_fit);
	tcase_add_test(t, alt_says_the_same);
	suite_add_tcase(s, t);
	return s;
}

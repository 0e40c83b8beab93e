#include "base/picture.h"

#include <assert.h>
#include <png.h>
#include <stdio.h>
#include <string.h>

enum {
	ROWS = 5, /* dots of a digit */
	COLUMNS = 3,
	STEP = COLUMNS + 1, /* dots from a digit to the next */
};

/* Rows of dots from above, the leftmost is 4. */
static const uint8_t digits[10][ROWS] = {
	{7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 7, 1, 7},
	{5, 5, 7, 1, 1}, {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 2, 2},
	{7, 5, 7, 5, 7}, {7, 5, 7, 1, 7},
};

struct picture picture_open(struct arena *arena, int width, int height,
                            uint32_t colour)
{
	struct picture p = {width, height, NULL};

	assert(width > 0 && width <= PICTURE_SIDE_MAX && height > 0 &&
	       height <= PICTURE_SIDE_MAX);
	p.rgb = arena_alloc(arena, (size_t)width * (size_t)height * 3);
	picture_fill(&p, 0, 0, width, height, colour);
	return p;
}

static uint8_t *pixel(const struct picture *p, int x, int y)
{
	return p->rgb + ((size_t)y * (size_t)p->width + (size_t)x) * 3;
}

void picture_fill(struct picture *picture, int x, int y, int width, int height,
                  uint32_t colour)
{
	for (int i = y < 0 ? 0 : y; i < y + height && i < picture->height; i++)
		for (int k = x < 0 ? 0 : x; k < x + width && k < picture->width;
		     k++) {
			uint8_t *at = pixel(picture, k, i);

			at[0] = (uint8_t)(colour >> 16);
			at[1] = (uint8_t)(colour >> 8);
			at[2] = (uint8_t)colour;
		}
}

int picture_number_width(int64_t number, int dot)
{
	char text[24];

	return (snprintf(text, sizeof(text), "%lld", (long long)number) * STEP -
	        1) *
	       dot;
}

void picture_number(struct picture *picture, int x, int y, int dot,
                    int64_t number, uint32_t colour)
{
	char text[24];

	assert(number >= 0);
	snprintf(text, sizeof(text), "%lld", (long long)number);
	for (const char *c = text; *c; c++, x += STEP * dot)
		for (int row = 0; row < ROWS; row++)
			for (int k = 0; k < COLUMNS; k++)
				if (digits[*c - '0'][row] >> (2 - k) & 1)
					picture_fill(picture, x + k * dot,
					             y + row * dot, dot, dot,
					             colour);
}

uint32_t picture_at(const struct picture *picture, int x, int y)
{
	const uint8_t *at = pixel(picture, x, y);

	return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

enum err picture_png(struct arena *arena, const struct picture *picture,
                     struct str *png, struct why *why)
{
	png_image image = {.version = PNG_IMAGE_VERSION,
	                   .width = (png_uint_32)picture->width,
	                   .height = (png_uint_32)picture->height,
	                   .format = PNG_FORMAT_RGB};
	png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
	char *bytes = arena_alloc(arena, size);

	if (!png_image_write_to_memory(&image, bytes, &size, 0, picture->rgb, 0,
	                               NULL))
		return err_because(why, ERR_FATAL, "PNG: %s", image.message);
	*png = (struct str){bytes, size};
	return OK;
}

/*
 * picture.h - a small picture of rectangles and numbers, as PNG
 *
 * Enough for the bars of a chart that mail programs show.  Colours are 0xRRGGBB;
 * what lies outside is cut off.  Numbers are drawn from rows of 3 by 5 dots, so
 * that no font has to be installed and the same numbers give the same bytes.
 */
#ifndef BASE_PICTURE_H
#define BASE_PICTURE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define PICTURE_SIDE_MAX 4000 /* pixels */

struct picture {
	int width, height;
	uint8_t *rgb; /* in the arena */
};

/* An empty one of `colour`; the sides are 1..PICTURE_SIDE_MAX. */
struct picture picture_open(struct arena *arena, int width, int height,
                            uint32_t colour);

void picture_fill(struct picture *picture, int x, int y, int width, int height,
                  uint32_t colour);

/* The width of `number` (>= 0) with dots of `dot` pixels; it is 5 dots high. */
int picture_number_width(int64_t number, int dot);

/* Draw `number` with its upper left corner at x, y. */
void picture_number(struct picture *picture, int x, int y, int dot,
                    int64_t number, uint32_t colour);

/* The colour at x, y. */
uint32_t picture_at(const struct picture *picture, int x, int y);

/* As PNG in `arena`.  ERR_FATAL: the library cannot. */
enum err picture_png(struct arena *arena, const struct picture *picture,
                     struct str *png, struct why *why) MUST_CHECK;

#endif

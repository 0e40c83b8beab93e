#include "digest/chart.h"

#include "base/date.h"
#include "base/picture.h"

enum {
	SCALE = 2, /* pixels of the picture for one that is shown */
	WIDTH = CHART_WIDTH * SCALE,
	HEIGHT = CHART_HEIGHT * SCALE,
	LEFT = 40 * SCALE, /* the numbers of the scale */
	TOP = 10 * SCALE,
	BELOW = 24 * SCALE, /* the days */
	DOT = 2 * SCALE,
	LINES = 4,
	LINE = 2 * SCALE, /* how thick what came in is */
	DAY_S = 86400,
	PAPER = 0xffffff,
	GRID = 0xe3e6e8,
	INK = 0x5c6670,
};

static int64_t highest(const struct statistics_day *days, size_t n)
{
	int64_t most = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t decided = days[i].approved + days[i].rejected;

		most = days[i].received > most ? days[i].received : most;
		most = decided > most ? decided : most;
	}
	return most;
}

/* The scale's step: 1, 2 or 5 with zeros, so that LINES of them hold `most`. */
static int64_t step_for(int64_t most)
{
	int64_t step = 1;

	for (int i = 0; step * LINES < most; i++)
		step = i % 3 == 1 ? step / 2 * 5 : step * 2;
	return step;
}

static int height_of(int64_t n, int64_t top)
{
	return (int)(n * (HEIGHT - TOP - BELOW) / top);
}

static void draw_scale(struct picture *p, int64_t step)
{
	for (int i = 0; i <= LINES; i++) {
		int y = HEIGHT - BELOW - height_of(step * i, step * LINES);

		picture_fill(p, LEFT, y, WIDTH - LEFT, SCALE, GRID);
		picture_number(p,
		               LEFT - 8 * SCALE -
		                       picture_number_width(step * i, DOT),
		               y - 5 * DOT / 2, DOT, step * i, INK);
	}
}

static void draw_day(struct picture *p, const struct statistics_day *day, int x,
                     int width, int64_t top)
{
	int rejected = height_of(day->rejected, top);
	int approved = height_of(day->approved, top);
	int received = height_of(day->received, top);
	int floor = HEIGHT - BELOW, bar = width * 3 / 5;
	int day_of_month = date_of(day->day * DAY_S).day;

	picture_fill(p, x + (width - bar) / 2, floor - rejected, bar, rejected,
	             CHART_REJECTED);
	picture_fill(p, x + (width - bar) / 2, floor - rejected - approved, bar,
	             approved, CHART_APPROVED);
	if (day->received > 0)
		picture_fill(p, x + width / 10, floor - received - LINE / 2,
		             width - width / 5, LINE, CHART_RECEIVED);
	picture_number(
		p, x + (width - picture_number_width(day_of_month, DOT)) / 2,
		floor + 8 * SCALE, DOT, day_of_month, INK);
}

enum err chart_days(struct arena *arena, const struct statistics_day *days,
                    size_t n, struct str *png, struct why *why)
{
	struct picture p = picture_open(arena, WIDTH, HEIGHT, PAPER);
	int64_t step = step_for(highest(days, n));

	draw_scale(&p, step);
	for (size_t i = 0; i < n; i++) {
		int width = (WIDTH - LEFT) / (int)n;

		draw_day(&p, &days[i], LEFT + (int)i * width, width,
		         step * LINES);
	}
	return picture_png(arena, &p, png, why);
}

struct str chart_alt(struct arena *arena, const struct statistics_day *days,
                     size_t n)
{
	int64_t received = 0, approved = 0, rejected = 0;

	for (size_t i = 0; i < n; i++) {
		received += days[i].received;
		approved += days[i].approved;
		rejected += days[i].rejected;
	}
	return str_of(arena_printf(arena,
	                           "Bars for %zu days: %lld comments came in,"
	                           " %lld were approved, %lld rejected; at most"
	                           " %lld on one day.",
	                           n, (long long)received, (long long)approved,
	                           (long long)rejected,
	                           (long long)highest(days, n)));
}

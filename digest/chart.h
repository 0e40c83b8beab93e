/*
 * chart.h - days as bars, in a picture that mail programs show
 *
 * One bar a day, from the oldest on the left: what was approved stands on what
 * was rejected, and a dark line is at the height of what came in.  The scale
 * stands at the left, the days of the month below.  Twice as large as it is
 * shown, for sharp screens.  What the picture says is said in words, too:
 * chart_alt().
 */
#ifndef DIGEST_CHART_H
#define DIGEST_CHART_H

#include "digest/statistics.h"

#define CHART_WIDTH    600 /* as shown */
#define CHART_HEIGHT   180
#define CHART_APPROVED 0x4c8c4a
#define CHART_REJECTED 0xc7514a
#define CHART_RECEIVED 0x2f3e4e

/* The bars of `days` as PNG.  Errors as picture_png(). */
enum err chart_days(struct arena *arena, const struct statistics_day *days,
                    size_t n, struct str *png, struct why *why) MUST_CHECK;

/* The same in one sentence. */
struct str chart_alt(struct arena *arena, const struct statistics_day *days,
                     size_t n);

#endif

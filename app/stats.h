/*
 * stats.h - how moderation is doing, from the store
 */
#ifndef APP_STATS_H
#define APP_STATS_H

#include "app/site.h"
#include "digest/statistics.h"

/* The statistics of `list` ("": of all lists) for from..until, in `arena`;
 * what waits does so at `now`. */
enum err stats_gather(struct site *site, struct arena *arena, struct str list,
                      int64_t from, int64_t until, int64_t now, int offset_s,
                      struct statistics *statistics,
                      struct why *why) MUST_CHECK;

#endif

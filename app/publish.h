/*
 * publish.h - from rows to a frozen edition with its deliveries
 */
#ifndef APP_PUBLISH_H
#define APP_PUBLISH_H

#include "app/site.h"
#include "digest/render.h"

/*
 * Build, freeze and plan the next edition of `list` for `period` (see
 * store/schema.c), in one transaction: all of it or nothing.  `*number` is 0
 * when there is nothing new (the period is closed all the same, unless it was
 * ordered by hand) or when the period is over: another editor was first.  ERR_ABSENT: nobody is subscribed; the period stays open.
 */
enum err publish_edition(struct site *site, const struct config_list *list,
                         struct str period, int64_t now, int64_t *number,
                         struct why *why) MUST_CHECK;

/* Render what the next edition would be and write nothing; ERR_ABSENT: there
 * is nothing new. */
enum err publish_preview(struct site *site, struct arena *arena,
                         const struct config_list *list, int64_t now,
                         struct rendering *rendering,
                         struct why *why) MUST_CHECK;

/* Publish the editions that are due at `now`; mistakes are logged. */
void publish_due(struct site *site, int64_t now);

#endif

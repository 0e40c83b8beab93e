/*
 * changes.h - what readers changed of printed letters since the last edition
 */
#ifndef APP_CHANGES_H
#define APP_CHANGES_H

#include "app/site.h"

/*
 * The lines of the next edition of `list`: of each printed letter that was taken
 * back, and of each whose correction is among the letters of `items`; at most
 * ISSUE_CHANGES_MAX.
 */
enum err changes_gather(struct site *site, struct arena *arena,
                        const struct config_list *list,
                        const struct issue_item *items, size_t n_items,
                        struct issue_change **changes, size_t *n,
                        struct why *why) MUST_CHECK;

/* `edition` tells of them; in its transaction. */
enum err changes_told(struct site *site, const struct issue_change *changes,
                      size_t n, int64_t edition, struct why *why) MUST_CHECK;

#endif

/*
 * subscription.h - subscriptions with their random public ids
 */
#ifndef APP_SUBSCRIPTION_H
#define APP_SUBSCRIPTION_H

#include "app/site.h"
#include "store/subscribers.h"

/*
 * Subscribe `address` (already normalised) to `list`.  ERR_INPUT: it is known
 * to the list, in whatever state.
 */
enum err subscription_add(struct site *site, struct arena *arena,
                          const struct config_list *list, struct str address,
                          struct str name, enum subscriber_state state,
                          const char *source, int64_t now, int64_t *id,
                          struct why *why) MUST_CHECK;

/* A fresh leave_pid. */
struct str subscription_leave_pid(struct arena *arena);

#endif

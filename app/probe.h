/*
 * probe.h - asking an address that mail comes back from, and giving it up
 *
 * What came back is a row (store/bounces.h), written by the letter that
 * reported it or by the deliverer that was refused.  Here is what follows:
 *
 *	score over the threshold    a probe, with a return path of its own
 *	the probe comes back        suspended; the admins hear of it
 *	it stays away probe_wait    the score is cleared; or suspended, when
 *	                            mail came back for good since
 */
#ifndef APP_PROBE_H
#define APP_PROBE_H

#include "app/site.h"
#include "digest/health.h"
#include "digest/story.h"

/* The rules of `list`, and a subscriber's score by them at `now`. */
struct health_rules probe_rules(const struct config_list *list);
enum err probe_score(struct site *site, const struct config_list *list,
                     int64_t subscriber, int64_t now,
                     struct health_score *score, struct why *why) MUST_CHECK;

/*
 * Weigh what came back from a subscriber of `list` and take the next step, in
 * the caller's transaction; `story` (NULL: nobody reads it) is told.  A pending
 * subscription whose mail came back for good has ended.
 */
enum err probe_weigh(struct site *site, struct arena *arena,
                     const struct config_list *list, int64_t subscriber,
                     int64_t now, struct story *story,
                     struct why *why) MUST_CHECK;

/* The editor's round: weigh what deliverers left, end probes that have waited,
 * write to the admins, at most once a day for each list. */
void probe_due(struct site *site, int64_t now);

#endif

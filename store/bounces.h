/*
 * bounces.h - deliveries that came back, probes, suspensions, reports
 *
 * A delivery comes back once, whatever is reported of it later.  What counts is
 * decided in digest/health.h; rows stay when the score is cleared, and count no
 * more.  A subscriber has at most one open probe.
 */
#ifndef STORE_BOUNCES_H
#define STORE_BOUNCES_H

#include <stdbool.h>

#include "store/db.h"

struct bounce_row {
	int64_t id;
	int64_t subscriber, delivery;
	int64_t letter; /* the report; 0: refused while we sent it */
	bool is_hard;
	bool counts; /* false: the score was cleared since */
	int64_t code;
	struct str status, reason;
	int64_t at;
};

struct probe_row {
	int64_t id, subscriber, delivery;
	int64_t at;         /* it was written */
	int64_t arrived_at; /* our relay took it, or did not; 0: not yet */
	bool is_back;       /* its delivery came back */
	bool is_lost;       /* it failed, and nothing was learnt */
};

/* A subscriber whom the admins have to hear of. */
struct suspension {
	int64_t id, subscriber, at;
	struct str address, reason;
};

/* Note that `row->delivery` came back; `*is_new` false: it did before, and
 * nothing is written. */
enum err bounce_add(struct db *db, const struct bounce_row *row, bool *is_new,
                    struct why *why) MUST_CHECK;

/* It was no bounce after all: the delivery is tried again. */
enum err bounce_forget(struct db *db, int64_t delivery,
                       struct why *why) MUST_CHECK;

/* Those of a subscriber that count, oldest first. */
enum err bounce_list(struct db *db, struct arena *arena, int64_t subscriber,
                     struct bounce_row **rows, size_t *n,
                     struct why *why) MUST_CHECK;

/* The newest `limit` of a subscriber, newest first, whether they count or
 * not. */
enum err bounce_last(struct db *db, struct arena *arena, int64_t subscriber,
                     int64_t limit, struct bounce_row **rows, size_t *n,
                     struct why *why) MUST_CHECK;

/* Up to `limit` subscribers of `list` with rows that were not weighed; and note
 * that those of one are weighed now: to be called before they are read, for a
 * deliverer may add one at any time, which then waits for the next turn. */
enum err bounce_unweighed(struct db *db, struct arena *arena, struct str list,
                          int64_t limit, int64_t **subscribers, size_t *n,
                          struct why *why) MUST_CHECK;
enum err bounce_weighed(struct db *db, int64_t subscriber,
                        struct why *why) MUST_CHECK;

/* Nothing of a subscriber that was weighed counts any more (the second: nothing
 * at all); an open probe ends. */
enum err bounce_clear(struct db *db, int64_t subscriber, int64_t now,
                      struct why *why) MUST_CHECK;
enum err bounce_clear_all(struct db *db, int64_t subscriber, int64_t now,
                          struct why *why) MUST_CHECK;

/* Open a probe.  ERR_INPUT: there is an open one. */
enum err probe_add(struct db *db, int64_t subscriber, int64_t delivery,
                   int64_t now, struct why *why) MUST_CHECK;
/* The open one; ERR_ABSENT: none. */
enum err probe_open(struct db *db, struct arena *arena, int64_t subscriber,
                    struct probe_row *probe, struct why *why) MUST_CHECK;
/* It is over. */
enum err probe_end(struct db *db, int64_t id, int64_t now,
                   struct why *why) MUST_CHECK;
/* Subscribers of `list` whose open probe has arrived by `time`. */
enum err probe_waited(struct db *db, struct arena *arena, struct str list,
                      int64_t time, int64_t **subscribers, size_t *n,
                      struct why *why) MUST_CHECK;

/* Note a suspension, those that no admin has heard of (oldest first), that they
 * have now, and when they last did (0: never). */
enum err suspension_add(struct db *db, int64_t subscriber, struct str reason,
                        int64_t now, struct why *why) MUST_CHECK;
enum err suspension_untold(struct db *db, struct arena *arena, struct str list,
                           struct suspension **rows, size_t *n,
                           struct why *why) MUST_CHECK;
enum err suspension_told(struct db *db, struct str list, int64_t now,
                         struct why *why) MUST_CHECK;
enum err suspension_last(struct db *db, struct str list, int64_t *told_at,
                         struct why *why) MUST_CHECK;

/* Keep what became of a letter that was a report: `kind` is "bounce" or
 * "complaint", `delivery` and `subscriber` 0 when it names none. */
enum err report_add(struct db *db, int64_t letter, struct str list,
                    struct str kind, int64_t delivery, int64_t subscriber,
                    struct str verdict, int64_t now,
                    struct why *why) MUST_CHECK;

#endif

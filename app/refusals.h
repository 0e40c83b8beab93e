/*
 * refusals.h - whom a relay refuses while we send, and whose fault that is
 *
 * A 5xx for a recipient counts like a report that comes later, but not when it
 * is about us: a relay that takes nothing from us refuses everybody, and nobody
 * may be suspended for that.  So one row is kept of those that were refused
 * since the last mail that was accepted:
 *
 *	a mail is accepted	their bounces are written, and a new row begins
 *	the batch ends		they are written, too, if the relay has accepted
 *				somebody within an hour, or the batch had fewer
 *				than REFUSALS_ALONE; else they are forgotten
 *	REFUSALS_NEW in a row,	the relay is at fault itself: the session ends,
 *	REFUSALS_ROW if it has	nothing of the row is held against anybody, and
 *	accepted somebody	those that have failed are open again
 *	within an hour
 *
 * Policy (5.7.x, spam, relaying) is in the row, but never a bounce.  The row is
 * in memory only: a killed deliverer forgets it, which costs a few points of a
 * score that the next edition adds again.
 */
#ifndef APP_REFUSALS_H
#define APP_REFUSALS_H

#include "mailer/smtp.h"
#include "store/bounces.h"
#include "store/deliveries.h"

#define REFUSALS_ROW   20
#define REFUSALS_NEW   5
#define REFUSALS_ALONE 3

/* A delivery that has failed. */
struct refusal {
	int64_t give_up_at;
	bool is_bounce; /* held against its subscriber, and not written yet */
	struct bounce_row bounce;
	char status[32], reason[32]; /* the words of `bounce` */
};

struct refusals {
	struct refusal failed[REFUSALS_ROW]; /* of the row */
	size_t n;
	size_t in_a_row;     /* refused since the last that was accepted */
	size_t in_batch;     /* of these, in this batch */
	int64_t accepted_at; /* the last one; 0: none yet */
	int64_t n_trips;     /* since then, that the relay refused everybody */
};

enum refusals_say {
	REFUSALS_WAIT,      /* nothing to do yet */
	REFUSALS_COUNT,     /* call refusals_write() */
	REFUSALS_EVERYBODY, /* call refusals_reopen() */
};

/* Take the result of `delivery`, which lives for `life_s` and whose state is
 * `state` by now. */
enum refusals_say refusals_take(struct refusals *refusals,
                                const struct delivery *delivery,
                                const struct smtp_result *result,
                                enum delivery_state state, int64_t life_s,
                                int64_t now);

/* The batch is over.  True: call refusals_write(). */
bool refusals_end(struct refusals *refusals, int64_t now);

/* Write the bounces that are held, in a transaction; when that fails they are
 * forgotten. */
enum err refusals_write(struct refusals *refusals, struct db *db,
                        struct why *why) MUST_CHECK;

/* Open those of the row again whose life is not over, due after 5 minutes, and
 * twice as long each time up to 4 hours; they count as no bounces.  Begins a
 * new row. */
enum err refusals_reopen(struct refusals *refusals, struct db *db, int64_t now,
                         struct why *why) MUST_CHECK;

#endif

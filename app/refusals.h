/*
 * refusals.h - addresses that a relay refused while we sent
 *
 * A 5xx for a recipient counts like a report that comes later, but not when it
 * is about us: a relay that takes nothing from us refuses everybody, and nobody
 * may be suspended for that.  So a refusal is held until a mail was accepted
 * after it (or within an hour before the end of the batch); REFUSALS_ROW in a
 * row, or a batch of REFUSALS_ALONE and more in which nobody was accepted, are
 * forgotten.  Policy (5.7.x, spam, relaying) never counts.
 *
 * What is held is in memory only: a killed deliverer forgets it, which costs a
 * few points of a score that the next edition adds again.
 */
#ifndef APP_REFUSALS_H
#define APP_REFUSALS_H

#include "base/arena.h"
#include "mailer/smtp.h"
#include "store/bounces.h"
#include "store/deliveries.h"

#define REFUSALS_ROW   20
#define REFUSALS_ALONE 3

struct refusals {
	struct bounce_row held[REFUSALS_ROW];
	char words[REFUSALS_ROW][2][32]; /* their status and reason */
	size_t n;
	size_t in_a_row;     /* since the last that was accepted */
	size_t in_batch;     /* of these, in this batch */
	int64_t accepted_at; /* the last one; 0: none */
};

/*
 * Take the result of `delivery`, whose state is `state` by now.  True: those
 * held, refusals->held[0 .. n), count from now on: call refusals_write().
 */
bool refusals_take(struct refusals *refusals, const struct delivery *delivery,
                   const struct smtp_result *result, enum delivery_state state,
                   int64_t now);

/* The batch is over: the same answer, else they are dropped. */
bool refusals_end(struct refusals *refusals, int64_t now);

/* Write those held as bounces, in a transaction, and forget them; when that
 * fails they are forgotten too. */
enum err refusals_write(struct refusals *refusals, struct db *db,
                        struct why *why) MUST_CHECK;

/* Forget those held. */
void refusals_drop(struct refusals *refusals);

#endif

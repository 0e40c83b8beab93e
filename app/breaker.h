/*
 * breaker.h - a relay that refuses everybody is at fault, not the readers
 *
 * "Relay access denied" comes as a 5xx for each recipient, as an address that
 * does not exist does.  So when a relay has refused BREAKER_NEW mails in a row
 * and accepted none within the last hour (BREAKER_ROW if it has), the session
 * ends, and those of the row that have failed are open again: they are tried
 * when the relay has been waited for.
 */
#ifndef APP_BREAKER_H
#define APP_BREAKER_H

#include "mailer/smtp.h"
#include "store/deliveries.h"

#define BREAKER_NEW 5
#define BREAKER_ROW 20

struct breaker {
	struct {
		int64_t delivery;
		int64_t give_up_at;
	} failed[BREAKER_ROW]; /* deliveries of the row that have failed */
	size_t n;
	size_t in_a_row; /* refusals since the last mail that was accepted */
	int64_t accepted_at; /* 0: none yet */
	int64_t n_trips;     /* since then */
};

/* Take what became of `delivery`, which lives for `life_s`; true: the relay
 * refuses everybody. */
bool breaker_take(struct breaker *breaker, const struct delivery *delivery,
                  enum smtp_verdict verdict, enum delivery_state state,
                  int64_t life_s, int64_t now);

/* Open those of the row again whose life is not over, due after 5 minutes, and
 * twice as long each time up to 4 hours; they count as no bounces.  Begins a
 * new row. */
enum err breaker_reopen(struct breaker *breaker, struct db *db, int64_t now,
                        struct why *why) MUST_CHECK;

#endif

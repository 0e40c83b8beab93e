/*
 * outcome.h - what an SMTP result means for a delivery
 */
#ifndef APP_OUTCOME_H
#define APP_OUTCOME_H

#include "mailer/smtp.h"
#include "store/deliveries.h"

struct outcome {
	enum delivery_state state;
	int64_t code;
	char reply[256]; /* "5.1.1 no such user" */
	int64_t next_at; /* Unix seconds; 0: not any more */
	bool is_untried; /* give it back: it costs no attempt, and who waits
	                  * is the worker, for its relay */
	bool is_relays;  /* the relay refuses us, not this reader */
};

/*
 * Judge `result` for `delivery` (its `attempts` count this one) at `now`.
 * Tries again after 5, 15, 30, 60 minutes, then every 4 hours, a fifth more or
 * less by its id, while that is within `life_s` seconds after it was planned
 * (STANDARDS SMTP-08), else it has failed.  A 5.7.x is a policy, most likely
 * about us: it is tried again like a 4xx and never counts against the reader
 * (LIBRARIES 1.7).
 */
void outcome_of(const struct smtp_result *result,
                const struct delivery *delivery, int64_t life_s, int64_t now,
                struct outcome *outcome);

#endif

/*
 * health.h - does mail to a subscriber still arrive?
 *
 * Each delivery that came back is an event: hard (the address is dead) or soft
 * (this mail did not get through: mailbox full, server down, given up).  Of
 * the events of one day, by UTC, only the worst counts.  An event counts
 *
 *	weight x 2 ^ -(age / half_life)	weight: 4 for hard, 1 for soft
 *
 * points, and the score is their sum.  From `threshold` points on the address
 * is asked with a probe; when that comes back too, the subscription is
 * suspended (app/probe.h).
 *
 * Reports are written by strangers.  One counts only when it came to the VERP
 * address of a delivery that we signed, that is out, and not long ago
 * (STANDARDS T-40, 5.2); store/bounces.h sees to it that a delivery counts
 * once.
 */
#ifndef DIGEST_HEALTH_H
#define DIGEST_HEALTH_H

#include "mailer/bounce.h"
#include "store/deliveries.h"

#define HEALTH_DAYS 14 /* a report is believed for so long after sending */

struct health_event {
	int64_t at; /* Unix seconds */
	bool is_hard;
};

struct health_rules {
	int64_t threshold;   /* points, > 0 */
	int64_t half_life_s; /* > 0 */
};

/* Thousandths of points. */
struct health_score {
	int64_t hard, soft;
};

enum health_step {
	HEALTH_NONE,    /* all is well, or a probe is under way */
	HEALTH_PROBE,   /* ask the address */
	HEALTH_SUSPEND, /* send no more */
	HEALTH_CLEAR,   /* the probe arrived: forget what was counted */
	HEALTH_AGAIN,   /* it never did: forget it and judge anew */
};

/* What is known of the probe that was sent last. */
struct health_probe {
	bool is_open; /* it was sent and has not been judged */
	bool is_back; /* it came back */
	bool is_lost; /* it was given up, for a cause that tells nothing */
	int64_t arrived_at; /* our relay took it, or did not; 0: not yet */
};

enum health_verdict {
	HEALTH_COUNTS,
	HEALTH_NO_DELIVERY, /* not to a return path of ours */
	HEALTH_NOBODYS,     /* a mail to somebody who is no subscriber */
	HEALTH_NOT_OUT,     /* a delivery that no server has taken */
	HEALTH_TOO_OLD,
	HEALTH_EARLIER, /* it went to who has left, or come, since */
	HEALTH_ARRIVED, /* it says that the mail was delivered */
	HEALTH_DELAYED, /* it is still being tried */
	HEALTH_POLICY,  /* about us: spam, reputation, authentication */
};

/* The score at `now` of `n` events, oldest first.  One of the future counts as
 * one of now. */
struct health_score health_score(const struct health_event *events, size_t n,
                                 const struct health_rules *rules, int64_t now);

/*
 * What to do at `now`.  A probe that is back suspends.  One that did not come
 * back within `wait_s` after it arrived clears the score, or suspends when hard
 * events (`events` as above) came after it: then the probe's report got lost.
 * One that was given up has told nothing: it is over after the same time, and
 * what was counted stays.
 */
enum health_step health_step(const struct health_event *events, size_t n,
                             const struct health_rules *rules,
                             const struct health_probe *probe, int64_t wait_s,
                             int64_t now);

/* What `report` says of the one whom the delivery was for: of `address` where
 * it is named, else of the worst off; NULL when it says nothing. */
const struct bounce_recipient *health_about(const struct bounce *report,
                                            struct str address);

/* Whether a report about `delivery` (NULL: none that we signed) is believed at
 * `now`: HEALTH_COUNTS, or why not.  `since`: when the subscription became what
 * it is; what is told of an earlier one says nothing of this one. */
enum health_verdict health_believe(const struct delivery *delivery,
                                   int64_t since, int64_t now);

/* The same of a report that says `one` (NULL: nothing): does it count? */
enum health_verdict health_judge(const struct delivery *delivery, int64_t since,
                                 const struct bounce_recipient *one,
                                 int64_t now);

/* "it counts", "it is too old", ...: the reason for people */
const char *health_verdict_name(enum health_verdict verdict);

/*
 * The Feedback-Type of a complaint's machine part (RFC 5965, 3.1), "abuse"
 * where there is none; and whether it asks to end the subscription: not what
 * says "no spam", or tells how mail of ours was authenticated.
 */
struct str health_feedback(struct str report);
bool health_is_complaint(struct str feedback);

#endif

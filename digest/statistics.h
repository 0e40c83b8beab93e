/*
 * statistics.h - how moderation is doing
 *
 * Fed with rows of a time (store/tally.h), then closed.  What rules and modes
 * decided is counted apart from what persons did.  A rejection is overturned
 * when its comment stands approved now.  The recommendation agrees with a person
 * where "likely fine" was approved or "likely problem" rejected; "look" says
 * neither.
 */
#ifndef DIGEST_STATISTICS_H
#define DIGEST_STATISTICS_H

#include "digest/recommend.h"
#include "store/tally.h"

#define STATISTICS_DAYS_MAX 366

/* A reason, a rule, a moderator: how often, and how often overturned. */
struct statistics_share {
	struct str name;
	int64_t n, n_overturned;
};

struct statistics_shares {
	struct statistics_share *of; /* the most frequent first */
	size_t n;
};

struct statistics_day {
	int64_t day; /* since 1970-01-01, local */
	int64_t received, approved, rejected;
};

struct statistics {
	int64_t from, until;
	int64_t n_received;
	int64_t n_waiting, n_unseen;    /* now */
	int64_t oldest_s, median_s;     /* of what waits; 0: nothing does */
	int64_t n_approved, n_rejected; /* by persons */
	int64_t n_by_rules, n_appeals;
	/* From a letter to a person's decision: half and nine of ten took at
	 * most so long. */
	int64_t decided_half_s, decided_most_s;
	struct statistics_shares reasons, rules, people;
	/* By enum recommend_level: approved and rejected by persons. */
	int64_t recommended[3][2];
	struct statistics_day *days;
	size_t n_days;
};

struct statistics_maker {
	struct arena *arena;
	struct statistics s;
	int offset_s;
	int64_t *durations; /* seconds to a person's decision */
	size_t n_durations;
};

/* Begin for the time from..until (at most STATISTICS_DAYS_MAX days of it are
 * counted by day, the last), on the calendar `offset_s` east of UTC. */
void statistics_open(struct statistics_maker *maker, struct arena *arena,
                     int64_t from, int64_t until, int offset_s);

void statistics_received(struct statistics_maker *maker, int64_t at);
void statistics_decision(struct statistics_maker *maker,
                         const struct tally_row *row);
/* What waits at `now`, oldest first. */
void statistics_waiting(struct statistics_maker *maker, const int64_t *times,
                        size_t n, int64_t n_unseen, int64_t now);

/* The result lives in the maker's arena. */
void statistics_close(struct statistics_maker *maker,
                      struct statistics *statistics);

/* Of 100 decisions on what was recommended one way, how many agreed; -1: there
 * are none. */
int64_t statistics_agreement(const struct statistics *statistics);

/* "3 min", "2 h 10 min", "4 days" */
struct str statistics_duration(struct arena *arena, int64_t seconds);

#endif

/*
 * recommend.h - what a moderator is told to expect of a held comment
 *
 * One of three levels, a risk in percent and at most three reasons in words
 * (TEXT.md 4).  It sorts and explains a queue; nobody is rejected by it, and
 * what has no model stays out of it and is named:
 *
 *	risk = 1 - (1 - abuse) (1 - off topic) (1 - nuisance)
 *
 * abuse is the calibrated probability; off topic at most one half, and only for
 * 15 content words or more; nuisance rests on links, capitals, a duplicate and
 * the author's record.
 */
#ifndef DIGEST_RECOMMEND_H
#define DIGEST_RECOMMEND_H

#include "base/arena.h"
#include "store/scores.h"

#define RECOMMEND_REASONS_MAX 3

enum recommend_level {
	RECOMMEND_FINE,    /* "likely fine" */
	RECOMMEND_LOOK,    /* "look" */
	RECOMMEND_PROBLEM, /* "likely problem" */
};

struct recommendation {
	enum recommend_level level;
	int risk;                                  /* percent, 0..100 */
	struct str reasons[RECOMMEND_REASONS_MAX]; /* the weightiest first */
	size_t n_reasons;
};

/* Decided comments of the author so far. */
struct recommend_author {
	int64_t n_approved, n_rejected;
};

/*
 * What to expect of the comment that `scores` (NULL: there are none, then it is
 * "look") are of; `author` NULL: nothing is known of its author's record.
 * Reasons are valid UTF-8 of one line, in `arena`.
 */
struct recommendation recommend(struct arena *arena,
                                const struct scores *scores,
                                const struct recommend_author *author);

/* "likely fine", "look", "likely problem" */
const char *recommend_level_name(enum recommend_level level);

/* The calibrated probability that a comment with this logit is abuse, or is on
 * topic: `logit` in thousandths, the result 0 .. 1. */
double recommend_probability(int64_t logit);

#endif

/*
 * calibration.h - how well decisions were foretold
 *
 * What was recommended beside what was decided, and how often abuse was decided
 * where so much of it was foretold.  From the same comes whether a site may
 * have comments approved unseen (TEXT.md 4): only below a risk under which, of
 * at least 300 decisions by people, at most 2 % were rejections, by the upper
 * end of Wilson's interval.
 */
#ifndef DIGEST_CALIBRATION_H
#define DIGEST_CALIBRATION_H

#include <stdbool.h>

#include "base/arena.h"
#include "digest/recommend.h"

#define CALIBRATION_BINS      10
#define CALIBRATION_OFFER_MIN 300 /* decisions below the risk */
#define CALIBRATION_OFFER_MAX .02 /* of them rejected, at most */

enum calibration_outcome {
	OUTCOME_APPROVED,
	OUTCOME_ABUSE, /* rejected for it */
	OUTCOME_OTHER, /* rejected for something else */
	OUTCOMES,
};

/* One decision by a person, and what was said before. */
struct calibration_case {
	enum recommend_level level;
	int risk;     /* percent */
	double abuse; /* probability; < 0: it had no such score */
	enum calibration_outcome outcome;
};

struct calibration_bin {
	size_t n, n_abuse;
	double foretold; /* sum of the probabilities */
};

struct calibration {
	size_t n;
	size_t table[3][OUTCOMES]; /* by level and outcome */
	struct calibration_bin bins[CALIBRATION_BINS];
};

/* Count one in. */
void calibration_add(struct calibration *calibration,
                     const struct calibration_case *one);

/* The probabilities that bin `i` is of: from .. to. */
void calibration_range(size_t i, double *from, double *to);

/* The upper end of Wilson's 95 % interval for `k` of `n`; 1 for none. */
double calibration_bound(size_t k, size_t n);

struct calibration_offer {
	bool is_offered;
	int below;            /* percent of risk; the largest that may be had */
	size_t n, n_rejected; /* decisions below it, or below the least */
	double bound;
};

/* Whether, and below which risk, comments may be approved unseen. */
struct calibration_offer calibration_offer(const struct calibration_case *cases,
                                           size_t n);

/* All of it as text for a terminal of 80 columns, a picture included. */
struct str calibration_text(struct arena *arena,
                            const struct calibration *calibration,
                            const struct calibration_offer *offer);

/* The calibration as a picture (SVG), with a text alternative. */
struct str calibration_svg(struct arena *arena,
                           const struct calibration *calibration);

#endif

/*
 * adapt.h - the model of abuse, fitted to what a site's moderators decide
 *
 * The shipped weights stay as they are.  What is learnt stands beside them:
 *
 *	logit = a * score + b + sum of u / sqrt(features)
 *
 * `u` is a table as large as the model's, learnt from the whole log of decisions
 * each time; whatever was undone is not in the log any more, so nothing ever has
 * to be unlearnt.  It is the logistic regression that departs least from the
 * shipped model: the logit stays a calibrated one.  The decisions before the
 * newest fifth are learnt first, and only when that fifth is then foretold no
 * worse than without, but for chance, all of them are.
 */
#ifndef TEXT_ADAPT_H
#define TEXT_ADAPT_H

#include <stdbool.h>

#include "text/abuse.h"

#define ADAPT_LOG_MAX 20000 /* the newest of them are replayed */
#define ADAPT_MIN     50    /* decisions, with */
#define ADAPT_KIND    3     /* of each kind; of fewer nothing is learnt */

/* A decision: what was decided about, and what was decided. */
struct adapt_decision {
	struct abuse_features features;
	double score; /* by the shipped model */
	bool is_abuse;
};

struct adapt {
	const struct abuse_model *model; /* borrowed */
	float *u;                        /* NULL: nothing is learnt */
	double a, b;
	size_t n_decisions, n_abuse;    /* that were replayed */
	double loss_before, loss_after; /* mean log-loss of the newest fifth;
	                                   0: not measured */
	bool is_kept;                   /* what was learnt counts */
	uint64_t id;                    /* of what was learnt; 0: nothing */
};

/* Nothing learnt yet. */
struct adapt adapt_none(const struct abuse_model *model);

/* A decision about `text`; what it needs is in `arena`. */
struct adapt_decision adapt_decision_of(struct arena *arena,
                                        const struct abuse_model *model,
                                        struct str text, bool is_abuse);

/* Learn from `n` decisions, the oldest first; the table is in `arena`. */
struct adapt adapt_replay(struct arena *arena, const struct abuse_model *model,
                          const struct adapt_decision *decisions, size_t n);

/* The logit of a part of a text with that score of the shipped model. */
double adapt_logit(const struct adapt *adapt,
                   const struct abuse_features *features, double score);

/* The logit of `text` (any bytes): of its worst part. */
double adapt_logit_text(struct arena *arena, const struct adapt *adapt,
                        struct str text);

#endif

/*
 * train.h - weights of the model of abuse, made from labelled texts
 *
 * AdaGrad over the texts in an order that a fixed seed shuffles, then weights
 * as signed bytes.  Only additions, multiplications, divisions and square roots
 * of doubles are used, in a fixed order, so that the same texts give the same
 * bytes on every machine.
 */
#ifndef TEXT_TRAIN_H
#define TEXT_TRAIN_H

#include "text/abuse.h"

struct train_text {
	struct abuse_features features;
	bool is_abuse;
};

/* Make a model of `n` texts, some of each kind; its table is in `arena`. */
void train_abuse(struct arena *arena, const struct train_text *texts, size_t n,
                 struct abuse_model *model);

/* 1 / (1 + e^-x), the same on every machine; `x` is cut to -30 .. 30. */
double train_sigmoid(double x);

#endif

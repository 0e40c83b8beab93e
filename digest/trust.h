/*
 * trust.h - when a reader is trusted on a list
 *
 * Each comment of theirs that is proven to be theirs and that a person approved
 * counts 1; one half when a half-life has passed since, a quarter after two,
 * and so on.  A rejection for abuse or spam forfeits what was approved before
 * it.  A reader is an identity of proven addresses: what came from another
 * address counts for nobody, neither way (STANDARDS T-01).
 */
#ifndef DIGEST_TRUST_H
#define DIGEST_TRUST_H

#include <stdbool.h>

#include "store/standing.h"

/* What `standing` is worth at `now`, in thousandths of a comment. */
int64_t trust_points(const struct standing *standing, int64_t now,
                     int64_t half_life_s);

/* Has a person approved one of theirs, and nothing forfeited it? */
bool trust_is_known(const struct standing *standing);

#endif

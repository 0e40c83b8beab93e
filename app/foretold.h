/*
 * foretold.h - what was said of comments before people decided about them
 */
#ifndef APP_FORETOLD_H
#define APP_FORETOLD_H

#include "digest/calibration.h"
#include "store/db.h"

/*
 * The newest decisions by people about comments of `list` ("": of all), the
 * oldest first, with what was recommended then; of those whose models' id begins
 * with `model`.  `*n_unscored`: of how many nothing was known.
 */
enum err foretold_cases(struct db *db, struct arena *arena, struct str list,
                        struct str model, struct calibration_case **cases,
                        size_t *n, size_t *n_unscored,
                        struct why *why) MUST_CHECK;

#endif

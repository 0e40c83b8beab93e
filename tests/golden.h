/*
 * golden.h - what people get to see, word for word, in tests/golden/
 *
 * A test that fails shows the lines that differ: "-" as it was to be, "+" as
 * it is.  GOLDEN=write in the environment writes the files anew; look at the
 * difference before you commit it.
 */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "base/arena.h"
#include "base/str.h"

/* `text` is what tests/golden/`name` holds. */
void ck_assert_golden(struct arena *arena, const char *name, struct str text);

/* Where two texts differ, as lines with "-" and "+"; "" when they do not. */
struct str golden_difference(struct arena *arena, struct str expected,
                             struct str text);

#endif

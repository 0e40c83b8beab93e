/*
 * evaluate.h - how well a site's comments were foretold
 */
#ifndef APP_EVALUATE_H
#define APP_EVALUATE_H

#include "app/args.h"

/*
 * Print what was recommended beside what people decided, of `list` (NULL: of
 * all lists), as text or JSON; write the picture to the file `svg`, too, unless
 * NULL.  Returns an exit code.
 */
int evaluate_site(const struct args *args, const char *list, const char *svg);

#endif

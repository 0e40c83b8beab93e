/*
 * roster.h - the subscribers of a list as a CSV file, in and out
 *
 * Columns: address (or email), name, state.  Without a heading they are address
 * and name.
 */
#ifndef APP_ROSTER_H
#define APP_ROSTER_H

#include "app/verb.h"

/*
 * `import LIST FILE`: all of it or, when the file is no CSV or the store fails,
 * nothing; an address that cannot be is named with its line and left out.  Who
 * is known to the list stays as is.  A state other than active is taken over,
 * so that who has left does not come back; pending ones are left out: they
 * never confirmed.
 */
int roster_import(const struct verb_call *call);

/* `export LIST`: everybody, in whatever state. */
int roster_export(const struct verb_call *call);

#endif

/*
 * copy.h - a whole site from one store to another, whatever their engines
 */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/db.h"

/* Called after each table with the number of its rows; may be NULL. */
typedef void copy_progress(void *context, struct str table, int64_t rows);

/*
 * Copy every row of `from` into `to`, which has the same schema and no rows
 * yet, in one transaction; `from` is locked for writers meanwhile.  The rows of
 * each table are counted in both before it is committed.
 *
 *	ERR_DENIED	`to` has rows already
 *	ERR_TEMP	a store is locked, full, or its server went away
 *	ERR_FATAL	anything else: nothing was copied
 */
enum err store_copy(struct db *from, struct db *to, copy_progress *progress,
                    void *context, int64_t *rows, struct why *why) MUST_CHECK;

#endif

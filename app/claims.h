/*
 * claims.h - deliveries that are claimed or open, over all editions
 */
#ifndef APP_CLAIMS_H
#define APP_CLAIMS_H

#include "app/outcome.h"
#include "app/site.h"
#include "store/editions.h"

/* What workers of this host that are no more had claimed is in doubt, and due
 * at once; logged. */
void claims_take_over(struct site *site);

/*
 * Write the outcome of a claimed delivery so that it survives the end of this
 * process.
 *
 *	ERR_EXPIRED	the lease is another's by now
 *	ERR_TEMP	the store is locked or full, after five tries
 */
enum err claims_record(struct site *site, int64_t delivery, struct str owner,
                       const struct outcome *outcome,
                       struct why *why) MUST_CHECK;

/*
 * Prolong the leases of `owner`, who has `n` to send still, to `until`: true
 * when all of them are still its own.  Otherwise it must not send them.
 */
bool claims_keep(struct site *site, struct str owner, size_t n, int64_t until);

/* Mark an edition that has no open delivery any more; logged. */
void claims_close(struct site *site, const struct edition *edition);

/* Deliveries of editions that are still to be made. */
int64_t claims_open(struct site *site);

#endif

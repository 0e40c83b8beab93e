/*
 * claims.h - deliveries that are claimed or open, over all editions
 */
#ifndef APP_CLAIMS_H
#define APP_CLAIMS_H

#include "app/site.h"

/* What workers of this host that are no more had claimed is in doubt, and due
 * at once; logged. */
void claims_take_over(struct site *site);

/* Deliveries of editions that are still to be made. */
int64_t claims_open(struct site *site);

#endif

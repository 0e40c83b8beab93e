/*
 * failure.h - recipients in a delivery report that people are meant to read
 *
 * The formats of qmail, Exim, sendmail, Postfix, Exchange, Notes, Yahoo and
 * many more have this in common: an address that starts a line, then the words
 * about it, then a line that says that the mail itself follows.
 */
#ifndef MAILER_FAILURE_H
#define MAILER_FAILURE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct failure {
	struct str address;
	struct str words; /* what is said of it: from its line to the next's */
};

/* `text` up to where a copy of the returned mail starts. */
struct str failure_report(struct str text);

/*
 * The recipients that `report` tells, at most BOUNCE_RECIPIENTS_MAX: those at
 * the start of a line, else those behind words like "RCPT TO:" or "to", else
 * whoever is named; `*is_sure` is true in the first case.  An address that
 * `is_ours` says true to is none.
 */
void failure_find(struct arena *arena, struct str report,
                  bool (*is_ours)(const void *context, struct str address),
                  const void *context, struct failure **failures, size_t *n,
                  bool *is_sure);

/*
 * Names that a server tells without its own domain: indented words by
 * themselves below "... to the following recipients ...:".
 */
void failure_names(struct arena *arena, struct str report, struct str **names,
                   size_t *n);

#endif

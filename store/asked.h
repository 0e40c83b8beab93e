/*
 * asked.h - what strangers have made us ask, and who wants to hear no more
 *
 * Rows of notices that strangers may have caused (is_asked_of of a delivery):
 * how many of late, whom one of them asked; and the mailboxes that refused any
 * further one.
 */
#ifndef STORE_ASKED_H
#define STORE_ASKED_H

#include <stdbool.h>

#include "store/db.h"

/* How many were planned after `since` for whomever; `is_unproven`: only those
 * that a letter caused whose sender nothing proves. */
enum err asked_count(struct db *db, bool is_unproven, int64_t since, int64_t *n,
                     struct why *why) MUST_CHECK;

/* The address that the notice with this Message-ID, or (`is_token`) with the
 * stored token of this hash, went to; ERR_ABSENT. */
enum err asked_address(struct db *db, struct arena *arena, struct str id,
                       bool is_token, struct str *address,
                       struct why *why) MUST_CHECK;

/* The mailbox of `address` wants no further one: so says `letter`. */
enum err asked_refuse(struct db *db, struct str address, int64_t letter,
                      int64_t now, struct why *why) MUST_CHECK;

/* Has the mailbox of `address` said so? */
enum err asked_is_refused(struct db *db, struct str address, bool *is_refused,
                          struct why *why) MUST_CHECK;

#endif

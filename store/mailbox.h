/*
 * mailbox.h - what addresses of one mailbox have in common
 *
 * Of one mailbox are all addresses that differ in case, or behind a '+', or at
 * Gmail by dots (STANDARDS T-05): its budget and its wishes are theirs.
 */
#ifndef STORE_MAILBOX_H
#define STORE_MAILBOX_H

#include "base/arena.h"
#include "base/str.h"

/* The key of the mailbox that `address` is of. */
struct str mailbox_key(struct arena *arena, struct str address);

/* The domain of an address in lower case; "" when it has none. */
struct str mailbox_domain(struct arena *arena, struct str address);

#endif

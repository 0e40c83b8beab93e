/*
 * address.h - addresses of mail, read strictly
 */
#ifndef MAILER_ADDRESS_H
#define MAILER_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define ADDRESS_MAX 254 /* octets, RFC 5321, 4.5.3.1.3 without the <> */

/*
 * Guard G1 of STANDARDS 0.3: may `address` stand in an SMTP envelope and in
 * our headers?  Printable ASCII without <>"() space , ; : \ CR LF; local part
 * 1..64, dots inside and single (RFC 5322, dot-atom); domain of LDH labels,
 * total <= 254, at least one dot or "localhost", no bare IP address.
 */
bool address_ok(struct str address);

/*
 * `text` as an address that may be written to: blanks around it dropped, an
 * IDN domain turned into A-labels (IDNA2008, UTS 46 non-transitional), the
 * domain in lower case, the local part as given (STANDARDS SMTP-05, EAI-02).
 * ERR_INPUT with `why` for anything that fails address_ok() afterwards.
 */
enum err address_normalise(struct arena *arena, struct str text,
                           struct str *address, struct why *why) MUST_CHECK;

/* Same mailbox: domains without case, local parts without case (readers and
 * their clients do not keep it). */
bool address_eq(struct str a, struct str b);

/* The part behind the last @; empty when there is none. */
struct str address_domain(struct str address);

/* One mailbox of a From, To or CSV field: "Name <a@b>" or "a@b". */
struct mailbox {
	struct str name; /* unquoted; may be empty */
	struct str address;
};

/*
 * Take the next mailbox off the address list `rest` (RFC 5322, 3.4, groups
 * and comments skipped, at most 100 tokens looked at); false at the end.  Works
 * on decoded text.  What cannot be read counts too, so that nothing hides
 * behind it: its `address` is empty.  An encoded word inside an address makes
 * it unreadable.  A single word without a domain ("MAILER-DAEMON") is an address
 * too; nothing can be sent to it.
 */
bool address_next(struct arena *arena, struct str *rest, struct mailbox *box);

#endif

/*
 * domain.h - names of domains: in ASCII, the same, one below the other
 *
 * Compared as A-labels (IDNA2008, UTS 46 non-transitional), without case and
 * without the root's dot, on the border of labels (STANDARDS T-41): whoever
 * owns evilexample.org has no say about example.org.
 */
#ifndef MAILER_DOMAIN_H
#define MAILER_DOMAIN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define DOMAIN_MAX 253 /* octets, RFC 1035, 2.3.4 without the root's dot */

/* `domain` in A-labels and lower case; "" when it cannot be written so.  What
 * is ASCII already is not looked at further: see domain_ok(). */
struct str domain_ascii(struct arena *arena, struct str domain);

/* LDH labels, at least two or "localhost", <= DOMAIN_MAX, no IPv4 address. */
bool domain_ok(struct str domain);

/* The same domain.  What is none (an empty label, a blank, a sign that no
 * domain may have) is the same as nothing, itself included. */
bool domain_eq(struct str a, struct str b);

/* Whether `domain` is `parent` or below it. */
bool domain_under(struct str domain, struct str parent);

#endif

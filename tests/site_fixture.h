/*
 * site_fixture.h - a site in memory: two lists, a key, the shipped templates
 *
 * Lists "news" (news@example.org, news+{token}@example.org) and "sports",
 * likewise.  Whatever fails here fails the test.
 */
#ifndef TESTS_SITE_FIXTURE_H
#define TESTS_SITE_FIXTURE_H

#include "app/site.h"

/* Set it up with an upgraded store in memory; closed by site_close(). */
void site_in_memory(struct site *site);

/* The address of `list` with the token of a delivery, in `arena`. */
struct str site_verp(const struct site *site, struct arena *arena,
                     const char *list, int64_t delivery);

#endif

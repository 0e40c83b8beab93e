/*
 * route.h - which list a mail is for, and which token brought it
 */
#ifndef APP_ROUTE_H
#define APP_ROUTE_H

#include "app/judge.h"

/*
 * Find the list and the first good token among the addresses that `mail` was
 * sent to, the one for complaints being a list's too: fills in list, has_token,
 * token, what the token names (subscriber, delivery, queue), which stay empty
 * behind a token that is not ours, and other_item.  `*is_to_list`: a list's own
 * address was written to.  Errors are the store's.
 */
enum err route_letter(struct site *site, struct arena *arena,
                      const struct mail *mail, int64_t now,
                      struct judgement *judgement, bool *is_to_list,
                      struct why *why) MUST_CHECK;

/*
 * The same for a complaint, which came to us for another reason: the first good
 * token among the addresses in `text`, the mail that it gives back.  One that
 * readers see (a reply token) gives way to one that they do not.
 */
enum err route_returned(struct site *site, struct arena *arena, struct str text,
                        int64_t now, struct judgement *judgement,
                        struct why *why) MUST_CHECK;

/* Whether it is our own mail that came back: From is an address that only we
 * write from, its List-Id is that of a list here, or we made its Message-ID. */
bool route_is_from_us(const struct site *site, const struct mail *mail);

#endif

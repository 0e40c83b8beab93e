/*
 * who.h - who wrote a letter, and how sure that is
 *
 * Three things tell (STANDARDS T-01): the token in the address, which names a
 * subscriber; From; and, where `auth` is configured, what our border found out
 * about From (digest/auth.h).
 *
 *	token of    From         border      the comment is held, and
 *	------------------------------------------------------------------
 *	anybody's   any          fail        WHO_FORGED
 *	A           A's          pass        verified
 *	A           A's          off         verified: nobody was asked
 *	A           A's          else        WHO_UNPROVEN
 *	A           another      pass, off   WHO_OTHER; A is asked once whether
 *	                                     that address is A's too, unless it
 *	                                     is another reader's (app/prove.h)
 *	A           another      else        WHO_OTHER and WHO_UNPROVEN
 *	none        A's          pass, off   WHO_TOKENLESS, by list policy
 *	none        A's          none        WHO_TOKENLESS and WHO_UNPROVEN, likewise
 *	none        a stranger's any         WHO_STRANGER, by `strangers`, or
 *	                                     it is junk (app/newcomer.h)
 *
 * A's addresses are the subscribed one and those that were confirmed.
 */
#ifndef APP_WHO_H
#define APP_WHO_H

#include "app/judge.h"

/* What a moderator is told. */
#define WHO_FORGED             "the sender's domain says that this mail is forged"
#define WHO_UNPROVEN           "nothing proves that the sender's domain sent this mail"
#define WHO_TOKENLESS          "it answers no edition by its address: it has no token"
#define WHO_TOKENLESS_UNPROVEN WHO_TOKENLESS "; " WHO_UNPROVEN
#define WHO_STRANGER           "no subscriber has the address that it comes from"
#define WHO_NEWCOMER                                                           \
	"its writer is no subscriber, and has confirmed that it is theirs"
#define WHO_OTHER                                                              \
	"the letter comes from another address than the edition went to"
#define WHO_OTHER_UNPROVEN WHO_OTHER "; " WHO_UNPROVEN
#define WHO_DISOWNED       "its reader says that it is not theirs"
#define WHO_NOT_THEIRS                                                         \
	"who has the address that it comes from says that it is not the"       \
	" reader's"

/* Judge From by what our border says: fills in `judgement->auth`. */
void who_border(struct site *site, struct arena *arena, const struct mail *mail,
                struct judgement *judgement);

/* Compare From with whom the reply token was given to: fills in is_verified,
 * doubt and other. */
enum err who_author(struct site *site, struct arena *arena,
                    const struct mail *mail, struct judgement *judgement,
                    struct why *why) MUST_CHECK;

/*
 * A mail to the list's address with no token and no command: an editor's
 * article, a subscriber's comment (with the item that its quotes tell, if they
 * are of one of the last editions that the subscriber got), a stranger's (of the
 * last editions), or junk.
 */
enum err who_tokenless(struct site *site, struct arena *arena,
                       const struct mail *mail, struct judgement *judgement,
                       struct why *why) MUST_CHECK;

/* The newest `limit` editions that a letter without a token may be about. */
enum err who_editions(struct site *site, struct arena *arena,
                      const struct judgement *judgement, int64_t limit,
                      int64_t **editions, size_t *n,
                      struct why *why) MUST_CHECK;

/* Whether the letter may be printed under its reader's name when a moderator
 * approves it: From says so, and nobody says that it lies. */
bool who_is_signed(const struct judgement *judgement);

/* Does the border vouch for From, or is nobody asked? */
bool who_is_vouched(const struct judgement *judgement);

/* A command or decision that the sender's domain calls forged? */
bool who_is_forged(const struct judgement *judgement);

#endif

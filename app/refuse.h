/*
 * refuse.h - who wants to be asked nothing more (STANDARDS T-05)
 *
 * Anybody can make us ask an address whether it wants something.  Whoever
 * answers such a mail by the word "block" is asked nothing more, by any list.
 * That the answer has the mail's Message-ID, which is random, or came to the
 * address in it, shows that it is from there; a machine does not write the word.
 * Somebody whom an admin adds gets editions all the same.
 */
#ifndef APP_REFUSE_H
#define APP_REFUSE_H

#include "app/act.h"

/* Take the refusal of `address`. */
enum err refuse_take(struct act *act, struct str address,
                     struct why *why) MUST_CHECK;

/* The same of whom the mail that this letter answers was sent to, by its
 * Message-ID, or by the token that the letter has. */
enum err refuse_answer(struct act *act, struct why *why) MUST_CHECK;

#endif

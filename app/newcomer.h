/*
 * newcomer.h - a stranger is asked whether a letter is theirs, and answers
 *
 * Where a list lets strangers confirm (`strangers`), the question goes to the
 * one address of From, with nothing of the letter in it and the token in its
 * body only; app/post.h has the limits.  Who it is is a reader from the answer
 * on, not before: else anybody could make any address "another reader's".  The
 * letter stays marked, so that a person decides about it.
 */
#ifndef APP_NEWCOMER_H
#define APP_NEWCOMER_H

#include "app/act.h"

/* Ask about a stranger's letter, if that may be.  `*waits`: it was done. */
enum err newcomer_ask(struct act *act, bool *waits, struct why *why) MUST_CHECK;

/* The answer: a mail to the address of a token that no subscriber has, which
 * says yes, no or block. */
enum err newcomer_answer(struct act *act, enum consent consent,
                         struct why *why) MUST_CHECK;

#endif

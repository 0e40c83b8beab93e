/*
 * ask.h - a letter that does not tell its article: asked about, once
 *
 * The comment is kept in state asked, one notice goes to the reader, and the
 * first answer to it, or QUESTION_DAYS without one, brings the comment before
 * a moderator, with its article or with a doubt.
 */
#ifndef APP_ASK_H
#define APP_ASK_H

#include "app/act.h"

/* Whether the reader of this letter has not been asked too often today. */
enum err ask_allowed(struct act *act, bool *is_allowed,
                     struct why *why) MUST_CHECK;

/* Ask about the letter's comments that are in state asked; `words` are
 * theirs. */
enum err ask_reader(struct act *act, struct str words,
                    struct why *why) MUST_CHECK;

/* Hold the comments whose question nobody answered until `now`.  What fails is
 * logged, and tried again the next time. */
void ask_expire(struct site *site, int64_t now);

#endif

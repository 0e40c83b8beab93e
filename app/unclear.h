/*
 * unclear.h - answers to a question of ours that say neither yes nor no
 *
 * They do nothing and leave the question open: a yes is only what says so.  Who
 * was asked is told once how to answer, at the address that was asked, whoever
 * wrote.
 */
#ifndef APP_UNCLEAR_H
#define APP_UNCLEAR_H

#include "app/act.h"

/* Tell it, if the letter's token is still open; `purpose`: its own
 * (store/tokens.h), "" when it asked a stranger. */
enum err unclear_tell(struct act *act, struct str purpose,
                      struct why *why) MUST_CHECK;

#endif

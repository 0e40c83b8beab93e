/*
 * quoted.h - the edition that a letter quotes, where it answers another one
 *
 * Mail programs complete addresses from the letters of weeks ago, and readers
 * take an old address for a new letter: then the address is for one edition
 * and the quote from another.  What is quoted tells more, with a doubt.
 */
#ifndef APP_QUOTED_H
#define APP_QUOTED_H

#include "app/judge.h"

/*
 * If most of what the letter quotes is not of the edition of
 * `judgement->item`, and another one of the last that its reader got has more
 * of it: split it anew by that one, and fill in `quoted_edition`.  Errors are
 * the store's.
 */
enum err quoted_find(struct site *site, struct arena *arena,
                     const struct mail *mail, struct judgement *judgement,
                     struct why *why) MUST_CHECK;

#endif

/*
 * mode.h - which comments wait for a moderator
 *
 *	before	all
 *	first	a reader's, until a person has approved one
 *	trusted	those of readers who are not trusted (digest/trust.h)
 *	after	none: moderators get them when they are approved
 *	closed	there are to be none; what comes waits
 *
 * A list has a mode, an article may have its own.  A mode that lets a comment
 * pass decides as the rule "mode-after", "mode-first", "mode-trusted".
 */
#ifndef APP_MODE_H
#define APP_MODE_H

#include "conf/config.h"
#include "store/articles.h"
#include "store/standing.h"

/* The words of the configuration, in the order of enum config_moderation. */
#define MODE_WORDS "before|first|trusted|after|closed"

/* "before", ... */
const char *mode_name(enum config_moderation mode);

/* The mode that counts for `article` (NULL: the list's). */
enum config_moderation mode_of(const struct config_list *list,
                               const struct article *article);

/* Whether comments on `article` are welcome: it is open, and so is its mode. */
bool mode_is_open(const struct config_list *list,
                  const struct article *article);

/* Is a reader of that standing trusted on `list` at `now`? */
bool mode_trusts(const struct config_list *list,
                 const struct standing *standing, int64_t now);

/* Does `mode` let a comment pass whose reader has that standing? */
bool mode_passes(const struct config_list *list, enum config_moderation mode,
                 const struct standing *standing, int64_t now);

#endif

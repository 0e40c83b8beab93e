/*
 * judges.h - who may decide an appeal
 *
 * Any moderator but the one who rejected the comment; where there is no other,
 * any admin but that one.  What a rule rejected any moderator may decide, and no
 * rule decides an appeal.  Where nobody is left the comment stays appealed until
 * the configuration names somebody.
 */
#ifndef APP_JUDGES_H
#define APP_JUDGES_H

#include "app/site.h"
#include "store/appeals.h"

/* May `who` (an address, an operator's name, or "rule NAME") decide about what
 * `first` rejected? */
bool judges_may(const struct config_list *list, struct str first,
                struct str who);

/* Is there anybody who may, of those whom mail goes to? */
bool judges_any(const struct config_list *list, struct str first);

/* Is `who` one of the list's admins? */
bool judges_is_admin(const struct config_list *list, struct str who);

/*
 * May `who` decide about `comment` as far as an appeal is concerned?  Without an
 * open one: yes; `*appeal` has id 0 then.
 */
enum err judges_check(struct site *site, struct arena *arena, int64_t comment,
                      struct str who, bool *is_so, struct appeal *appeal,
                      struct why *why) MUST_CHECK;

/* Hold the appealed comment `comment` again if somebody may decide about it;
 * in a transaction. */
enum err judges_hold(struct site *site, struct arena *arena,
                     const struct config_list *list, int64_t comment,
                     int64_t now, bool *is_held, struct why *why) MUST_CHECK;

/* Hold what stayed appealed since there was nobody, where there is now.
 * Mistakes are logged. */
void judges_hold_due(struct site *site, int64_t now);

#endif

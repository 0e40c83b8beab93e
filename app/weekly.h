/*
 * weekly.h - once a week the admins of a list are told how moderation is doing
 */
#ifndef APP_WEEKLY_H
#define APP_WEEKLY_H

#include "app/site.h"

/*
 * Write the mails that are due at `now`: to each admin, once for each list and
 * week, from weekly.on and weekly.at on, late rather than never.  The week in
 * which a list begins is not told of.  Mistakes are logged.
 */
void weekly_send_due(struct site *site, int64_t now);

#endif

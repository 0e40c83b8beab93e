/*
 * queue.h - held comments go to the moderators
 */
#ifndef APP_QUEUE_H
#define APP_QUEUE_H

#include "app/site.h"

/*
 * Write the queue mails that are due at `now`: one for each moderator and list
 * when comments wait that the moderator has not been told of, not more often
 * than queue.at_most_every, earlier when queue.at of them wait.  A comment comes
 * again when queue.remind_after has passed, and goes to the next moderator, too,
 * each time that queue.escalate_after has.  Mistakes are logged.
 */
void queue_send_due(struct site *site, int64_t now);

#endif

/*
 * moderate.h - a moderator's answer to a queue
 *
 * Its effects are act_decide() (app/act.h).
 */
#ifndef APP_MODERATE_H
#define APP_MODERATE_H

#include "app/judge.h"

/* What a mail of CLASS_DECISION orders, as decision_text(), without doing it. */
enum err moderate_orders(struct site *site, struct arena *arena,
                         const struct mail *mail, struct judgement *judgement,
                         int64_t now, struct str **lines, size_t *n,
                         struct why *why) MUST_CHECK;

#endif

/*
 * assess.h - scores for held comments
 *
 * The editor has one assessor: models, what was learnt from the moderators, and
 * an index of each list's articles, made when first wanted and made anew when
 * it has grown old.  A comment that cannot be scored gets a row that says so,
 * and waits for a moderator as any other; it is scored when that works again.
 */
#ifndef APP_ASSESS_H
#define APP_ASSESS_H

#include "app/scorer.h"
#include "app/site.h"

struct assessor;

/* Nothing is read yet.  `site` is borrowed. */
struct assessor *assess_open(struct site *site);
void assess_close(struct assessor **assessor);

/* Score the held comments that have no scores; log what fails. */
void assess_due(struct assessor *assessor, int64_t now);

/* The lessons of `list` ("": of all) as decisions to learn from: approvals, and
 * rejections for abuse. */
enum err assess_lessons(struct site *site, struct arena *arena,
                        const struct abuse_model *model, struct str list,
                        struct adapt_decision **decisions, size_t *n,
                        struct why *why) MUST_CHECK;

#endif

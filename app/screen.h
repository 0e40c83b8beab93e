/*
 * screen.h - what rules and modes do with comments before anybody looks
 *
 * Each comment that comes to be held, by a letter, by the answer to a question
 * or by its author's confirmation, is judged once, in a transaction of its own
 * before queues are written: by the rules of the configuration (digest/rules.h),
 * then by the mode of its article or list (app/mode.h).  Until then, and
 * whenever something fails, it is held.
 *
 * Neither a rule nor a mode approves what a person should see first (STANDARDS
 * T-01): what is not verified, has a doubt, is cut with little certainty, has no
 * known or open article, or whose scores failed.
 */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H

#include "app/mode.h"
#include "app/site.h"
#include "digest/rules.h"
#include "store/comments.h"

/* What would be done with a comment. */
struct screening {
	struct rule_verdict verdict;
	enum config_moderation mode;
	enum comment_state state; /* held, approved or rejected */
	struct str actor;         /* "rule NAME" that decides so; "": held by
	                             the mode */
	struct str note;          /* what a rule tells moderators; "" */
	const char *waits;        /* why it may not pass; NULL: it may */
};

/* Ask `rules`, and then the mode, about a comment as things were at `at`; with
 * `scores` (NULL: none).  Nothing is written. */
enum err screen_ask(struct site *site, struct arena *arena,
                    const struct rule *rules, size_t n_rules,
                    const struct comment *comment, const struct scores *scores,
                    int64_t at, struct screening *screening,
                    struct why *why) MUST_CHECK;

/* Judge the comments that have not been yet; what fails is logged, and held. */
void screen_due(struct site *site, int64_t now);

#endif

/*
 * rules.h - what a site's own rules say of a comment
 *
 * Rules stand in the configuration, in order.  The first whose conditions all
 * hold says what is done; the list's mode (app/mode.h) decides when none does,
 * or when that rule only marks.  A condition on a score that there is not, for
 * want of a model or because it failed, can be neither true nor false: then the
 * rule fails, no later one is asked, and the comment is held (DESIGN 8,
 * promise 3).  Conditions that need no score are asked first, so that a rule
 * that does not concern the comment cannot fail.
 *
 * Nothing here knows who may be approved unseen; that is up to the caller.
 */
#ifndef DIGEST_RULES_H
#define DIGEST_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/scores.h"
#include "text/whole.h"

#define RULE_MANY    INT64_C(1000000) /* an upper bound that bounds nothing */
#define RULE_AGE_MAX (INT64_C(36500) * 86400)

enum rule_act {
	RULE_HOLD,    /* for a moderator, whatever the mode */
	RULE_MARK,    /* the mode decides; moderators are told */
	RULE_APPROVE, /* unseen */
	RULE_REJECT,  /* unseen */
};

/* What a yes-or-no condition wants. */
enum rule_want {
	RULE_ANY,
	RULE_NO,
	RULE_YES,
};

/* From..to, both included. */
struct rule_range {
	int64_t least, most;
};

/* rules = ( { ... }, ... ) */
struct rule {
	const char *name;
	const char **lists; /* none: every list */
	int64_t n_lists;
	int64_t verified, trusted, doubtful, duplicate; /* enum rule_want */
	struct rule_range approved, rejected;           /* of its author */
	const char **words; /* one of these phrases; none: any text */
	int64_t n_words;
	struct rule_range links, length;              /* characters */
	struct rule_range abuse, topic, constructive; /* percent */
	struct rule_range article_age;                /* seconds */
	int64_t act;                                  /* enum rule_act */
	const char *reason;                           /* NULL: none */
	const char *to; /* a moderator's address; NULL: all of them */
};

/* What is known of a comment. */
struct rule_facts {
	struct str list;
	bool is_verified, is_trusted, is_doubtful;
	int64_t n_approved, n_rejected; /* of its author's comments */
	int64_t n_links, length;
	int64_t article_age_s;       /* -1: no article is known */
	const struct scores *scores; /* NULL: there are none */
	struct whole text;
};

struct rule_verdict {
	const struct rule *rule; /* NULL: none holds */
	const char *failure; /* why it could not be applied; NULL: it could */
};

/* Ask `rules` about a comment. */
void rules_apply(struct arena *arena, const struct rule *rules, size_t n,
                 const struct rule_facts *facts, struct rule_verdict *verdict);

/* "hold", "mark", "approve", "reject" */
const char *rule_act_name(int64_t act);

#endif

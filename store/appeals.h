/*
 * appeals.h - rejections that their readers object to
 *
 * One for each comment.  It keeps who rejected it and why, since another has to
 * decide, and how it ended, to be counted.
 */
#ifndef STORE_APPEALS_H
#define STORE_APPEALS_H

#include <stdbool.h>

#include "store/db.h"

enum appeal_outcome {
	APPEAL_OPEN = 0,
	APPEAL_OVERTURNED = 1, /* the comment was approved */
	APPEAL_UPHELD = 2,     /* it was rejected once more */
	APPEAL_DROPPED = 3,    /* its reader took the comment back */
};

struct appeal {
	int64_t id;
	int64_t comment;
	int64_t letter; /* that appealed */
	struct str list;
	struct str actor;  /* who rejected it */
	struct str reason; /* as that decision has it */
	struct str words;  /* the reader's further ones; "" */
	int64_t at;
	enum appeal_outcome outcome;
	int64_t ended_at;
};

/* "open", "overturned", "upheld", "dropped" */
const char *appeal_outcome_name(enum appeal_outcome outcome);

/* Add one, and give its comment to nobody in particular; comment, letter, list, actor, reason, words and at are read.
 * ERR_INPUT: this comment's rejection was appealed before. */
enum err appeal_add(struct db *db, const struct appeal *appeal,
                    struct why *why) MUST_CHECK;

/* The appeal of a comment, in whatever state; ERR_ABSENT. */
enum err appeal_of(struct db *db, struct arena *arena, int64_t comment,
                   struct appeal *appeal, struct why *why) MUST_CHECK;

/* Those of `list` (empty: of every list), the oldest first; `is_open`: only
 * those that nobody has decided. */
enum err appeal_list(struct db *db, struct arena *arena, struct str list,
                     bool is_open, struct appeal **appeals, size_t *n,
                     struct why *why) MUST_CHECK;

/* End an open one of `comment`; nothing happens when there is none. */
enum err appeal_end(struct db *db, int64_t comment, enum appeal_outcome outcome,
                    int64_t now, struct why *why) MUST_CHECK;

/* How many of `list` (empty: of every list) ended, or are open, so. */
enum err appeal_count(struct db *db, struct str list,
                      enum appeal_outcome outcome, int64_t *n,
                      struct why *why) MUST_CHECK;

#endif

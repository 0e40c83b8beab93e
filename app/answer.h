/*
 * answer.h - a mail of ours that a letter makes us write, within its budget
 */
#ifndef APP_ANSWER_H
#define APP_ANSWER_H

#include "app/act.h"
#include "app/post.h"

#define ANSWER_CONFIRM_S (NOTICE_CONFIRM_HOURS * 3600)

struct answer {
	const char *kind; /* for the ledger: its budget is post_allowed()'s */
	enum template_name template;
	struct str to;
	struct str action; /* the address that does what it is about; or "" */
	struct str token_hash; /* of the stored token in `action`; or "" */
	struct str leave;      /* the one that ends the subscription; or "" */
	struct str other; /* address that TEMPLATE_ADDRESS is about; or "" */
	int64_t subscriber;
	bool is_stranger; /* who wrote the letter may be somebody else: nothing
	                     of it, not even its Message-ID, is in the mail */
};

/* May one of `kind` go to `to`?  Tells the story when not. */
enum err answer_allowed(struct act *act, const char *kind, struct str to,
                        bool *is_allowed, struct why *why) MUST_CHECK;

/* Write it, if it may go, and tell the story. */
enum err answer_send(struct act *act, const struct answer *answer,
                     struct why *why) MUST_CHECK;

#endif

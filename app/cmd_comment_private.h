/*
 * cmd_comment_private.h - what the two files of `postbag comment` share
 */
#ifndef APP_CMD_COMMENT_PRIVATE_H
#define APP_CMD_COMMENT_PRIVATE_H

#include "app/verb.h"

struct comment_options {
	bool is_held;
	const char *reason, *words;
	int64_t article;
};

/* The verbs that decide, as a moderator's answer does (app/effect.h); all that
 * one command does is one answer, and can be undone as such. */
int comment_verb_approve(const struct verb_call *call);
int comment_verb_reject(const struct verb_call *call);
int comment_verb_edit(const struct verb_call *call);
int comment_verb_feature(const struct verb_call *call);
int comment_verb_block(const struct verb_call *call);
int comment_verb_undo(const struct verb_call *call);

#endif

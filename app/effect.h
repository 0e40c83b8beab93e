/*
 * effect.h - the effects of a moderator's answer, and their undoing
 *
 * Three ways lead here: a mail that answers a queue, `postbag comment`, and the
 * desk in a terminal.  All do the same, within the caller's transaction, and
 * note it so that it can be undone until an edition has it.
 */
#ifndef APP_EFFECT_H
#define APP_EFFECT_H

#include "app/site.h"
#include "digest/order.h"
#include "store/comments.h"

/* Who answers, for which list; `answer` is set with the first effect. */
struct effect {
	struct site *site;
	struct arena *arena;
	const struct config_list *list;
	struct str actor;
	int64_t queue, letter; /* 0: not by mail */
	int64_t now;
	bool may_move; /* also a comment whose article is known */
	int64_t answer;
};

/*
 * Do to comment `id` what `order` says (approve, reject, edit, feature, block).
 * `*text` says in one line what became of it, also when nothing did; `*is_done`
 * tells which.  Errors are the store's alone.
 */
enum err effect_apply(struct effect *effect, const struct order *order,
                      int64_t id, bool *is_done, struct str *text,
                      struct why *why) MUST_CHECK;

/* What became of one effect of an answer that is undone. */
struct effect_undone {
	int64_t comment;
	bool is_done;
	struct str text;
};

/*
 * Undo the actor's last answer about the list, but what an edition has or
 * another has decided since.  None: `*n` is 0.
 */
enum err effect_undo(struct effect *effect, struct effect_undone **undone,
                     size_t *n, struct why *why) MUST_CHECK;

#endif

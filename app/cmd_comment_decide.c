/*
 * comment: approve, reject, edit, feature, block, undo
 */
#include <string.h>
#include <sysexits.h>

#include "app/cmd_comment_private.h"
#include "app/effect.h"
#include "app/out.h"
#include "base/file.h"
#include "digest/command.h"

enum {
	LISTS_MAX = 100,         /* that one command decides for */
	TEXT_FILE_MAX = 1 << 20, /* bytes of an edit */
};

/* One command: an answer for each list that it decides for. */
struct batch {
	const struct verb_call *call;
	struct effect effects[LISTS_MAX];
	size_t n;
	struct str actor;
};

static struct effect *effect_for(struct batch *b, struct str list)
{
	const struct config_list *of =
		site_list(b->call->site, arena_copy(b->call->arena, list));

	for (size_t i = 0; i < b->n; i++)
		if (b->effects[i].list == of)
			return &b->effects[i];
	if (!of || b->n == LISTS_MAX)
		return NULL;
	b->effects[b->n] = (struct effect){.site = b->call->site,
	                                   .arena = b->call->arena,
	                                   .list = of,
	                                   .actor = b->actor,
	                                   .may_move = true,
	                                   .now = site_now()};
	return &b->effects[b->n++];
}

static enum err decide_one(struct batch *b, const struct order *order,
                           int64_t id, bool *is_done, struct str *text,
                           struct why *why)
{
	struct comment comment;
	struct effect *effect;
	enum err err = comment_get(b->call->site->db, b->call->arena, id,
	                           &comment, why);

	*is_done = false;
	*text = str_of("there is no such comment");
	if (err)
		return err == ERR_ABSENT ? OK : err;
	effect = effect_for(b, comment.list);
	*text = str_of("its list is not in the configuration");
	return effect ? effect_apply(effect, order, id, is_done, text, why)
	              : OK;
}

/* What became of one comment. */
struct outcome {
	int64_t id;
	bool is_done;
	struct str text;
};

static int tell(const struct verb_call *call, const struct outcome *outcomes,
                size_t n)
{
	int code = EX_OK;

	for (size_t i = 0; i < n; i++) {
		out_say(call->args->is_json, "%lld: %.*s",
		        (long long)outcomes[i].id, (int)outcomes[i].text.len,
		        outcomes[i].text.ptr);
		if (!outcomes[i].is_done)
			code = EX_DATAERR;
	}
	return code;
}

/* Do `order` to each comment that the words name, in one transaction: those
 * to which it cannot be done stay as they are. */
static int decide_all(const struct verb_call *call, const struct order *order,
                      size_t n)
{
	struct batch batch = {.call = call,
	                      .actor = verb_operator(call->arena)};
	struct outcome *outcomes = arena_array(call->arena, struct outcome, n);
	struct why why;
	enum err err;

	for (size_t i = 0; i < n; i++) {
		outcomes[i].id = verb_id(call->words[i]);
		if (!outcomes[i].id)
			return EX_USAGE;
	}
	err = db_begin(call->site->db, DB_DURABLE, &why);
	for (size_t i = 0; err == OK && i < n; i++)
		err = decide_one(&batch, order, outcomes[i].id,
		                 &outcomes[i].is_done, &outcomes[i].text, &why);
	if (err == OK)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s", why.text);
	return tell(call, outcomes, n);
}

static struct order order_of(const struct verb_call *call,
                             enum decision_verb verb)
{
	const struct comment_options *o = call->options;

	return (struct order){.verb = verb,
	                      .article = o->article,
	                      .reason = str_of(o->reason),
	                      .words = str_of(o->words),
	                      .line = {"", 0}};
}

int comment_verb_approve(const struct verb_call *call)
{
	const struct order order = order_of(call, VERB_APPROVE);

	return decide_all(call, &order, call->n);
}

int comment_verb_feature(const struct verb_call *call)
{
	const struct order order = order_of(call, VERB_FEATURE);

	return decide_all(call, &order, call->n);
}

int comment_verb_reject(const struct verb_call *call)
{
	const struct order order = order_of(call, VERB_REJECT);

	if (!reject_reason_ok(order.reason))
		return args_wrong(call->program, "--reason is one of: %s",
		                  reject_reasons);
	return decide_all(call, &order, call->n);
}

int comment_verb_block(const struct verb_call *call)
{
	const struct order order = order_of(call, VERB_BLOCK);

	if (order.reason.len > 0 && !reject_reason_ok(order.reason))
		return args_wrong(call->program, "--reason is one of: %s",
		                  reject_reasons);
	return decide_all(call, &order, call->n);
}

int comment_verb_edit(const struct verb_call *call)
{
	struct order order = order_of(call, VERB_EDIT);
	const char *path = call->n > 1 ? call->words[1] : "-";
	struct why why;
	enum err err =
		file_read(call->arena, path, TEXT_FILE_MAX, &order.words, &why);

	if (err)
		return out_error(err, "%s", why.text);
	return decide_all(call, &order, 1);
}

/* The list that is meant when none is named: the only one. */
static const struct config_list *list_of(const struct verb_call *call)
{
	const char *name = verb_list(call);

	if (!name)
		return NULL;
	if (*name)
		return site_list(call->site, name);
	if (call->site->config.n_lists == 1)
		return &call->site->config.lists[0];
	args_wrong(call->program, "which list?");
	return NULL;
}

int comment_verb_undo(const struct verb_call *call)
{
	struct effect effect = {.site = call->site,
	                        .arena = call->arena,
	                        .list = list_of(call),
	                        .actor = verb_operator(call->arena),
	                        .now = site_now()};
	struct effect_undone *undone = NULL;
	struct outcome *outcomes;
	size_t n = 0;
	struct why why;
	enum err err;

	if (!effect.list)
		return EX_USAGE;
	err = db_begin(call->site->db, DB_DURABLE, &why);
	if (err == OK)
		err = effect_undo(&effect, &undone, &n, &why);
	if (err == OK)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s", why.text);
	if (n == 0)
		return out_error(ERR_ABSENT, "there is nothing of yours to"
		                             " undo");
	outcomes = arena_array(call->arena, struct outcome, n);
	for (size_t i = 0; i < n; i++)
		outcomes[i] = (struct outcome){
			undone[i].comment, undone[i].is_done, undone[i].text};
	return tell(call, outcomes, n);
}

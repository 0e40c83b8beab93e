/*
 * comment: list, show, remove, restore, appeals; app/cmd_comment_decide.c has the
 * others
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/advice.h"
#include "app/args.h"
#include "app/cmd_comment_private.h"
#include "app/decide.h"
#include "app/out.h"
#include "app/program.h"
#include "app/verb.h"
#include "digest/command.h"
#include "digest/restore.h"
#include "store/appeals.h"
#include "store/articles.h"

static int comment_verb_list(const struct verb_call *call)
{
	static const char *const columns[] = {"id",     "state", "title",
	                                      "author", "text",  NULL};
	const struct comment_options *o = call->options;
	struct comment *comments;
	struct out out;
	struct why why;
	size_t n = 0;
	const char *list = verb_list(call);
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = comment_list(call->site->db, call->arena, str_of(list),
	                   o->is_held ? COMMENT_HELD : -1, &comments, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		const struct comment *c = &comments[i];

		out_row(&out);
		out_number(&out, "id", c->id);
		out_text(&out, "list", c->list);
		out_text(&out, "state", str_of(comment_state_name(c->state)));
		out_number(&out, "article", c->article);
		out_number(&out, "letter", c->letter);
		out_flag(&out, "verified", c->is_verified);
		out_text(&out, "title", c->title);
		out_text(&out, "author", c->author);
		out_text(&out, "text", c->text);
		out_text(&out, "doubt", c->doubt);
		out_flag(&out, "unseen", c->is_unseen);
		out_time(&out, "received", c->received_at);
	}
	out_close(&out, columns, "No comments.");
	return EX_OK;
}

static void print_comment(const struct comment *c, const struct advice *advice,
                          const struct comment_cut *cuts, size_t n_cuts,
                          const struct decision *decisions, size_t n)
{
	printf("Comment %lld, %s\nOn: %.*s\nBy: %.*s%s\n", (long long)c->id,
	       comment_state_name(c->state), (int)c->title.len, c->title.ptr,
	       (int)c->author.len, c->author.ptr,
	       c->is_verified ? "" : " (not verified)");
	if (c->doubt.len > 0)
		printf("Look: %.*s\n", (int)c->doubt.len, c->doubt.ptr);
	if (c->context.len > 0)
		printf("Answers: %.*s\n", (int)c->context.len, c->context.ptr);
	advice_print(advice);
	printf("Confidence: %lld of 100\n\n%.*s\n", (long long)c->confidence,
	       (int)c->text.len, c->text.ptr);
	for (size_t i = 0; i < n_cuts; i++)
		printf("\n-- cut %zu (%.*s)%s --\n%.*s\n", i + 1,
		       (int)cuts[i].kind.len, cuts[i].kind.ptr,
		       cuts[i].restored_at ? ", put back" : "",
		       (int)cuts[i].text.len, cuts[i].text.ptr);
	for (size_t i = 0; i < n; i++)
		printf("\n%.*s by %.*s%s%.*s", (int)decisions[i].event.len,
		       decisions[i].event.ptr, (int)decisions[i].actor.len,
		       decisions[i].actor.ptr,
		       decisions[i].reason.len > 0 ? ": " : "",
		       (int)decisions[i].reason.len, decisions[i].reason.ptr);
	if (n > 0)
		printf("\n");
}

static void comment_as_json(const struct comment *c,
                            const struct advice *advice,
                            const struct comment_cut *cuts, size_t n_cuts)
{
	static const char *const columns[] = {NULL};
	json_t *list = json_array();
	struct out out;

	out_open(&out, true);
	out_row(&out);
	out_number(&out, "id", c->id);
	out_text(&out, "list", c->list);
	out_text(&out, "state", str_of(comment_state_name(c->state)));
	out_number(&out, "article", c->article);
	out_number(&out, "parent", c->parent);
	out_number(&out, "letter", c->letter);
	out_text(&out, "title", c->title);
	out_text(&out, "author", c->author);
	out_flag(&out, "verified", c->is_verified);
	out_text(&out, "text", c->text);
	out_text(&out, "context", c->context);
	out_text(&out, "doubt", c->doubt);
	out_text(&out, "reason", c->reason);
	out_number(&out, "confidence", c->confidence);
	out_time(&out, "received", c->received_at);
	out_time(&out, "decided", c->decided_at);
	for (size_t i = 0; i < n_cuts; i++)
		json_array_append_new(
			list,
			json_pack("{s:I, s:s%, s:s%, s:b}", "number",
		                  (json_int_t)i + 1, "kind", cuts[i].kind.ptr,
		                  cuts[i].kind.len, "text", cuts[i].text.ptr,
		                  cuts[i].text.len, "restored",
		                  cuts[i].restored_at != 0));
	out_json(&out, "cut", list);
	out_json(&out, "scores", advice_json(advice));
	out_close(&out, columns, "");
}

static int comment_verb_show(const struct verb_call *call)
{
	struct comment_cut *cuts = NULL;
	struct decision *decisions = NULL;
	struct comment comment;
	struct advice advice;
	size_t n_cuts = 0, n = 0;
	struct why why;
	int64_t id = verb_id(call->words[0]);
	struct db *db = call->site->db;
	enum err err;

	if (!id)
		return EX_USAGE;
	err = comment_get(db, call->arena, id, &comment, &why);
	if (err == OK)
		err = comment_cuts(db, call->arena, id, &cuts, &n_cuts, &why);
	if (err == OK)
		err = comment_decisions(db, call->arena, id, &decisions, &n,
		                        &why);
	if (err == OK)
		err = advice_get(db, call->arena, &comment, &advice, &why);
	if (err)
		return out_error(err, "%s", why.text);
	if (call->args->is_json)
		comment_as_json(&comment, &advice, cuts, n_cuts);
	else
		print_comment(&comment, &advice, cuts, n_cuts, decisions, n);
	return EX_OK;
}

static int decide_one(const struct verb_call *call, const char *word,
                      enum comment_event event)
{
	bool is_done = false;
	struct str text;
	struct why why;
	int64_t id = verb_id(word);
	enum err err;

	if (!id)
		return EX_USAGE;
	err = db_begin(call->site->db, DB_DURABLE, &why);
	if (err == OK)
		err = decide_comment(call->site, call->arena, id, event,
		                     verb_operator(call->arena), str_of(""),
		                     site_now(), &is_done, &text, &why);
	if (err == OK && is_done)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "%lld: %.*s", (long long)id, (int)text.len,
	        text.ptr);
	return is_done ? EX_OK : EX_DATAERR;
}

static int decide_all(const struct verb_call *call, enum comment_event event)
{
	int code = EX_OK;

	for (size_t i = 0; i < call->n; i++) {
		int one = decide_one(call, call->words[i], event);

		code = one != EX_OK ? one : code;
	}
	return code;
}

static int comment_verb_remove(const struct verb_call *call)
{
	return decide_all(call, EVENT_REMOVE);
}

/* Put the `number`th cut back; in a transaction. */
static enum err restore(const struct verb_call *call, int64_t id,
                        int64_t number, struct why *why)
{
	struct db *db = call->site->db;
	struct comment_cut *cuts = NULL;
	struct comment comment;
	struct str text, reason;
	size_t n = 0;
	enum err err = comment_get(db, call->arena, id, &comment, why);

	if (err == OK)
		err = comment_cuts(db, call->arena, id, &cuts, &n, why);
	if (err)
		return err;
	if ((uint64_t)number > n)
		return err_because(why, ERR_ABSENT, "comment %lld has %zu cuts",
		                   (long long)id, n);
	if (restore_text(call->arena, comment.text, &cuts[number - 1], &text) !=
	    OK)
		return err_because(why, ERR_LIMIT,
		                   "comment %lld would be longer than a comment"
		                   " may be",
		                   (long long)id);
	reason = str_of(arena_printf(
		call->arena, "cut %lld (%.*s)", (long long)number,
		(int)cuts[number - 1].kind.len, cuts[number - 1].kind.ptr));
	return comment_restore(db, id, number - 1, text,
	                       (int64_t)text.len - (int64_t)comment.text.len,
	                       verb_operator(call->arena), reason, site_now(),
	                       why);
}

static int comment_verb_restore(const struct verb_call *call)
{
	struct why why;
	int64_t id = verb_id(call->words[0]);
	int64_t number = id ? verb_id(call->words[1]) : 0;
	enum err err;

	if (!id || !number)
		return EX_USAGE;
	err = db_begin(call->site->db, DB_DURABLE, &why);
	if (err == OK)
		err = restore(call, id, number, &why);
	if (err == OK)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "%lld: cut %lld is back in it",
	        (long long)id, (long long)number);
	return EX_OK;
}

/* What was appealed, and how that ended. */
static int comment_verb_appeals(const struct verb_call *call)
{
	static const char *const columns[] = {
		"comment", "outcome", "reason", "rejected_by", "words", NULL};
	struct appeal *appeals;
	struct out out;
	struct why why;
	size_t n = 0;
	const char *list = verb_list(call);
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = appeal_list(call->site->db, call->arena, str_of(list), false,
	                  &appeals, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		const struct appeal *a = &appeals[i];

		out_row(&out);
		out_number(&out, "comment", a->comment);
		out_text(&out, "list", a->list);
		out_text(&out, "outcome",
		         str_of(appeal_outcome_name(a->outcome)));
		out_text(&out, "reason", a->reason);
		out_text(&out, "rejected_by", a->actor);
		out_text(&out, "words", a->words);
		out_time(&out, "appealed", a->at);
		out_time(&out, "ended", a->ended_at);
	}
	out_close(&out, columns, "No appeals.");
	return EX_OK;
}

int program_comment(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", 0, 1, comment_verb_list},
		{"show", 1, 1, comment_verb_show},
		{"approve", 1, 1000, comment_verb_approve},
		{"reject", 1, 1000, comment_verb_reject},
		{"edit", 1, 2, comment_verb_edit},
		{"feature", 1, 1000, comment_verb_feature},
		{"block", 1, 1000, comment_verb_block},
		{"undo", 0, 1, comment_verb_undo},
		{"remove", 1, 1000, comment_verb_remove},
		{"restore", 2, 2, comment_verb_restore},
		{"appeals", 0, 1, comment_verb_appeals},
	};
	struct comment_options own = {0};
	const struct option options[] = {
		{"--held", NULL, "only those that wait", NULL, NULL,
	         &own.is_held},
		{"--reason", "CODE", "why it is rejected", &own.reason, NULL,
	         NULL},
		{"--words", "TEXT", "what its reader is told besides",
	         &own.words, NULL, NULL},
		{"--article", "ID", "which article it is about", NULL,
	         &own.article, NULL},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

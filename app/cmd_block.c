/*
 * block: add, list, remove
 */
#include <sysexits.h>

#include "app/args.h"
#include "app/blocked.h"
#include "app/out.h"
#include "app/program.h"
#include "app/verb.h"
#include "conf/literal.h"
#include "text/utf8.h"

struct block_options {
	const char *list, *reason, *how_long;
	bool is_ended;
};

/* The options as a block; an exit code after a message. */
static int read_options(const struct verb_call *call, struct block *block)
{
	const struct block_options *o = call->options;
	int64_t seconds = 0;
	struct why why;

	*block = (struct block){
		.actor = verb_operator(call->arena),
		.reason = utf8_clean_line(call->arena, str_of(o->reason),
	                                  BLOCK_REASON_MAX),
		.added_at = site_now(),
	};
	if (o->list && !site_list(call->site, o->list))
		return EX_NOINPUT;
	block->list = str_of(o->list);
	if (o->how_long &&
	    (!literal_duration(str_of(o->how_long), &seconds) || seconds < 1))
		return args_wrong(call->program,
		                  "--for is a time such as 12h or 30d");
	if (seconds > 0)
		block->expires_at = block->added_at + seconds;
	if (blocked_read(call->arena, str_of(call->words[0]), block, &why))
		return out_error(ERR_INPUT, "%s: %s", call->words[0], why.text);
	return EX_OK;
}

static int block_verb_add(const struct verb_call *call)
{
	struct db *db = call->site->db;
	struct block block;
	struct why why;
	int code = read_options(call, &block);
	enum err err;

	if (code != EX_OK)
		return code;
	err = db_begin(db, DB_DURABLE, &why);
	if (err == OK)
		err = blocks_add(db, &block, &block.id, &why);
	if (err == OK)
		err = db_commit(db, &why);
	else
		db_rollback(db);
	if (err)
		return out_error(err, "%s: %s", call->words[0], why.text);
	out_say(call->args->is_json, "Block %lld: %s %.*s.",
	        (long long)block.id, block_kind_name(block.kind),
	        (int)block.pattern.len, block.pattern.ptr);
	return EX_OK;
}

static int block_verb_list(const struct verb_call *call)
{
	static const char *const columns[] = {"id", "list",   "kind",  "whom",
	                                      "by", "reason", "until", NULL};
	const struct block_options *o = call->options;
	const char *list = verb_list(call);
	struct block *blocks;
	struct out out;
	struct why why;
	size_t n = 0;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = blocks_list(call->site->db, call->arena, str_of(list),
	                  o->is_ended, site_now(), &blocks, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		const struct block *b = &blocks[i];

		out_row(&out);
		out_number(&out, "id", b->id);
		out_text(&out, "list", b->list);
		out_text(&out, "kind", str_of(block_kind_name(b->kind)));
		out_text(&out, "whom", b->pattern);
		out_text(&out, "by", b->actor);
		out_text(&out, "reason", b->reason);
		out_time(&out, "added", b->added_at);
		out_time(&out, "until", b->expires_at);
		out_time(&out, "ended", b->ended_at);
		out_text(&out, "ended_by", b->ended_by);
	}
	out_close(&out, columns, "Nobody is blocked.");
	return EX_OK;
}

static int block_verb_remove(const struct verb_call *call)
{
	int64_t id = verb_id(call->words[0]);
	struct why why;
	enum err err;

	if (!id)
		return EX_USAGE;
	err = blocks_end(call->site->db, id, verb_operator(call->arena),
	                 site_now(), &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "Block %lld has ended.", (long long)id);
	return EX_OK;
}

int program_block(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"add", 1, 1, block_verb_add},
		{"list", 0, 1, block_verb_list},
		{"remove", 1, 1, block_verb_remove},
	};
	struct block_options own = {0};
	const struct option options[] = {
		{"--list", "LIST", "of this list only", &own.list, NULL, NULL},
		{"--for", "TIME", "how long: 12h, 30d", &own.how_long, NULL,
	         NULL},
		{"--reason", "TEXT", "why; for moderators and admins",
	         &own.reason, NULL, NULL},
		{"--ended", NULL, "those that have ended, too", NULL, NULL,
	         &own.is_ended},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

/*
 * letter, status
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/args.h"
#include "app/out.h"
#include "app/program.h"
#include "app/tell.h"
#include "app/verb.h"
#include "base/file.h"
#include "store/comments.h"
#include "store/deliveries.h"
#include "store/editions.h"
#include "store/letters.h"
#include "store/subscribers.h"

enum {
	LIST_MAX = 200, /* letters shown unless --limit says otherwise */
	RECENT_S = 7 * 86400,
};

struct letter_options {
	bool is_aside;
	bool is_raw;
	const char *class, *list, *since;
	int64_t limit;
};

static int letter_verb_list(const struct verb_call *call)
{
	static const char *const columns[] = {
		"id", "state", "kind", "from", "subject", "fetched", NULL};
	const struct letter_options *o = call->options;
	struct letter_filter filter = {
		.state = o->is_aside ? LETTER_ASIDE : -1,
		.kind = str_of(o->class),
		.list = str_of(o->list),
		.limit = o->limit ? o->limit : LIST_MAX,
	};
	struct letter *letters;
	struct out out;
	struct why why;
	size_t n = 0;
	enum err err;

	if (!verb_day(o->since, &filter.since))
		return EX_USAGE;
	err = letter_list(call->site->db, call->arena, &filter, &letters, &n,
	                  &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = n; i-- > 0;)
		tell_letter(&out, call->arena, &letters[i]);
	out_close(&out, columns, "No letters.");
	return EX_OK;
}

static int get(const struct verb_call *call, struct letter *letter)
{
	struct why why;
	int64_t id = verb_id(call->words[0]);
	enum err err;

	if (!id)
		return EX_USAGE;
	err = letter_get(call->site->db, call->arena, id, letter, &why);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

/* Write the bytes that were fetched, and nothing else, to `path`. */
static int write_raw(const struct letter *letter, const char *path)
{
	struct why why;
	enum err err;

	if (letter->raw.len == 0 && letter->state == LETTER_DONE)
		return out_error(ERR_ABSENT,
		                 "letter %lld has no bytes of its own: the"
		                 " same came before",
		                 (long long)letter->id);
	err = strcmp(path, "-") == 0
	              ? file_write_fd(STDOUT_FILENO, letter->raw, &why)
	              : file_write(path, letter->raw, 0600, &why);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

static int letter_verb_show(const struct verb_call *call)
{
	static const char *const columns[] = {NULL};
	const struct letter_options *o = call->options;
	struct letter l;
	struct out out;
	int code = get(call, &l);

	if (code != EX_OK)
		return code;
	if (o->is_raw)
		return write_raw(&l, "-");
	if (call->args->is_json) {
		out_open(&out, true);
		tell_letter(&out, call->arena, &l);
		out_close(&out, columns, "");
		return EX_OK;
	}
	tell_letter_head(&l);
	printf("\n");
	tell_steps(call->arena, &l);
	return EX_OK;
}

static int letter_verb_export(const struct verb_call *call)
{
	struct letter l;
	int code = get(call, &l);

	return code != EX_OK
	               ? code
	               : write_raw(&l, call->n > 1 ? call->words[1] : "-");
}

static int retry(const struct verb_call *call, int64_t id)
{
	struct why why;
	enum err err = letter_retry(call->site->db, id, &why);

	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "Letter %lld will be read again.",
	        (long long)id);
	return EX_OK;
}

static int retry_all(const struct verb_call *call)
{
	const struct letter_filter filter = {.state = LETTER_ASIDE,
	                                     .limit = INT64_MAX};
	struct letter *letters;
	struct why why;
	size_t n = 0;
	int code = EX_OK;
	enum err err = letter_list(call->site->db, call->arena, &filter,
	                           &letters, &n, &why);

	if (err)
		return out_error(err, "%s", why.text);
	for (size_t i = n; i-- > 0;) {
		int one = retry(call, letters[i].id);

		code = one != EX_OK ? one : code;
	}
	if (n == 0)
		out_say(call->args->is_json, "No letters are set aside.");
	return code;
}

static int letter_verb_retry(const struct verb_call *call)
{
	const struct letter_options *o = call->options;
	int code = EX_OK;

	if (o->is_aside != (call->n == 0))
		return args_wrong(call->program,
		                  "retry: ids, or --set-aside for all");
	if (o->is_aside)
		return retry_all(call);
	for (size_t i = 0; i < call->n; i++) {
		int64_t id = verb_id(call->words[i]);
		int one = id ? retry(call, id) : EX_USAGE;

		code = one != EX_OK ? one : code;
	}
	return code;
}

int program_letter(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", 0, 0, letter_verb_list},
		{"show", 1, 1, letter_verb_show},
		{"export", 1, 2, letter_verb_export},
		{"retry", 0, 1000, letter_verb_retry},
	};
	struct letter_options own = {0};
	const struct option options[] = {
		{"--set-aside", NULL, "only those that could not be read", NULL,
	         NULL, &own.is_aside},
		{"--class", "CLASS", "only comments, bounces, ...", &own.class,
	         NULL, NULL},
		{"--list", "LIST", "only those for a list", &own.list, NULL,
	         NULL},
		{"--since", "DAY", "fetched that day (UTC) or later",
	         &own.since, NULL, NULL},
		{"--limit", "N", "the newest N (200)", NULL, &own.limit, NULL},
		{"--raw", NULL, "the bytes as they were fetched", NULL, NULL,
	         &own.is_raw},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

/* Numbers that say how a site is doing, with the query of each; of a recent one
 * $1 is when that began. */
static const struct {
	const char *name, *label, *sql;
} figures[] = {
	{"subscribers", "active subscribers",
         "SELECT COUNT(*) FROM subscribers WHERE state = 1"},
	{"subscribers_suspended", "suspended, for mail to them came back",
         "SELECT COUNT(*) FROM subscribers WHERE state = 3"},
	{"probes_open", "addresses that are asked whether they work",
         "SELECT COUNT(*) FROM probes WHERE ended_at IS NULL"},
	{"articles", "articles", "SELECT COUNT(*) FROM articles"},
	{"letters_waiting", "letters not read yet",
         "SELECT COUNT(*) FROM letters WHERE state = 0"},
	{"letters_aside", "letters set aside",
         "SELECT COUNT(*) FROM letters WHERE state = 2"},
	{"comments_held", "comments that wait for a moderator",
         "SELECT COUNT(*) FROM comments WHERE state = 1"},
	{"comments_approved", "comments for the next edition",
         "SELECT COUNT(*) FROM comments WHERE state = 2"},
	{"editions", "editions", "SELECT COUNT(*) FROM editions"},
	{"editions_delivering", "editions being delivered",
         "SELECT COUNT(*) FROM editions WHERE state = 0"},
	{"deliveries_open", "deliveries to be made",
         "SELECT COUNT(*) FROM deliveries WHERE state <= 3"},
	{"deliveries_deferred", "of these, deferred or in doubt",
         "SELECT COUNT(*) FROM deliveries WHERE state <= 3"
         " AND state IN (2, 3)"},
	{"deliveries_failed", "deliveries that failed",
         "SELECT COUNT(*) FROM deliveries WHERE state = 5"},
	{"bounces", "deliveries that came back, in seven days",
         "SELECT COUNT(*) FROM bounces WHERE at > $1"},
	{"bounces_hard", "of these, for good",
         "SELECT COUNT(*) FROM bounces WHERE at > $1 AND is_hard = 1"},
	{"bounces_unmatched", "bounces that name no delivery, in seven days",
         "SELECT COUNT(*) FROM reports WHERE at > $1 AND kind = 'bounce'"
         " AND delivery IS NULL"},
	{"complaints", "complaints that ended a subscription, in seven days",
         "SELECT COUNT(*) FROM reports WHERE at > $1 AND kind = 'complaint'"
         " AND subscriber IS NOT NULL"},
	{"complaints_unmatched", "complaints that name no mail of ours",
         "SELECT COUNT(*) FROM reports WHERE at > $1 AND kind = 'complaint'"
         " AND subscriber IS NULL"},
};

static void show_troubled(struct site *site, struct arena *arena)
{
	struct delivery *deliveries;
	size_t n = 0;

	if (delivery_list_troubled(site->db, arena, 5, &deliveries, &n, NULL) !=
	    OK)
		return;
	for (size_t i = 0; i < n; i++)
		printf("  delivery %lld (%.*s) %s: %lld %.*s\n",
		       (long long)deliveries[i].id, (int)deliveries[i].kind.len,
		       deliveries[i].kind.ptr,
		       delivery_state_name(deliveries[i].state),
		       (long long)deliveries[i].code,
		       (int)deliveries[i].reply.len, deliveries[i].reply.ptr);
}

static int show_status(struct site *site, bool is_json)
{
	static const char *const columns[] = {NULL};
	const struct db_value since = DB_INT(site_now() - RECENT_S);
	struct arena arena = {0};
	struct out out;
	struct why why;
	enum err err = OK;

	out_open(&out, true);
	out_row(&out);
	for (size_t i = 0; err == OK && i < ARRAY_LEN(figures); i++) {
		bool is_recent = strstr(figures[i].sql, "$1") != NULL;
		int64_t n = 0;

		err = db_number(site->db, figures[i].sql,
		                is_recent ? &since : NULL, is_recent ? 1 : 0,
		                &n, &why);
		out_number(&out, figures[i].name, n);
		if (!is_json)
			printf("%10lld  %s\n", (long long)n, figures[i].label);
	}
	if (is_json && err == OK) {
		out_close(&out, columns, "");
	} else {
		out_drop(&out);
		show_troubled(site, &arena);
	}
	arena_free(&arena);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

int program_status(const struct program *program, int argc, char **argv)
{
	struct site site = {0};
	struct args args;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	code = site_start(args.config, &site);
	if (code == EX_OK)
		code = show_status(&site, args.is_json);
	site_close(&site);
	return code;
}

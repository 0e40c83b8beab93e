/*
 * stats: how moderation is doing
 */
#include <stdio.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/args.h"
#include "app/out.h"
#include "app/program.h"
#include "app/stats.h"
#include "app/verb.h"

static void print_shares(const char *title,
                         const struct statistics_shares *shares)
{
	printf("\n%s\n", title);
	for (size_t i = 0; i < shares->n; i++) {
		const struct statistics_share *s = &shares->of[i];

		printf("  %-24.*s %6lld", (int)s->name.len, s->name.ptr,
		       (long long)s->n);
		if (s->n_overturned > 0)
			printf("   %lld overturned (%lld %%)",
			       (long long)s->n_overturned,
			       (long long)(s->n_overturned * 100 / s->n));
		printf("\n");
	}
	if (shares->n == 0)
		printf("  none\n");
}

static void print_duration(struct arena *arena, const char *title,
                           int64_t seconds)
{
	struct str text = statistics_duration(arena, seconds);

	printf("%s %.*s\n", title, (int)text.len, text.ptr);
}

static void print_levels(const struct statistics *s)
{
	int64_t agreement = statistics_agreement(s);

	printf("\nRecommended                approved  rejected\n");
	for (int i = 0; i < 3; i++)
		printf("  %-24s %8lld  %8lld\n",
		       recommend_level_name((enum recommend_level)i),
		       (long long)s->recommended[i][0],
		       (long long)s->recommended[i][1]);
	if (agreement >= 0)
		printf("  agreed with %lld %% of what was decided\n",
		       (long long)agreement);
}

static void print_statistics(struct arena *arena, const struct statistics *s)
{
	printf("Came in %lld; persons approved %lld and rejected %lld, rules "
	       "and"
	       " modes decided %lld;\n%lld readers appealed.\n",
	       (long long)s->n_received, (long long)s->n_approved,
	       (long long)s->n_rejected, (long long)s->n_by_rules,
	       (long long)s->n_appeals);
	printf("Waiting now: %lld, and %lld that a rule approved unseen.\n",
	       (long long)s->n_waiting, (long long)s->n_unseen);
	if (s->n_waiting > 0) {
		print_duration(arena, "The oldest waits for", s->oldest_s);
		print_duration(arena, "Half of them wait for at least",
		               s->median_s);
	}
	if (s->n_approved + s->n_rejected > 0) {
		print_duration(arena, "Half of the decisions took at most",
		               s->decided_half_s);
		print_duration(arena, "Nine of ten took at most",
		               s->decided_most_s);
	}
	print_shares("Rejected, by reason", &s->reasons);
	print_shares("Decided by rules and modes", &s->rules);
	print_shares("Decided by persons", &s->people);
	print_levels(s);
}

static json_t *shares_json(const struct statistics_shares *shares)
{
	json_t *list = json_array();

	for (size_t i = 0; i < shares->n; i++) {
		const struct statistics_share *s = &shares->of[i];

		json_array_append_new(
			list,
			json_pack("{s:s%, s:I, s:I, s:f}", "name", s->name.ptr,
		                  s->name.len, "n", (json_int_t)s->n,
		                  "overturned", (json_int_t)s->n_overturned,
		                  "rate",
		                  (double)s->n_overturned / (double)s->n));
	}
	return list;
}

static json_t *days_json(const struct statistics *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < s->n_days; i++)
		json_array_append_new(
			list,
			json_pack("{s:o, s:I, s:I, s:I}", "day",
		                  out_time_json(s->days[i].day * 86400),
		                  "received", (json_int_t)s->days[i].received,
		                  "approved", (json_int_t)s->days[i].approved,
		                  "rejected", (json_int_t)s->days[i].rejected));
	return list;
}

static void out_statistics(const char *list, const struct statistics *s)
{
	static const char *const columns[] = {NULL};
	json_t *levels = json_object();
	int64_t agreement = statistics_agreement(s);
	struct out out;

	for (int i = 0; i < 3; i++)
		json_object_set_new(
			levels, recommend_level_name((enum recommend_level)i),
			json_pack("{s:I, s:I}", "approved",
		                  (json_int_t)s->recommended[i][0], "rejected",
		                  (json_int_t)s->recommended[i][1]));
	out_open(&out, true);
	out_row(&out);
	out_text(&out, "list", str_of(list));
	out_time(&out, "from", s->from);
	out_time(&out, "until", s->until);
	out_number(&out, "received", s->n_received);
	out_number(&out, "approved", s->n_approved);
	out_number(&out, "rejected", s->n_rejected);
	out_number(&out, "by_rules", s->n_by_rules);
	out_number(&out, "appeals", s->n_appeals);
	out_number(&out, "waiting", s->n_waiting);
	out_number(&out, "unseen", s->n_unseen);
	out_number(&out, "oldest_s", s->oldest_s);
	out_number(&out, "waiting_half_s", s->median_s);
	out_number(&out, "decided_half_s", s->decided_half_s);
	out_number(&out, "decided_most_s", s->decided_most_s);
	out_json(&out, "agreement",
	         agreement < 0 ? json_null()
	                       : json_real((double)agreement / 100));
	out_json(&out, "reasons", shares_json(&s->reasons));
	out_json(&out, "rules", shares_json(&s->rules));
	out_json(&out, "people", shares_json(&s->people));
	out_json(&out, "recommended", levels);
	out_json(&out, "days", days_json(s));
	out_close(&out, columns, "");
}

static int print_for(const struct verb_call *call, int64_t since)
{
	const struct config_list *list = NULL;
	struct statistics statistics;
	struct why why;
	int64_t now = site_now();
	const char *name = verb_list(call);
	enum err err;

	if (!name)
		return EX_NOINPUT;
	list = config_list_named(&call->site->config, name);
	err = stats_gather(
		call->site, call->arena, str_of(name), since, now + 1, now,
		list ? zone_offset(site_zone(call->site, list), now) : 0,
		&statistics, &why);
	if (err)
		return out_error(err, "%s", why.text);
	if (call->args->is_json)
		out_statistics(name, &statistics);
	else
		print_statistics(call->arena, &statistics);
	return EX_OK;
}

int program_stats(const struct program *program, int argc, char **argv)
{
	const char *since_text = "30d";
	const struct option options[] = {
		{"--since", "TIME", "from then on: 2026-11-25, 90d",
	         &since_text, NULL, NULL},
	};
	struct args args;
	struct arena arena = {0};
	struct site site = {0};
	struct verb_call call = {.program = program,
	                         .site = &site,
	                         .args = &args,
	                         .arena = &arena};
	int64_t since = 0;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words > 1)
		return args_wrong(program, "one list at most");
	if (!verb_since(since_text, &since))
		return EX_USAGE;
	call.n = args.n_words;
	call.words = args.words;
	code = site_start(args.config, &site);
	if (code == EX_OK)
		code = print_for(&call, since);
	site_close(&site);
	arena_free(&arena);
	return code;
}

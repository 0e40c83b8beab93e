/*
 * edition, audit
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/audit.h"
#include "app/letterhead.h"
#include "app/out.h"
#include "app/program.h"
#include "app/publish.h"
#include "app/verb.h"
#include "store/deliveries.h"
#include "store/editions.h"

struct edition_options {
	bool is_html, is_mail;
};

static int edition_verb_list(const struct verb_call *call)
{
	static const char *const columns[] = {"list",    "number", "state",
	                                      "subject", "frozen", "audience",
	                                      NULL};
	struct edition *editions;
	struct out out;
	struct why why;
	size_t n = 0;
	const char *list = verb_list(call);
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = edition_list(call->site->db, call->arena, str_of(list), -1,
	                   &editions, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		const struct edition *e = &editions[i];

		out_row(&out);
		out_text(&out, "list", e->list);
		out_number(&out, "number", e->number);
		out_text(&out, "state", str_of(edition_state_name(e->state)));
		out_text(&out, "subject", e->subject);
		out_time(&out, "frozen", e->frozen_at);
		out_number(&out, "audience", e->audience);
	}
	out_close(&out, columns, "No editions.");
	return EX_OK;
}

/* A copy as nobody gets it: the slots say what will stand there. */
static struct str fill_sample(struct arena *arena, struct str text)
{
	static const char *const samples[] = {"reader@example.org", "r0token",
	                                      "u0token", "m0id"};
	struct buf out = BUF_INIT(FORM_MAX);

	for (size_t i = 0; i < text.len; i++) {
		size_t slot;

		if (text.ptr[i] != SLOT_MARK || i + 1 == text.len) {
			buf_addc(&out, text.ptr[i]);
			continue;
		}
		slot = (size_t)((unsigned char)text.ptr[++i] - 'A');
		if (slot < ARRAY_LEN(samples))
			buf_adds(&out, samples[slot]);
		else
			buf_addf(&out, "r0item%zu",
			         slot - ARRAY_LEN(samples) + 1);
	}
	return buf_take(&out, arena);
}

static void print_text(struct arena *arena, struct str text)
{
	text = fill_sample(arena, text);
	fwrite(text.ptr, 1, text.len, stdout);
}

/* One part, or with --json both. */
static void print_parts(const struct verb_call *call, int64_t number,
                        struct str subject, struct str text, struct str html)
{
	const struct edition_options *o = call->options;
	struct out out;

	if (!call->args->is_json) {
		print_text(call->arena, o->is_html ? html : text);
		return;
	}
	out_open(&out, true);
	out_row(&out);
	out_text(&out, "list", str_of(call->words[0]));
	if (number > 0)
		out_number(&out, "number", number);
	out_text(&out, "subject", subject);
	out_text(&out, "text", fill_sample(call->arena, text));
	out_text(&out, "html", fill_sample(call->arena, html));
	out_close(&out, NULL, "");
}

static enum err print_mail(struct arena *arena, const struct form *form)
{
	struct str values[LETTERHEAD_VALUES];
	struct buf out = BUF_INIT(FORM_MAX);
	enum err err;

	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		values[i] = fill_sample(arena, render_slot(arena, (unsigned)i));
	err = form_fill(form, values, ARRAY_LEN(values), &out);
	if (err == OK)
		fwrite(out.ptr, 1, out.len, stdout);
	buf_free(&out);
	return err;
}

static int edition_verb_preview(const struct verb_call *call)
{
	const struct edition_options *o = call->options;
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct rendering rendering;
	struct why why = {"it cannot be filled in"};
	enum err err;

	if (!list)
		return EX_NOINPUT;
	if (o->is_mail && call->args->is_json)
		return args_wrong(call->program, "--mail is a mail, not JSON");
	err = publish_preview(call->site, call->arena, list, site_now(),
	                      &rendering, &why);
	if (err == OK && o->is_mail)
		err = print_mail(call->arena, &rendering.form);
	else if (err == OK)
		print_parts(call, 0, rendering.subject, rendering.text,
		            rendering.html);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

static int edition_verb_build(const struct verb_call *call)
{
	const struct config_list *list = site_list(call->site, call->words[0]);
	int64_t last = 0, number = 0;
	struct why why;
	struct str period;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = edition_last_number(call->site->db, str_of(list->name), &last,
	                          &why);
	if (err)
		return out_error(err, "%s", why.text);
	period = str_of(
		arena_printf(call->arena, "order %lld", (long long)last + 1));
	err = publish_edition(call->site, list, period, site_now(), &number,
	                      &why);
	if (err)
		return out_error(err, "%s", why.text);
	if (number > 0)
		out_say(call->args->is_json,
		        "Edition %lld of %s is frozen and planned.",
		        (long long)number, list->name);
	else
		out_say(call->args->is_json, "Nothing new for %s: no edition.",
		        list->name);
	return EX_OK;
}

/* The edition that two words name, or an exit code after a message. */
static int find_edition(const struct verb_call *call, struct edition *edition)
{
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct why why;
	int64_t number;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	number = verb_id(call->words[1]);
	if (!number)
		return EX_USAGE;
	err = edition_by_number(call->site->db, call->arena, str_of(list->name),
	                        number, edition, &why);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

static int edition_verb_show(const struct verb_call *call)
{
	struct edition edition;
	struct str text, html;
	struct why why;
	enum err err;
	int code = find_edition(call, &edition);

	if (code != EX_OK)
		return code;
	err = edition_form(call->site->db, call->arena, edition.id,
	                   str_of("both"), NULL, NULL, &text, &html, &why);
	if (err)
		return out_error(err, "%s", why.text);
	print_parts(call, edition.number, edition.subject, text, html);
	return EX_OK;
}

static int set_state(const struct verb_call *call, enum edition_state state)
{
	struct edition edition;
	struct why why;
	enum err err;
	int code = find_edition(call, &edition);

	if (code != EX_OK)
		return code;
	err = edition_set_state(call->site->db, edition.id, state, site_now(),
	                        &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "Edition %lld of %s is %s.",
	        (long long)edition.number, call->words[0],
	        edition_state_name(state));
	return EX_OK;
}

static int edition_verb_pause(const struct verb_call *call)
{
	return set_state(call, EDITION_PAUSED);
}

static int edition_verb_resume(const struct verb_call *call)
{
	return set_state(call, EDITION_DELIVERING);
}

int program_edition(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", 0, 1, edition_verb_list},
		{"preview", 1, 1, edition_verb_preview},
		{"build", 1, 1, edition_verb_build},
		{"show", 2, 2, edition_verb_show},
		{"pause", 2, 2, edition_verb_pause},
		{"resume", 2, 2, edition_verb_resume},
	};
	struct edition_options own = {0};
	const struct option options[] = {
		{"--html", NULL, "the HTML part", NULL, NULL, &own.is_html},
		{"--mail", NULL, "the whole mail", NULL, NULL, &own.is_mail},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

static void out_audit(const struct edition *e,
                      const struct delivery_counts *counts, bool is_sum,
                      bool is_json)
{
	static const char *const columns[] = {NULL};
	const int64_t *n = counts->by_state;
	int64_t flight =
		n[DELIVERY_PLANNED] + n[DELIVERY_LEASED] + n[DELIVERY_IN_DOUBT];
	struct out out;

	if (is_json) {
		out_open(&out, true);
		out_row(&out);
		out_text(&out, "list", e->list);
		out_number(&out, "number", e->number);
		out_number(&out, "audience", e->audience);
		out_number(&out, "accepted", n[DELIVERY_ACCEPTED]);
		out_number(&out, "failed", n[DELIVERY_FAILED]);
		out_number(&out, "suppressed", n[DELIVERY_SUPPRESSED]);
		out_number(&out, "deferred", n[DELIVERY_DEFERRED]);
		out_number(&out, "in_doubt", n[DELIVERY_IN_DOUBT]);
		out_number(&out, "in_flight", flight);
		out_flag(&out, "adds_up", is_sum);
		out_close(&out, columns, "");
		return;
	}
	printf("Edition %lld of %.*s: frozen for %lld\n"
	       "  accepted %lld + failed %lld + suppressed %lld + deferred"
	       " %lld + in flight %lld = %lld\n  %s\n",
	       (long long)e->number, (int)e->list.len, e->list.ptr,
	       (long long)e->audience, (long long)n[DELIVERY_ACCEPTED],
	       (long long)n[DELIVERY_FAILED], (long long)n[DELIVERY_SUPPRESSED],
	       (long long)n[DELIVERY_DEFERRED], (long long)flight,
	       (long long)counts->total,
	       is_sum ? "It adds up." : "IT DOES NOT ADD UP.");
}

static int audit_one(const struct verb_call *call)
{
	struct delivery_counts counts;
	struct edition edition;
	struct why why;
	bool is_sum;
	enum err err;
	int code = find_edition(call, &edition);

	if (code != EX_OK)
		return code;
	err = delivery_count(call->site->db, edition.id, &counts, &why);
	if (err)
		return out_error(err, "%s", why.text);
	is_sum = counts.total == edition.audience;
	out_audit(&edition, &counts, is_sum, call->args->is_json);
	return is_sum ? EX_OK : 1;
}

int program_audit(const struct program *program, int argc, char **argv)
{
	const char *since_day = NULL, *head = NULL;
	const struct option options[] = {
		{"--since", "TIME",
	         "moderation: from then on (2026-11-25, 90d)", &since_day, NULL,
	         NULL},
		{"--head", "N:HASH", "moderation: a row that has to be in it",
	         &head, NULL, NULL},
	};
	struct args args;
	struct arena arena = {0};
	struct site site = {0};
	struct verb_call call = {.program = program,
	                         .site = &site,
	                         .args = &args,
	                         .arena = &arena};
	int64_t since = 0;
	bool is_moderation;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	is_moderation =
		args.n_words == 1 && !strcmp(args.words[0], "moderation");
	if (args.n_words != 2 && !is_moderation)
		return args_wrong(program,
		                  "a list and a number, or 'moderation'");
	if (!verb_since(since_day, &since))
		return EX_USAGE;
	call.n = args.n_words;
	call.words = args.words;
	code = site_start(args.config, &site);
	if (code == EX_OK)
		code = is_moderation ? audit_moderation(&call, since, head)
		                     : audit_one(&call);
	site_close(&site);
	arena_free(&arena);
	return code;
}

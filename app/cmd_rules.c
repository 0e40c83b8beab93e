/*
 * rules: test
 */
#include <stdio.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/screen.h"
#include "app/out.h"
#include "app/program.h"
#include "app/verb.h"
#include "store/decisions.h"

enum {
	PAGE = 200,       /* decisions that are in memory at once */
	TEXT_SHOWN = 200, /* bytes of a comment */
};

struct rules_options {
	const char *list, *since;
	bool is_all;
};

struct trial {
	const struct verb_call *call;
	struct config config; /* with the rules that are tried */
	struct str list;      /* "": all */
	struct out out;
	int64_t n, n_changed;
	int64_t n_alone; /* no person would have had to look */
};

/* What was to be looked at before rules had their say. */
static struct str own_doubt(struct str doubt)
{
	if (str_starts(doubt, "rule "))
		return str_of("");
	return str_slice(doubt, 0, str_find(doubt, "; rule "));
}

/* What was known when it was decided, or is now. */
static enum err scores_then(struct trial *t, struct arena *arena,
                            const struct decision *d, struct scores *scores,
                            bool *has_scores, struct why *why)
{
	int64_t approved, rejected;
	enum err err;

	*has_scores = decision_scores(d, scores, &approved, &rejected);
	if (*has_scores)
		return OK;
	err = scores_get(t->call->site->db, arena, d->comment, scores, why);
	*has_scores = err == OK;
	return err == ERR_ABSENT ? OK : err;
}

static enum comment_state outcome_of(const struct decision *d)
{
	if (d->state == COMMENT_PUBLISHED)
		return COMMENT_APPROVED;
	return d->state == COMMENT_REMOVED ? COMMENT_REJECTED : d->state;
}

/* Would it be decided otherwise?  What a person decided is left to a person
 * again when it would be held. */
static bool is_changed(const struct decision *d, const struct screening *m)
{
	if (m->state == COMMENT_HELD && d->rule.len == 0)
		return false;
	return m->state != outcome_of(d);
}

static void tell(struct trial *t, const struct decision *d,
                 const struct comment *c, const struct screening *m,
                 bool changes)
{
	struct out *out = &t->out;

	out_row(out);
	out_number(out, "comment", c->id);
	out_text(out, "list", c->list);
	out_text(out, "was", str_of(comment_state_name(outcome_of(d))));
	out_text(out, "by", d->actor);
	out_text(out, "reason", d->reason);
	out_text(out, "would_be", str_of(comment_state_name(m->state)));
	out_text(out, "rule",
	         str_of(m->verdict.rule    ? m->verdict.rule->name
	                : m->actor.len > 0 ? arena_copy(t->call->arena,
	                                                str_from(m->actor, 5))
	                                   : ""));
	out_text(out, "note", m->note);
	out_flag(out, "changes", changes);
	out_text(out, "text", str_slice(c->text, 0, TEXT_SHOWN));
}

static enum err try_one(struct trial *t, struct arena *arena,
                        const struct decision *d, struct why *why)
{
	const struct rules_options *o = t->call->options;
	struct screening m;
	struct scores scores;
	struct comment c;
	bool has_scores = false, changes;
	enum err err =
		comment_get(t->call->site->db, arena, d->comment, &c, why);

	if (err || (t->list.len > 0 && !str_eq(c.list, t->list)))
		return err;
	err = scores_then(t, arena, d, &scores, &has_scores, why);
	if (err)
		return err;
	c.doubt = own_doubt(c.doubt);
	err = screen_ask(t->call->site, arena, t->config.rules,
	                 (size_t)t->config.n_rules, &c,
	                 has_scores ? &scores : NULL, c.received_at, &m, why);
	if (err)
		return err;
	changes = is_changed(d, &m);
	t->n++;
	t->n_changed += changes;
	t->n_alone += m.state != COMMENT_HELD;
	if (changes || o->is_all)
		tell(t, d, &c, &m, changes);
	return OK;
}

static enum err try_all(struct trial *t, int64_t since, struct why *why)
{
	int64_t after = 0;
	size_t n = PAGE;
	enum err err = OK;

	while (err == OK && n == PAGE) {
		struct arena arena = {0};
		struct decision *decisions;

		err = decision_list_final(t->call->site->db, &arena, since,
		                          after, PAGE, &decisions, &n, why);
		for (size_t i = 0; err == OK && i < n; i++) {
			after = decisions[i].id;
			err = try_one(t, &arena, &decisions[i], why);
		}
		arena_free(&arena);
	}
	return err;
}

/* The rules of the file; an exit code. */
static int load(struct trial *t)
{
	struct config_mistake *mistakes = NULL;
	size_t n = 0;
	enum err err;

	t->config = t->call->site->config;
	err = config_load_rules(t->call->arena, t->call->words[0], &t->config,
	                        &mistakes, &n);
	for (size_t i = 0; i < n; i++) {
		fprintf(stderr, "%s:", mistakes[i].file);
		if (mistakes[i].line > 0)
			fprintf(stderr, "%d:", mistakes[i].line);
		fprintf(stderr, " %s\n", mistakes[i].text);
	}
	if (err)
		return err == ERR_ABSENT ? EX_NOINPUT : EX_CONFIG;
	return EX_OK;
}

static int rules_verb_test(const struct verb_call *call)
{
	static const char *const columns[] = {
		"comment", "was", "by", "would_be", "rule", "text", NULL};
	const struct rules_options *o = call->options;
	struct trial t = {.call = call, .list = str_of(o->list)};
	struct why why;
	int64_t since = 0;
	int code;
	enum err err;

	if (o->list && !site_list(call->site, o->list))
		return EX_NOINPUT;
	if (!verb_since(o->since, &since))
		return EX_USAGE;
	code = load(&t);
	if (code != EX_OK)
		return code;
	out_open(&t.out, call->args->is_json);
	err = try_all(&t, since, &why);
	if (err) {
		out_drop(&t.out);
		return out_error(err, "%s", why.text);
	}
	out_close(&t.out, columns,
	          "Nothing would have been decided otherwise.");
	if (!call->args->is_json)
		printf("%lld decisions: %lld would change, %lld would have"
		       " been made without a person.\n",
		       (long long)t.n, (long long)t.n_changed,
		       (long long)t.n_alone);
	return t.n_changed > 0 ? 1 : EX_OK;
}

int program_rules(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"test", 1, 1, rules_verb_test},
	};
	struct rules_options own = {0};
	const struct option options[] = {
		{"--list", "LIST", "of this list only", &own.list, NULL, NULL},
		{"--since", "TIME", "decided from then on: 2026-11-25, 90d",
	         &own.since, NULL, NULL},
		{"--all", NULL, "those that stay as they are, too", NULL, NULL,
	         &own.is_all},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

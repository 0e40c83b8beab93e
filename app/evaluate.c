#include "app/evaluate.h"

#include <stdio.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/assess.h"
#include "app/foretold.h"
#include "app/out.h"
#include "app/site.h"
#include "base/file.h"

struct evaluation {
	struct arena arena;
	struct calibration calibration;
	struct calibration_offer offer;
	struct calibration_case *cases;
	size_t n_cases, n_unscored;
	struct adapt adapt;
};

static enum err count(struct site *site, struct evaluation *e, struct str list,
                      struct why *why)
{
	enum err err =
		foretold_cases(site->db, &e->arena, list, str_of(""), &e->cases,
	                       &e->n_cases, &e->n_unscored, why);

	if (err)
		return err;
	for (size_t i = 0; i < e->n_cases; i++)
		calibration_add(&e->calibration, &e->cases[i]);
	e->offer = calibration_offer(e->cases, e->n_cases);
	return OK;
}

/* What learning would make of the same decisions now. */
static enum err learn(struct site *site, struct evaluation *e, struct str list,
                      struct why *why)
{
	struct adapt_decision *decisions = NULL;
	struct scorer scorer;
	size_t n = 0;
	enum err err = scorer_open(site->config.models, &scorer, why);

	if (err)
		return err;
	err = assess_lessons(site, &e->arena, &scorer.abuse, list, &decisions,
	                     &n, why);
	if (err == OK)
		e->adapt = adapt_replay(&e->arena, &scorer.abuse, decisions, n);
	scorer_close(&scorer);
	return err;
}

static void print_learning(const struct adapt *adapt)
{
	printf("\nLearnt from %zu decisions, %zu of them abuse: ",
	       adapt->n_decisions, adapt->n_abuse);
	if (adapt->loss_before <= 0)
		printf("too few yet.\n");
	else
		printf("%s.\nLog-loss of the newest fifth: %.4f as shipped,"
		       " %.4f with it.\n",
		       adapt->is_kept ? "in use"
		                      : "not in use, for it is worse",
		       adapt->loss_before, adapt->loss_after);
}

static void print_text(struct evaluation *e)
{
	struct str text =
		calibration_text(&e->arena, &e->calibration, &e->offer);

	fwrite(text.ptr, 1, text.len, stdout);
	print_learning(&e->adapt);
	if (e->n_unscored > 0)
		printf("%zu decisions were about comments without scores.\n",
		       e->n_unscored);
}

static json_t *table_json(const struct calibration *c)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < ARRAY_LEN(c->table); i++)
		json_array_append_new(
			rows,
			json_pack("{s:s, s:I, s:I, s:I}", "recommended",
		                  recommend_level_name((enum recommend_level)i),
		                  "approved",
		                  (json_int_t)c->table[i][OUTCOME_APPROVED],
		                  "abuse",
		                  (json_int_t)c->table[i][OUTCOME_ABUSE],
		                  "other",
		                  (json_int_t)c->table[i][OUTCOME_OTHER]));
	return rows;
}

static json_t *bins_json(const struct calibration *c)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		const struct calibration_bin *b = &c->bins[i];
		double from, to;

		calibration_range(i, &from, &to);
		json_array_append_new(
			rows, json_pack("{s:f, s:f, s:I, s:f, s:I}", "from",
		                        from, "to", to, "n", (json_int_t)b->n,
		                        "foretold", b->foretold, "abuse",
		                        (json_int_t)b->n_abuse));
	}
	return rows;
}

static void print_json(const struct evaluation *e)
{
	const struct calibration_offer *o = &e->offer;
	json_t *all = json_pack(
		"{s:I, s:I, s:o, s:o, s:{s:b, s:i, s:I, s:I, s:f},"
		" s:{s:I, s:I, s:b, s:f, s:f}}",
		"decisions", (json_int_t)e->calibration.n, "unscored",
		(json_int_t)e->n_unscored, "table", table_json(&e->calibration),
		"calibration", bins_json(&e->calibration), "approve_unseen",
		"offered", o->is_offered, "risk_below", o->below, "n",
		(json_int_t)o->n, "rejected", (json_int_t)o->n_rejected,
		"bound", o->bound, "learnt", "decisions",
		(json_int_t)e->adapt.n_decisions, "abuse",
		(json_int_t)e->adapt.n_abuse, "used", e->adapt.is_kept,
		"loss_before", e->adapt.loss_before, "loss_after",
		e->adapt.loss_after);

	json_dumpf(all, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6));
	putchar('\n');
	json_decref(all);
}

static int evaluate(struct site *site, const struct args *args,
                    const char *list, const char *svg)
{
	struct evaluation e = {.n_cases = 0};
	struct why why;
	enum err err = count(site, &e, str_of(list), &why);

	if (err == OK)
		err = learn(site, &e, str_of(list), &why);
	if (err == OK && svg)
		err = file_write(svg, calibration_svg(&e.arena, &e.calibration),
		                 0644, &why);
	if (err == OK && args->is_json)
		print_json(&e);
	else if (err == OK)
		print_text(&e);
	arena_free(&e.arena);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

int evaluate_site(const struct args *args, const char *list, const char *svg)
{
	struct site site = {.path = NULL};
	int code = site_start(args->config, &site);

	if (code == EX_OK && list && !site_list(&site, list))
		code = EX_USAGE;
	if (code == EX_OK)
		code = evaluate(&site, args, list, svg);
	site_close(&site);
	return code;
}

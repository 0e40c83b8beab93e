#include "text/adapt.h"

#include <math.h>
#include <string.h>

enum {
	PASSES = 30,
	HALVINGS = 40,
	HELD_OUT = 5, /* one of so many, the newest, tests what was learnt */
};

/* cost: how much a decision counts against weights near nothing; the freedoms:
 * how easily the shipped score's factor and the bias change beside them. */
static const double cost = 1, score_freedom = .3, bias_freedom = 1;
static const double change_least = 1e-4;

static double sigmoid(double x)
{
	return 1 / (1 + exp(-fmax(-30, fmin(30, x))));
}

struct adapt adapt_none(const struct abuse_model *model)
{
	return (struct adapt){
		.model = model,
		.a = model->slope,
		.b = model->offset,
	};
}

struct adapt_decision adapt_decision_of(struct arena *arena,
                                        const struct abuse_model *model,
                                        struct str text, bool is_abuse)
{
	struct arena own = {0};
	struct adapt_decision d = {.is_abuse = is_abuse};
	struct str part = {"", 0};
	struct disguise_token *tokens;
	struct abuse_features found;
	size_t n;

	abuse_next_part(&text, &part);
	n = disguise_tokens(&own, part, &tokens);
	found = abuse_features_of(&own, tokens, n);
	d.features.n = found.n;
	d.features.index = arena_array(arena, uint32_t, found.n + 1);
	if (found.n > 0)
		memcpy(d.features.index, found.index,
		       found.n * sizeof(*found.index));
	d.score = abuse_score(model, &d.features);
	arena_free(&own);
	return d;
}

double adapt_logit(const struct adapt *adapt,
                   const struct abuse_features *features, double score)
{
	double sum = 0;

	for (size_t i = 0; adapt->u && i < features->n; i++)
		sum += (double)adapt->u[features->index[i]];
	if (features->n > 0)
		sum /= sqrt((double)features->n);
	return adapt->a * score + adapt->b + sum;
}

double adapt_logit_text(struct arena *arena, const struct adapt *adapt,
                        struct str text)
{
	double worst = 0;
	bool is_first = true;
	struct str part = {"", 0};

	do {
		struct disguise_token *tokens;
		struct abuse_features features;
		double logit;
		size_t n;

		abuse_next_part(&text, &part);
		n = disguise_tokens(arena, part, &tokens);
		features = abuse_features_of(arena, tokens, n);
		logit = adapt_logit(adapt, &features,
		                    abuse_score(adapt->model, &features));
		if (is_first || logit > worst)
			worst = logit;
		is_first = false;
	} while (text.len > 0);
	return worst;
}

/* --- learning ------------------------------------------------------------- */

static size_t count_abuse(const struct adapt_decision *decisions, size_t n)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += decisions[i].is_abuse;
	return found;
}

/* The root of ln(z / (c - z)) + steep (z - from) + margin within 0 .. c, which
 * rises with z. */
static double solve(double c, double steep, double from, double margin)
{
	double low = 0, high = c;

	for (int i = 0; i < HALVINGS; i++) {
		double z = (low + high) / 2;

		if (log(z / (c - z)) + steep * (z - from) + margin > 0)
			high = z;
		else
			low = z;
	}
	return (low + high) / 2;
}

/* One step of dual coordinate ascent for decision `d`; `*alpha` is its
 * multiplier.  Returns by how much it changed. */
static double learn(struct adapt *adapt, const struct adapt_decision *d,
                    double *alpha)
{
	const struct abuse_features *x = &d->features;
	double sign = d->is_abuse ? 1 : -1;
	double value = x->n > 0 ? 1 / sqrt((double)x->n) : 0;
	double score = d->score * score_freedom;
	double steep = (x->n > 0) + score * score + bias_freedom * bias_freedom;
	double margin = sign * adapt_logit(adapt, x, d->score);
	double next = solve(cost, steep, *alpha, margin);
	double step = sign * (next - *alpha);

	for (size_t i = 0; i < x->n; i++)
		adapt->u[x->index[i]] += (float)(step * value);
	adapt->a += step * score * score_freedom;
	adapt->b += step * bias_freedom * bias_freedom;
	*alpha = next;
	return fabs(step);
}

/* Learn anew from `n` decisions: logistic regression from the shipped logit on,
 * to convergence. */
static void replay(struct arena *arena, struct adapt *adapt,
                   const struct adapt_decision *decisions, size_t n)
{
	double *alpha = arena_array(arena, double, n + 1);

	memset(adapt->u, 0, ABUSE_SIZE * sizeof(*adapt->u));
	adapt->a = adapt->model->slope;
	adapt->b = adapt->model->offset;
	for (int pass = 0; pass < PASSES; pass++) {
		double most = 0;

		for (size_t i = 0; i < n; i++)
			most = fmax(most,
			            learn(adapt, &decisions[i], &alpha[i]));
		if (most < change_least)
			break;
	}
}

static double loss_of(const struct adapt *adapt, const struct adapt_decision *d)
{
	double p = sigmoid(adapt_logit(adapt, &d->features, d->score));

	return -log(d->is_abuse ? p : 1 - p);
}

/* Does `made` foretell the decisions worse than `none`, by more than chance
 * (two standard errors of the difference) explains? */
static bool is_worse(const struct adapt *none, struct adapt *made,
                     const struct adapt_decision *decisions, size_t n)
{
	double before = 0, change = 0, square = 0, count = (double)n;

	for (size_t i = 0; i < n; i++) {
		double loss = loss_of(none, &decisions[i]);
		double more = loss_of(made, &decisions[i]) - loss;

		before += loss / count;
		change += more / count;
		square += more * more / count;
	}
	made->loss_before = before;
	made->loss_after = before + change;
	return change > 2 * sqrt(fmax(0, square - change * change) / count);
}

static uint64_t id_of(const struct adapt *adapt)
{
	uint64_t hash = UINT64_C(14695981039346656037) ^ adapt->model->id;

	for (size_t i = 0; i < ABUSE_SIZE; i++) {
		uint32_t bits;

		memcpy(&bits, &adapt->u[i], sizeof(bits));
		hash = (hash ^ bits) * UINT64_C(1099511628211);
	}
	return hash;
}

struct adapt adapt_replay(struct arena *arena, const struct abuse_model *model,
                          const struct adapt_decision *decisions, size_t n)
{
	struct adapt none = adapt_none(model), made = none;
	size_t skipped = n > ADAPT_LOG_MAX ? n - ADAPT_LOG_MAX : 0;
	size_t older;
	decisions += skipped;
	n -= skipped;
	older = n - n / HELD_OUT;
	none.n_decisions = n;
	none.n_abuse = count_abuse(decisions, n);
	if (n < ADAPT_MIN || none.n_abuse < ADAPT_KIND ||
	    n - none.n_abuse < ADAPT_KIND)
		return none;
	made = none;
	made.u = arena_array(arena, float, ABUSE_SIZE);
	replay(arena, &made, decisions, older);
	if (is_worse(&none, &made, decisions + older, n - older)) {
		none.loss_before = made.loss_before;
		none.loss_after = made.loss_after;
		return none;
	}
	made.is_kept = true;
	replay(arena, &made, decisions, n);
	made.id = id_of(&made);
	return made;
}

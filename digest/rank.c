#include "digest/rank.h"

#include <math.h>

static const double score_share = .7, likeness_share = .3;

double rank_score(double constructive, double topic, double abuse,
                  bool answers_article, bool is_featured)
{
	return .45 * constructive + .30 * (topic < 0 ? .5 : topic) +
	       .25 * (1 - abuse) + (answers_article ? .05 : 0) +
	       (is_featured ? .3 : 0);
}

struct choice {
	const struct rank_item *items;
	size_t *chosen;
	size_t n;
};

/* May `item` stand beside what was taken? */
static bool may_take(const struct choice *c, const struct rank_item *item)
{
	size_t of_thread = 0;
	bool is_answer = false;

	if (item->abuse > RANK_ABUSE_MAX)
		return false;
	for (size_t i = 0; i < c->n; i++) {
		const struct rank_item *taken = &c->items[c->chosen[i]];

		if (taken->id == item->id ||
		    (item->author && taken->author == item->author))
			return false;
		of_thread += taken->thread == item->thread;
		is_answer = is_answer || item->parent == taken->id;
	}
	return of_thread == 0 || (of_thread == 1 && is_answer);
}

static double likeness(const struct rank_item *a, const struct rank_item *b)
{
	return a->terms && b->terms ? terms_cosine(a->terms, b->terms) : 0;
}

size_t rank_choose(struct arena *arena, const struct rank_item *items, size_t n,
                   size_t wanted, size_t *chosen)
{
	struct choice c = {items, chosen, 0};
	double *said = arena_array(arena, double, n + 1);

	while (c.n < wanted) {
		double most = -HUGE_VAL;
		size_t best = n;

		for (size_t i = 0; i < n; i++) {
			double value = score_share * items[i].score -
			               likeness_share * said[i];

			if (value > most && may_take(&c, &items[i])) {
				most = value;
				best = i;
			}
		}
		if (best == n)
			break;
		chosen[c.n++] = best;
		for (size_t i = 0; i < n; i++)
			said[i] = fmax(said[i],
			               likeness(&items[i], &items[best]));
	}
	return c.n;
}

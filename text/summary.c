#include "text/summary.h"

#include <math.h>

#include "text/sentence.h"
#include "text/words.h"

/* TEXT.md 5: measured on news, where the beginning tells most. */
#define POSITION_SCALE 5.0 /* sentences until 1/e */
#define TITLE_WEIGHT   0.5
#define LENGTH_WEIGHT  0.2
#define LENGTH_MAX     30.0 /* words that are not too many */
#define REDUNDANCY     0.8
#define WORDS_MIN      6
#define WORDS_MAX      60
#define RANK_DAMPING   0.85
#define RANK_STEPS     60
#define RANK_CHANGE    1e-6
#define LONG_ARTICLE   600 /* words */

/* The sentences of an article as numbers. */
struct article {
	struct sentence *sentences;
	size_t n;
	struct terms *terms;   /* of each */
	double *similarity;    /* of each two: n * n, 0 to itself */
	double *score;         /* of each */
	struct frequencies df; /* over sentences */
};

static void read_article(struct arena *arena, struct vocabulary *vocabulary,
                         struct article *a)
{
	a->terms = arena_array(arena, struct terms, a->n);
	for (size_t i = 0; i < a->n; i++) {
		struct word *words;
		size_t n =
			words_split(vocabulary, a->sentences[i].text, &words);

		a->terms[i] = terms_count(arena, words, n);
		frequencies_add(arena, &a->df, &a->terms[i]);
	}
	for (size_t i = 0; i < a->n; i++)
		terms_weigh(&a->terms[i], &a->df, TERM_LINEAR);
	a->similarity = arena_array(arena, double, a->n * a->n);
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < i; j++)
			a->similarity[i * a->n + j] =
				a->similarity[j * a->n + i] = terms_cosine(
					&a->terms[i], &a->terms[j]);
}

/* One step of the walk; returns how much `rank` changed. */
static double rank_step(const struct article *a, const double *row_sum,
                        double *rank, double *next)
{
	double n = (double)a->n, nowhere = 0, change = 0;

	for (size_t i = 0; i < a->n; i++) {
		next[i] = 0;
		if (row_sum[i] <= 0)
			nowhere += rank[i] / n;
	}
	for (size_t i = 0; i < a->n; i++) {
		const double *row = &a->similarity[i * a->n];
		double share = row_sum[i] > 0 ? rank[i] / row_sum[i] : 0;

		for (size_t j = 0; j < a->n; j++)
			next[j] += share * row[j];
	}
	for (size_t i = 0; i < a->n; i++) {
		next[i] = (1 - RANK_DAMPING) / n +
		          RANK_DAMPING * (next[i] + nowhere);
		change += fabs(next[i] - rank[i]);
		rank[i] = next[i];
	}
	return change;
}

/* LexRank: add to each score its sentence's rank, the highest counting 1. */
static void add_rank(struct arena *arena, struct article *a)
{
	double *sum = arena_array(arena, double, a->n);
	double *rank = arena_array(arena, double, a->n);
	double *next = arena_array(arena, double, a->n);
	double highest = 0;

	for (size_t i = 0; i < a->n; i++) {
		rank[i] = 1 / (double)a->n;
		for (size_t j = 0; j < a->n; j++)
			sum[i] += a->similarity[i * a->n + j];
	}
	for (int step = 0; step < RANK_STEPS; step++)
		if (rank_step(a, sum, rank, next) < RANK_CHANGE)
			break;
	for (size_t i = 0; i < a->n; i++)
		highest = fmax(highest, rank[i]);
	for (size_t i = 0; i < a->n; i++)
		a->score[i] += rank[i] / highest;
}

/* The share of the title's idf that each sentence has. */
static void add_title(struct arena *arena, struct vocabulary *vocabulary,
                      struct str title, struct article *a)
{
	struct word *words;
	size_t n = words_split(vocabulary, title, &words);
	struct terms in_title = terms_count(arena, words, n);
	double whole = 0;

	for (size_t i = 0; i < in_title.n; i++)
		whole += frequencies_idf(&a->df, in_title.terms[i].stem);
	for (size_t i = 0; whole > 0 && i < a->n; i++) {
		const struct terms *t = &a->terms[i];
		double part = 0;

		for (size_t j = 0, k = 0; j < t->n && k < in_title.n;) {
			uint32_t x = t->terms[j].stem;
			uint32_t y = in_title.terms[k].stem;

			if (x == y)
				part += frequencies_idf(&a->df, x);
			j += x <= y;
			k += y <= x;
		}
		a->score[i] += TITLE_WEIGHT * part / whole;
	}
}

static void score_sentences(struct arena *arena, struct vocabulary *vocabulary,
                            struct str title, struct article *a)
{
	a->score = arena_array(arena, double, a->n);
	for (size_t i = 0; i < a->n; i++) {
		double words = (double)a->sentences[i].n_words;

		a->score[i] = exp(-(double)i / POSITION_SCALE);
		a->score[i] -= LENGTH_WEIGHT *
		               fmax(0, (words - LENGTH_MAX) / LENGTH_MAX);
	}
	add_rank(arena, a);
	add_title(arena, vocabulary, title, a);
}

static bool has_good_length(const struct sentence *s)
{
	return s->n_words >= WORDS_MIN && s->n_words <= WORDS_MAX;
}

/* Mark who may be chosen: as strict as leaves enough of them. */
static void allow(const struct article *a, size_t wanted, bool *allowed)
{
	size_t n_good = 0, n_best = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct sentence *s = &a->sentences[i];

		n_good += has_good_length(s);
		n_best += has_good_length(s) && s->is_whole;
	}
	for (size_t i = 0; i < a->n; i++) {
		const struct sentence *s = &a->sentences[i];

		allowed[i] = (n_good == 0 || has_good_length(s)) &&
		             (n_best < wanted || s->is_whole);
	}
}

/* Of those allowed, who scores highest beside what was said; a->n: nobody. */
static size_t find_best(const struct article *a, const bool *allowed,
                        const double *said)
{
	size_t best = a->n;

	for (size_t i = 0; i < a->n; i++)
		if (allowed[i] &&
		    (best == a->n ||
		     a->score[i] - REDUNDANCY * said[i] >
		             a->score[best] - REDUNDANCY * said[best]))
			best = i;
	return best;
}

/* Maximal marginal relevance: what scores, less what was said already.  When
 * too few are of good length the rest comes from the others: there are more
 * sentences than `wanted`. */
static void choose(struct arena *arena, const struct article *a, size_t wanted,
                   bool *chosen)
{
	bool *allowed = arena_array(arena, bool, a->n);
	double *said = arena_array(arena, double, a->n);
	size_t n = 0;

	allow(a, wanted, allowed);
	while (n < wanted) {
		size_t best = find_best(a, allowed, said);

		if (best == a->n) {
			for (size_t i = 0; i < a->n; i++)
				allowed[i] = !chosen[i];
			continue;
		}
		n++;
		chosen[best] = true;
		allowed[best] = false;
		for (size_t i = 0; i < a->n; i++)
			said[i] = fmax(said[i], a->similarity[best * a->n + i]);
	}
}

size_t summary_choose(struct arena *arena, struct str title, struct str text,
                      struct str language, size_t wanted,
                      struct str **sentences)
{
	struct vocabulary *vocabulary = vocabulary_open(arena, language);
	struct article a = {0};
	size_t words = 0, n = 0;
	bool *chosen;

	a.n = sentence_split(arena, text, &a.sentences);
	chosen = arena_array(arena, bool, a.n + 1);
	for (size_t i = 0; i < a.n; i++)
		words += a.sentences[i].n_words;
	if (wanted == 0)
		wanted = words > LONG_ARTICLE ? 4 : 3;
	if (a.n > wanted + 1) {
		read_article(arena, vocabulary, &a);
		score_sentences(arena, vocabulary, title, &a);
		choose(arena, &a, wanted, chosen);
	} else {
		for (size_t i = 0; i < a.n && i < wanted; i++)
			chosen[i] = true;
	}
	vocabulary_close(&vocabulary);
	*sentences = arena_array(arena, struct str, wanted + 1);
	for (size_t i = 0; i < a.n; i++)
		if (chosen[i])
			(*sentences)[n++] = a.sentences[i].text;
	return n;
}

#include "text/topic.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/attr.h"

enum {
	STEMS_MAX = 200, /* that count as length */
	BACKGROUND_DOCS =
		300, /* articles that the background weighs as much as */
};

static const double z_least = -2, z_most = 8, deviation_least = .01;
static const double parent_share = .5;

/* Texts that have a stem: slices of one array, by the stem's number. */
struct index {
	uint32_t *start; /* n_stems + 1 */
	struct posting {
		uint32_t text;
		float weight; /* of a vector of unit length */
	} * postings;
	size_t n_stems;
	size_t n_texts;
};

struct topic {
	struct arena *arena;
	struct vocabulary *vocabulary;
	const struct background *background; /* NULL: none */
	uint32_t *known;                     /* number of each stem in it */
	size_t n_known;
	struct terms *articles;
	size_t n_articles;
	struct frequencies frequencies;
	struct index contrasts; /* by stem here, or in the background */
	bool is_lent;           /* the contrasts are the background's */
	bool is_indexed;
};

struct topic *topic_open(struct arena *arena, struct str language,
                         const struct background *background)
{
	struct topic *topic = arena_new(arena, struct topic);
	struct str first = str_slice(language, 0, str_find_char(language, '-'));

	topic->arena = arena;
	topic->vocabulary = vocabulary_open(arena, language);
	if (background && str_eq_nocase(first, background->language))
		topic->background = background;
	return topic;
}

void topic_close(struct topic **topic)
{
	if (*topic)
		vocabulary_close(&(*topic)->vocabulary);
	*topic = NULL;
}

/* --- how rare a stem is --------------------------------------------------- */

static uint32_t known_stem(struct topic *topic, uint32_t stem)
{
	while (topic->n_known <= stem) {
		struct str text = vocabulary_stem(topic->vocabulary,
		                                  (uint32_t)topic->n_known);

		topic->known =
			arena_grow(topic->arena, topic->known, topic->n_known,
		                   sizeof(*topic->known));
		topic->known[topic->n_known++] = background_find(
			topic->background, background_hash(text));
	}
	return topic->known[stem];
}

/* The background counts as so many articles; less beside a large archive. */
static double background_weight(const struct topic *topic)
{
	return topic->background ? BACKGROUND_DOCS : 0;
}

static double idf(const struct topic *topic, double own, double general)
{
	double weight = background_weight(topic);
	double n = (double)topic->n_articles + weight;

	if (weight > 0)
		own += weight * general /
		       (double)topic->background->n_documents;
	return log((n + 1) / (own + .5));
}

static double idf_of_stem(struct topic *topic, uint32_t stem)
{
	double own = stem < topic->frequencies.n_stems
	                     ? topic->frequencies.n[stem]
	                     : 0;
	uint32_t known =
		topic->background ? known_stem(topic, stem) : BACKGROUND_NONE;

	return idf(topic, own,
	           known == BACKGROUND_NONE
	                   ? 0
	                   : topic->background->frequencies[known]);
}

/* Set the weights; the vector has unit length then. */
static void weigh(struct topic *topic, struct terms *terms)
{
	double sum = 0;

	for (size_t i = 0; i < terms->n; i++) {
		struct term *t = &terms->terms[i];

		t->weight = (1 + log(t->n)) * idf_of_stem(topic, t->stem);
		sum += t->weight * t->weight;
	}
	sum = sqrt(sum);
	for (size_t i = 0; i < terms->n && sum > 0; i++)
		terms->terms[i].weight /= sum;
	terms->length = sum > 0 ? 1 : 0;
}

/* --- the archive ---------------------------------------------------------- */

static struct topic_vector count(struct arena *arena, struct topic *topic,
                                 struct str title, struct str text)
{
	struct word *words = NULL, *more = NULL;
	size_t n = words_split_in(arena, topic->vocabulary, title, &words);
	size_t n_more = words_split_in(arena, topic->vocabulary, text, &more);
	struct topic_vector v;

	if (n > 0) {
		struct word *both = arena_array(arena, struct word, n + n_more);

		memcpy(both, words, n * sizeof(*words));
		if (n_more > 0)
			memcpy(both + n, more, n_more * sizeof(*more));
		more = both;
	}
	v.words = more;
	v.n_words = n + n_more;
	v.terms = terms_count(arena, v.words, v.n_words);
	return v;
}

size_t topic_add(struct topic *topic, struct str title, struct str text)
{
	struct arena arena = {0};
	struct topic_vector v = count(&arena, topic, title, text);
	struct terms kept = v.terms;

	assert(!topic->is_indexed);
	kept.terms = arena_array(topic->arena, struct term, kept.n + 1);
	memcpy(kept.terms, v.terms.terms, kept.n * sizeof(*kept.terms));
	arena_free(&arena);
	topic->articles = arena_grow(topic->arena, topic->articles,
	                             topic->n_articles, sizeof(struct terms));
	topic->articles[topic->n_articles] = kept;
	frequencies_add(topic->arena, &topic->frequencies, &kept);
	return topic->n_articles++;
}

/* Turn texts, whose vectors are given, around. */
static void index_texts(struct topic *topic, const struct terms *texts,
                        size_t n, size_t n_stems)
{
	struct index *index = &topic->contrasts;
	uint32_t *next;

	index->n_stems = n_stems;
	index->n_texts = n;
	index->start = arena_array(topic->arena, uint32_t, n_stems + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < texts[i].n; k++)
			index->start[texts[i].terms[k].stem + 1]++;
	for (size_t i = 0; i < n_stems; i++)
		index->start[i + 1] += index->start[i];
	index->postings = arena_array(topic->arena, struct posting,
	                              index->start[n_stems] + 1u);
	next = arena_array(topic->arena, uint32_t, n_stems + 1);
	memcpy(next, index->start, (n_stems + 1) * sizeof(*next));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < texts[i].n; k++) {
			const struct term *t = &texts[i].terms[k];

			index->postings[next[t->stem]++] =
				(struct posting){(uint32_t)i, (float)t->weight};
		}
}

/* The background's texts, weighed by what the archive knows of them. */
static void borrow(struct topic *topic)
{
	const struct background *b = topic->background;
	struct terms *texts =
		arena_array(topic->arena, struct terms, b->n_texts + 1);

	for (size_t i = 0; i < b->n_texts; i++) {
		const struct background_text *from = &b->texts[i];
		double sum = 0;

		texts[i].n = from->n;
		texts[i].terms =
			arena_array(topic->arena, struct term, from->n + 1);
		for (size_t k = 0; k < from->n; k++) {
			struct term *t = &texts[i].terms[k];

			t->stem = from->terms[k].stem;
			t->weight = (1 + log(from->terms[k].n)) *
			            idf(topic, 0, b->frequencies[t->stem]);
			sum += t->weight * t->weight;
		}
		for (size_t k = 0; k < from->n; k++)
			texts[i].terms[k].weight /= sqrt(sum);
	}
	index_texts(topic, texts, b->n_texts, b->n_stems);
	topic->is_lent = true;
}

/* Some of a large archive, evenly: text i is article i * articles / texts. */
static size_t article_of(const struct topic *topic, size_t text)
{
	return text * topic->n_articles / topic->contrasts.n_texts;
}

void topic_index(struct topic *topic)
{
	size_t n = topic->n_articles < TOPIC_CONTRASTS ? topic->n_articles
	                                               : TOPIC_CONTRASTS;
	struct terms *texts = arena_array(topic->arena, struct terms, n + 1);

	for (size_t i = 0; i < topic->n_articles; i++)
		weigh(topic, &topic->articles[i]);
	if (topic->n_articles < TOPIC_ARCHIVE_MIN && topic->background) {
		borrow(topic);
	} else {
		topic->contrasts.n_texts = n;
		for (size_t i = 0; i < n; i++)
			texts[i] = topic->articles[article_of(topic, i)];
		index_texts(topic, texts, n,
		            vocabulary_size(topic->vocabulary));
	}
	topic->is_indexed = true;
}

bool topic_is_ready(const struct topic *topic)
{
	return topic->is_indexed &&
	       (topic->is_lent || topic->n_articles >= TOPIC_ARCHIVE_MIN);
}

struct topic_vector topic_vector_of(struct arena *arena, struct topic *topic,
                                    struct str title, struct str text)
{
	struct topic_vector v = count(arena, topic, title, text);

	weigh(topic, &v.terms);
	return v;
}

/* --- judging -------------------------------------------------------------- */

/* The cosines with the contrasts; the article itself is none. */
static double contrast(struct topic *topic, struct arena *arena, size_t number,
                       const struct terms *comment, double cosine)
{
	const struct index *index = &topic->contrasts;
	double *found = arena_array(arena, double, index->n_texts + 1);
	double mean = 0, deviation = 0, z;
	size_t n = 0;

	for (size_t i = 0; i < comment->n; i++) {
		uint32_t stem = comment->terms[i].stem;

		if (topic->is_lent)
			stem = known_stem(topic, stem);
		if (stem >= index->n_stems)
			continue;
		for (uint32_t k = index->start[stem];
		     k < index->start[stem + 1]; k++)
			found[index->postings[k].text] +=
				comment->terms[i].weight *
				(double)index->postings[k].weight;
	}
	for (size_t i = 0; i < index->n_texts; i++)
		if (topic->is_lent || article_of(topic, i) != number)
			found[n++] = found[i];
	for (size_t i = 0; i < n; i++)
		mean += found[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		deviation += (found[i] - mean) * (found[i] - mean) / (double)n;
	z = (cosine - mean) / (sqrt(deviation) + deviation_least);
	return fmax(z_least, fmin(z_most, z));
}

/* The shared stem of the highest weight behind `before`. */
static void find_shared(const struct terms *article,
                        const struct topic_vector *comment,
                        struct topic_result *result)
{
	double best[TOPIC_WORDS] = {0};
	uint32_t stems[TOPIC_WORDS] = {0};
	size_t n = 0;

	for (size_t i = 0, k = 0; i < comment->terms.n && k < article->n;) {
		const struct term *a = &comment->terms.terms[i];
		const struct term *b = &article->terms[k];

		i += a->stem <= b->stem;
		k += b->stem <= a->stem;
		if (a->stem != b->stem || a->weight <= 0)
			continue;
		for (size_t at = 0; at < TOPIC_WORDS; at++)
			if (a->weight > best[at]) {
				size_t rest = TOPIC_WORDS - 1 - at;

				memmove(best + at + 1, best + at,
				        rest * sizeof(*best));
				memmove(stems + at + 1, stems + at,
				        rest * sizeof(*stems));
				best[at] = a->weight;
				stems[at] = a->stem;
				n += n < TOPIC_WORDS;
				break;
			}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < comment->n_words; k++)
			if (comment->words[k].stem == stems[i]) {
				result->shared[result->n_shared++] =
					comment->words[k].text;
				break;
			}
}

static double logit_of(double z, double n, double thread)
{
	double length = log(1 + fmin(STEMS_MAX, n));

	if (thread < 0)
		return .70 + .18 * z - .67 * length + .35 * z * length;
	return 1.10 + .34 * z - 1.35 * length + .17 * z * length -
	       .33 * sqrt(thread) + 3.08 * sqrt(thread) * length;
}

struct topic_result topic_judge(struct topic *topic, struct arena *arena,
                                size_t number,
                                const struct topic_vector *article,
                                const struct topic_vector *comment,
                                const struct topic_vector *parent,
                                const struct terms *middle)
{
	const struct terms *about =
		article ? &article->terms : &topic->articles[number];
	struct topic_result result = {.n_stems = comment->terms.n};
	double nearest;

	assert(topic->is_indexed && (article || number < topic->n_articles));
	result.cosine = terms_cosine(&comment->terms, about);
	nearest = result.cosine;
	if (parent)
		nearest = fmax(
			nearest,
			nearest + parent_share *
					  terms_cosine(&parent->terms, about));
	result.z = contrast(topic, arena, article ? TOPIC_NONE : number,
	                    &comment->terms, nearest);
	result.logit = logit_of(result.z, (double)result.n_stems,
	                        middle && middle->n > 0
	                                ? terms_cosine(&comment->terms, middle)
	                                : -1);
	find_shared(about, comment, &result);
	return result;
}

/* --- a thread ------------------------------------------------------------- */

struct terms topic_middle(struct arena *arena,
                          const struct topic_vector *comments, size_t n)
{
	struct terms sum = {.n = 0};
	size_t from = n > TOPIC_THREAD_MAX ? n - TOPIC_THREAD_MAX : 0;
	double length = 0;

	if (n < TOPIC_THREAD_MIN)
		return sum;
	for (size_t i = from; i < n; i++) {
		const struct terms *add = &comments[i].terms;
		struct term *both =
			arena_array(arena, struct term, sum.n + add->n + 1);
		size_t a = 0, b = 0, k = 0;

		while (a < sum.n || b < add->n) {
			bool has_a = a < sum.n, has_b = b < add->n;
			uint32_t x = has_a ? sum.terms[a].stem : UINT32_MAX;
			uint32_t y = has_b ? add->terms[b].stem : UINT32_MAX;

			both[k] = x <= y ? sum.terms[a] : add->terms[b];
			if (x == y)
				both[k].weight += add->terms[b].weight;
			a += x <= y;
			b += y <= x;
			k++;
		}
		sum.terms = both;
		sum.n = k;
	}
	for (size_t i = 0; i < sum.n; i++)
		length += sum.terms[i].weight * sum.terms[i].weight;
	sum.length = sqrt(length);
	return sum;
}

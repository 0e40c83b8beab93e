/*
 * build FOLDER MODELS - make the models that are shipped
 *
 * FOLDER has the training sets (models/README.md names them), each a folder
 * with train.tsv: a line of column names, then a line for each text.  The same
 * sets give the same bytes, on every machine.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "text/background.h"
#include "text/train.h"
#include "text/words.h"

enum {
	TEXTS_MAX = 200000,
	FILE_LIMIT = 64 * 1024 * 1024,
	WORDS_OF_TEXT = 60,  /* content words of a text to compare with */
	DOCUMENTS_LEAST = 2, /* that a stem has to stand in */
	COUNT_MAX = 255,
};

/* Steps of a logit for one of score, and the logit of score 0: how often what
 * looks like this is abuse where few comments are (TEXT.md 2f). */
static const double slope = .5, offset = -2.85;

static const char *const sets[] = {"train-civil-toxic", "train-civil-spans",
                                   "train-wiki-ctx", "train-davidson"};
/* Texts of which background frequencies are counted. */
static const char *const background_sets[] = {"train-civil-toxic",
                                              "train-wiki-ctx"};

static void stop(const char *what)
{
	fprintf(stderr, "build: %s\n", what);
	exit(1);
}

static struct str column(struct str line, int n)
{
	struct str field = {"", 0};

	while (n >= 0 && str_next_field(&line, '\t', &field))
		n--;
	return n < 0 ? field : (struct str){"", 0};
}

static int column_named(struct str head, const char *name)
{
	struct str field;

	for (int i = 0; str_next_field(&head, '\t', &field); i++)
		if (str_is(field, name))
			return i;
	stop("a column is missing");
	return 0;
}

static void each_text(const char *folder, const char *set,
                      void (*use)(void *context, struct str text,
                                  bool is_abuse),
                      void *context)
{
	struct arena arena = {0};
	struct str rest, line;
	struct why why;
	int label, text;

	if (file_read(&arena,
	              arena_printf(&arena, "%s/%s/train.tsv", folder, set),
	              FILE_LIMIT, &rest, &why) != OK)
		stop(why.text);
	if (!str_next_line(&rest, &line))
		stop("a set is empty");
	label = column_named(line, "label");
	text = column_named(line, "text");
	while (str_next_line(&rest, &line))
		use(context, column(line, text),
		    str_is(column(line, label), "1"));
	arena_free(&arena);
}

static void save(const char *folder, const char *name, struct str bytes)
{
	struct arena arena = {0};
	struct why why;

	if (file_write(arena_printf(&arena, "%s/%s", folder, name), bytes, 0644,
	               &why) != OK)
		stop(why.text);
	printf("%s/%s: %zu bytes\n", folder, name, bytes.len);
	arena_free(&arena);
}

/* --- abuse ---------------------------------------------------------------- */

struct texts {
	struct arena *arena;
	struct train_text *texts;
	size_t n;
};

static void add_text(void *context, struct str text, bool is_abuse)
{
	struct texts *all = context;
	struct arena arena = {0};
	struct disguise_token *tokens;
	struct abuse_features features;
	struct str part = {"", 0};
	struct train_text *added;
	size_t n;

	if (all->n == TEXTS_MAX)
		stop("too many texts");
	abuse_next_part(&text, &part);
	n = disguise_tokens(&arena, part, &tokens);
	features = abuse_features_of(&arena, tokens, n);
	added = &all->texts[all->n++];
	added->is_abuse = is_abuse;
	added->features.n = features.n;
	added->features.index =
		arena_array(all->arena, uint32_t, features.n + 1);
	if (features.n > 0)
		memcpy(added->features.index, features.index,
		       features.n * sizeof(uint32_t));
	arena_free(&arena);
}

static void build_abuse(const char *from, const char *to)
{
	struct arena arena = {0};
	struct texts all = {
		&arena, arena_array(&arena, struct train_text, TEXTS_MAX), 0};
	struct abuse_model model = {
		.language = STR("en"), .slope = slope, .offset = offset};

	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		each_text(from, sets[i], add_text, &all);
	train_abuse(&arena, all.texts, all.n, &model);
	printf("abuse: %zu texts\n", all.n);
	save(to, "abuse.model", abuse_model_format(&arena, &model));
	arena_free(&arena);
}

/* --- topic ---------------------------------------------------------------- */

struct counting {
	struct arena *arena;
	struct vocabulary *vocabulary;
	struct frequencies frequencies;
	struct terms *long_ones;
	size_t n_long;
};

static void count_text(void *context, struct str text, bool is_abuse)
{
	struct counting *c = context;
	struct word *words;
	size_t n = words_split(c->vocabulary, text, &words);
	struct terms terms = terms_count(c->arena, words, n);

	(void)is_abuse;
	frequencies_add(c->arena, &c->frequencies, &terms);
	if (n < WORDS_OF_TEXT)
		return;
	c->long_ones = arena_grow(c->arena, c->long_ones, c->n_long,
	                          sizeof(*c->long_ones));
	c->long_ones[c->n_long++] = terms;
}

struct stem {
	uint32_t hash, frequency;
};

static int most_frequent_first(const void *a, const void *b)
{
	const struct stem *x = a, *y = b;

	if (x->frequency != y->frequency)
		return x->frequency > y->frequency ? -1 : 1;
	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int by_hash(const void *a, const void *b)
{
	const struct stem *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* The most frequent stems, in the order of their hashes, each hash once. */
static void choose_stems(struct counting *c, struct background *b)
{
	size_t n = vocabulary_size(c->vocabulary), kept = 0;
	struct stem *stems = arena_array(c->arena, struct stem, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct str text = vocabulary_stem(c->vocabulary, (uint32_t)i);
		uint32_t seen = c->frequencies.n[i];

		if (seen >= DOCUMENTS_LEAST)
			stems[kept++] =
				(struct stem){background_hash(text), seen};
	}
	qsort(stems, kept, sizeof(*stems), most_frequent_first);
	if (kept > BACKGROUND_STEMS)
		kept = BACKGROUND_STEMS;
	qsort(stems, kept, sizeof(*stems), by_hash);
	b->hashes = arena_array(c->arena, uint32_t, kept + 1);
	b->frequencies = arena_array(c->arena, uint32_t, kept + 1);
	for (size_t i = 0; i < kept; i++) {
		if (i > 0 && stems[i].hash == stems[i - 1].hash)
			continue;
		b->hashes[b->n_stems] = stems[i].hash;
		b->frequencies[b->n_stems++] = stems[i].frequency;
	}
}

static struct background_text known_terms(struct counting *c,
                                          const struct background *b,
                                          const struct terms *terms)
{
	struct background_text text = {
		arena_array(c->arena, struct background_term, terms->n + 1), 0};

	for (size_t i = 0; i < terms->n; i++) {
		const struct term *t = &terms->terms[i];
		struct str stem = vocabulary_stem(c->vocabulary, t->stem);
		uint32_t known = background_find(b, background_hash(stem));

		if (known != BACKGROUND_NONE)
			text.terms[text.n++] = (struct background_term){
				(uint16_t)known,
				(uint8_t)(t->n < COUNT_MAX ? t->n : COUNT_MAX)};
	}
	return text;
}

static void build_topic(const char *from, const char *to)
{
	struct arena arena = {0};
	struct background b = {.language = STR("en")};
	struct counting c = {.arena = &arena};

	c.vocabulary = vocabulary_open(&arena, b.language);
	for (size_t i = 0; i < ARRAY_LEN(background_sets); i++)
		each_text(from, background_sets[i], count_text, &c);
	b.n_documents = c.frequencies.n_documents;
	choose_stems(&c, &b);
	b.n_texts = c.n_long < BACKGROUND_TEXTS ? c.n_long : BACKGROUND_TEXTS;
	b.texts = arena_array(&arena, struct background_text, b.n_texts + 1);
	for (size_t i = 0; i < b.n_texts; i++)
		b.texts[i] = known_terms(
			&c, &b, &c.long_ones[i * c.n_long / b.n_texts]);
	printf("topic: %zu documents, %zu stems, %zu texts of %zu\n",
	       b.n_documents, b.n_stems, b.n_texts, c.n_long);
	save(to, "topic.model", background_format(&arena, &b));
	vocabulary_close(&c.vocabulary);
	arena_free(&arena);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		stop("usage: build FOLDER MODELS");
	build_abuse(argv[1], argv[2]);
	build_topic(argv[1], argv[2]);
	return 0;
}

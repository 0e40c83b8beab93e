#include "text/words.h"

#include <assert.h>
#include <libstemmer.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "text/utf8.h"
#include "text/words_private.h"

#define WORD_MAX  64 /* bytes that count; longer ones are links and noise */
#define STOP_WORD UINT32_MAX

/* Texts, each once, numbered as they came; found by hash. */
struct table {
	struct str *keys;
	size_t n;
	uint32_t *slots; /* number + 1, or 0; a power of two of them */
	size_t n_slots;
};

struct vocabulary {
	struct arena *arena;
	struct sb_stemmer *stemmer; /* NULL: words are their own stems */
	bool elides;                /* apostrophes part words: l'homme */
	struct table stems;
	struct table forms;   /* words in lower case */
	uint32_t *form_stems; /* of each form, or STOP_WORD */
};

static uint32_t hash(struct str text)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < text.len; i++)
		h = (h ^ (unsigned char)text.ptr[i]) * 16777619u;
	return h;
}

static uint32_t *find_slot(const struct table *table, struct str key)
{
	size_t i = hash(key) & (table->n_slots - 1);

	while (table->slots[i] > 0 &&
	       !str_eq(table->keys[table->slots[i] - 1], key))
		i = (i + 1) & (table->n_slots - 1);
	return &table->slots[i];
}

static void grow_table(struct arena *arena, struct table *table)
{
	table->n_slots = table->n_slots > 0 ? table->n_slots * 2 : 1024;
	table->slots = arena_array(arena, uint32_t, table->n_slots);
	for (size_t i = 0; i < table->n; i++)
		*find_slot(table, table->keys[i]) = (uint32_t)i + 1;
}

/* The number of `key`, which may be new. */
static uint32_t table_add(struct arena *arena, struct table *table,
                          struct str key)
{
	uint32_t *slot;

	if (table->n * 2 >= table->n_slots)
		grow_table(arena, table);
	slot = find_slot(table, key);
	if (*slot > 0)
		return *slot - 1;
	table->keys =
		arena_grow(arena, table->keys, table->n, sizeof(struct str));
	table->keys[table->n++] = arena_str(arena, key);
	*slot = (uint32_t)table->n;
	return *slot - 1;
}

static struct str stem_of(struct vocabulary *v, struct str word)
{
	const unsigned char *stem;

	if (!v->stemmer)
		return word;
	stem = sb_stemmer_stem(v->stemmer, (const unsigned char *)word.ptr,
	                       (int)word.len);
	if (!stem)
		abort(); /* no memory */
	return (struct str){(const char *)stem,
	                    (size_t)sb_stemmer_length(v->stemmer)};
}

/* The stem of a word in lower case, or STOP_WORD. */
static uint32_t find_stem(struct vocabulary *v, struct str word, bool is_stop)
{
	size_t before = v->forms.n;
	uint32_t form = table_add(v->arena, &v->forms, word);

	if (v->forms.n == before)
		return v->form_stems[form];
	v->form_stems = arena_grow(v->arena, v->form_stems, before,
	                           sizeof(*v->form_stems));
	v->form_stems[form] =
		is_stop ? STOP_WORD
			: table_add(v->arena, &v->stems, stem_of(v, word));
	return v->form_stems[form];
}

struct vocabulary *vocabulary_open(struct arena *arena, struct str language)
{
	struct vocabulary *v = arena_new(arena, struct vocabulary);
	const struct language *known = language_find(language);
	struct str stop, word;

	v->arena = arena;
	if (!known)
		return v;
	v->stemmer = sb_stemmer_new(known->stemmer, NULL);
	v->elides = known->elides;
	stop = str_of(known->stop);
	while (str_next_word(&stop, &word))
		find_stem(v, word, true);
	return v;
}

void vocabulary_close(struct vocabulary **vocabulary)
{
	if (*vocabulary)
		sb_stemmer_delete((*vocabulary)->stemmer);
	*vocabulary = NULL;
}

size_t vocabulary_size(const struct vocabulary *vocabulary)
{
	return vocabulary->stems.n;
}

struct str vocabulary_stem(const struct vocabulary *vocabulary, uint32_t stem)
{
	assert(stem < vocabulary->stems.n);
	return vocabulary->stems.keys[stem];
}

enum letter {
	LETTER_NONE,
	LETTER, /* and the marks on it */
	LETTER_DIGIT,
	LETTER_UNSPACED, /* of a script without spaces between words */
	LETTER_APOSTROPHE,
};

static bool is_unspaced(uint32_t code)
{
	static const uint32_t ranges[][2] = {
		{0x0e00, 0x0eff},   /* Thai, Lao */
		{0x1000, 0x109f},   /* Myanmar */
		{0x1780, 0x17ff},   /* Khmer */
		{0x3040, 0x30ff},   /* Kana */
		{0x3400, 0x4dbf},   /* Han */
		{0x4e00, 0x9fff},   /* Han */
		{0xf900, 0xfaff},   /* Han */
		{0x20000, 0x3ffff}, /* Han */
	};

	for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return false;
}

static enum letter letter_kind(uint32_t code)
{
	if (code < 0x80) {
		char c = (char)code;

		if (c == '\'')
			return LETTER_APOSTROPHE;
		if (char_is_digit(c))
			return LETTER_DIGIT;
		return char_is_alpha(c) ? LETTER : LETTER_NONE;
	}
	if (code == 0x2019)
		return LETTER_APOSTROPHE;
	if (!uc_is_alpha(code) && !uc_is_property_combining(code))
		return LETTER_NONE;
	return is_unspaced(code) ? LETTER_UNSPACED : LETTER;
}

/* What is being taken off a text. */
struct cutter {
	struct arena *arena; /* of the words */
	struct vocabulary *vocabulary;
	struct str rest;
	struct word *words;
	size_t n;
};

static enum letter peek(const struct cutter *c, struct str *after,
                        uint32_t *code)
{
	*after = c->rest;
	return utf8_next(after, code) ? letter_kind(*code) : LETTER_NONE;
}

/* `text` as a word, `lower` being it in lower case. */
static void add_word(struct cutter *c, struct str text, struct str lower)
{
	struct vocabulary *v = c->vocabulary;
	uint32_t stem;

	while (str_ends(lower, "'"))
		lower.len--;
	if (str_ends(lower, "'s"))
		lower.len -= 2;
	if (utf8_length(lower) < 2)
		return;
	stem = find_stem(v, lower, false);
	if (stem == STOP_WORD)
		return;
	c->words = arena_grow(c->arena, c->words, c->n, sizeof(*c->words));
	c->words[c->n++] = (struct word){text, stem};
}

/* Letters, and apostrophes that stand between some. */
static void cut_letters(struct cutter *c)
{
	struct str start = c->rest, after;
	char lower[WORD_MAX + 4];
	size_t n = 0;
	uint32_t code;

	for (;;) {
		enum letter kind = peek(c, &after, &code);

		if (kind == LETTER_APOSTROPHE && c->vocabulary->elides)
			break;
		if (kind == LETTER_APOSTROPHE)
			code = '\'';
		else if (kind != LETTER)
			break;
		if (n < WORD_MAX)
			n += utf8_put(uc_tolower(code), lower + n);
		c->rest = after;
	}
	start.len -= c->rest.len;
	add_word(c, start, (struct str){lower, n});
}

/* Digits, with single points and commas between them. */
static void cut_number(struct cutter *c)
{
	struct str text = c->rest;
	size_t n = 0;

	while (n < text.len &&
	       (char_is_digit(text.ptr[n]) ||
	        (n + 1 < text.len && strchr(".,", text.ptr[n]) && text.ptr[n] &&
	         char_is_digit(text.ptr[n + 1]))))
		n++;
	c->rest = str_from(text, n);
	text = str_slice(text, 0, n);
	add_word(c, text, str_slice(text, 0, WORD_MAX));
}

/* Each two neighbours of a script without spaces. */
static void cut_pairs(struct cutter *c)
{
	struct str first = c->rest, second, after;
	uint32_t code;

	utf8_next(&c->rest, &code);
	while (peek(c, &after, &code) == LETTER_UNSPACED) {
		struct str pair = str_slice(first, 0, first.len - after.len);

		second = c->rest;
		add_word(c, pair, pair);
		first = second;
		c->rest = after;
	}
}

size_t words_split(struct vocabulary *vocabulary, struct str text,
                   struct word **words)
{
	return words_split_in(vocabulary->arena, vocabulary, text, words);
}

size_t words_split_in(struct arena *arena, struct vocabulary *vocabulary,
                      struct str text, struct word **words)
{
	struct cutter c = {
		.arena = arena, .vocabulary = vocabulary, .rest = text};
	struct str after;
	uint32_t code;

	while (c.rest.len > 0)
		switch (peek(&c, &after, &code)) {
		case LETTER:
			cut_letters(&c);
			break;
		case LETTER_DIGIT:
			cut_number(&c);
			break;
		case LETTER_UNSPACED:
			cut_pairs(&c);
			break;
		case LETTER_NONE:
		case LETTER_APOSTROPHE:
			c.rest = after;
			break;
		}
	*words = c.words;
	return c.n;
}

static int by_stem(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

struct terms terms_count(struct arena *arena, const struct word *words,
                         size_t n)
{
	uint32_t *stems = arena_array(arena, uint32_t, n + 1);
	struct terms counted = {.terms =
	                                arena_array(arena, struct term, n + 1)};

	for (size_t i = 0; i < n; i++)
		stems[i] = words[i].stem;
	qsort(stems, n, sizeof(*stems), by_stem);
	for (size_t i = 0; i < n; i++) {
		struct term *term = &counted.terms[counted.n];

		term->stem = stems[i];
		term->n++;
		if (i + 1 == n || stems[i + 1] != stems[i])
			counted.n++;
	}
	return counted;
}

static void make_room(struct arena *arena, struct frequencies *f, size_t n)
{
	uint32_t *more;

	if (n <= f->n_stems)
		return;
	n += n / 2;
	more = arena_array(arena, uint32_t, n);
	if (f->n_stems > 0)
		memcpy(more, f->n, f->n_stems * sizeof(*more));
	f->n = more;
	f->n_stems = n;
}

void frequencies_add(struct arena *arena, struct frequencies *frequencies,
                     const struct terms *document)
{
	if (document->n > 0) /* its last stem has the highest number */
		make_room(arena, frequencies,
		          document->terms[document->n - 1].stem + 1u);
	for (size_t i = 0; i < document->n; i++)
		frequencies->n[document->terms[i].stem]++;
	frequencies->n_documents++;
}

double frequencies_idf(const struct frequencies *frequencies, uint32_t stem)
{
	double n = stem < frequencies->n_stems ? frequencies->n[stem] : 0;

	return log(((double)frequencies->n_documents + 1) / (n + .5));
}

void terms_weigh(struct terms *terms, const struct frequencies *frequencies,
                 enum term_weight how)
{
	double sum = 0;

	for (size_t i = 0; i < terms->n; i++) {
		struct term *t = &terms->terms[i];
		double n = how == TERM_LOG ? 1 + log(t->n) : t->n;

		t->weight = n * frequencies_idf(frequencies, t->stem);
		sum += t->weight * t->weight;
	}
	terms->length = sqrt(sum);
}

double terms_cosine(const struct terms *a, const struct terms *b)
{
	double sum = 0;
	size_t i = 0, j = 0;

	if (a->length <= 0 || b->length <= 0)
		return 0;
	while (i < a->n && j < b->n) {
		const struct term *x = &a->terms[i], *y = &b->terms[j];

		if (x->stem == y->stem)
			sum += x->weight * y->weight;
		i += x->stem <= y->stem;
		j += y->stem <= x->stem;
	}
	return sum / (a->length * b->length);
}

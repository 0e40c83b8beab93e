/*
 * words.h - the words of a text as stems, counted and weighted
 *
 * A vocabulary gives each stem that it meets a number, so that texts compare
 * by numbers.  One vocabulary serves one job: the sentences of an article, or
 * a comment, its article and the archive.
 *
 * A word is a letter and more letters (of any script, apostrophes within), or
 * digits with points and commas within.  Case and a final 's are gone; words of one letter and stop words give nothing (TEXT.md 3).
 * Of scripts that write without spaces each pair of neighbours is a word.
 * Stems are those of Snowball (libstemmer).
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct vocabulary;

/*
 * An empty vocabulary in `arena`.  `language` picks stop words and stemmer by
 * its IETF tag ("en", "nb-NO", any case; unknown or empty: none).
 */
struct vocabulary *vocabulary_open(struct arena *arena, struct str language);

/* Give the stemmer back; what the arena holds stays.  NULL is fine. */
void vocabulary_close(struct vocabulary **vocabulary);

/* Stems met so far: they are numbered 0 .. this - 1. */
size_t vocabulary_size(const struct vocabulary *vocabulary);

/* The stem of that number. */
struct str vocabulary_stem(const struct vocabulary *vocabulary, uint32_t stem);

struct word {
	struct str text; /* as written: a slice of the text */
	uint32_t stem;
};

/* The words of `text` (valid UTF-8) in order; returns how many. */
size_t words_split(struct vocabulary *vocabulary, struct str text,
                   struct word **words);

/* The same with `words` in `arena`, for a vocabulary that outlives them. */
size_t words_split_in(struct arena *arena, struct vocabulary *vocabulary,
                      struct str text, struct word **words);

/* One stem in a text. */
struct term {
	uint32_t stem;
	uint32_t n;    /* how often */
	double weight; /* 0 until weighed */
};

/* A text as a vector. */
struct terms {
	struct term *terms; /* by number of stem, each once */
	size_t n;
	double length; /* Euclidean, of the weights; 0 until weighed */
};

/* Count the stems of `words`. */
struct terms terms_count(struct arena *arena, const struct word *words,
                         size_t n);

/* How many documents hold each stem. */
struct frequencies {
	uint32_t *n; /* by number of stem */
	size_t n_stems;
	size_t n_documents;
};

/* Count `document` in. */
void frequencies_add(struct arena *arena, struct frequencies *frequencies,
                     const struct terms *document);

/* ln((documents + 1) / (those that hold `stem` + .5)) */
double frequencies_idf(const struct frequencies *frequencies, uint32_t stem);

/* How the count of a stem goes into its weight, times its idf. */
enum term_weight {
	TERM_LINEAR, /* n */
	TERM_LOG,    /* 1 + ln n */
};

/* Set the weights of `terms`, and its length. */
void terms_weigh(struct terms *terms, const struct frequencies *frequencies,
                 enum term_weight how);

/* The cosine of two weighed texts, 0 .. 1; 0 when either is empty. */
double terms_cosine(const struct terms *a, const struct terms *b);

#endif

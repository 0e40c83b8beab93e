#include "text/manner.h"

#include <math.h>
#include <stdlib.h>

#include "text/wordhash.h"

enum {
	LETTERS_MIN = 20,   /* fewer say nothing of capitals */
	CAPITALS_MANY = 30, /* percent */
	SHRILL = 3,         /* marks in a row */
	WORDS_FULL = 120,   /* words of a comment that says enough */
	WORDS_MAX = 250,
	RUN = 3, /* words of a run */
};

static bool is_wordy(char c)
{
	return char_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool has_word(struct str run)
{
	for (size_t i = 0; i < run.len; i++)
		if (is_wordy(run.ptr[i]))
			return true;
	return false;
}

static bool is_link(struct str run)
{
	return str_find_nocase(run, "http://") != STR_NONE ||
	       str_find_nocase(run, "https://") != STR_NONE ||
	       str_find_nocase(run, "www.") != STR_NONE;
}

struct manner manner_of(struct str text)
{
	struct manner m = {.n_words = 0};
	size_t letters = 0, capitals = 0, marks = 0;
	struct str rest = text, run;

	while (str_next_word(&rest, &run)) {
		m.n_words += has_word(run);
		m.n_links += is_link(run);
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		letters += char_is_alpha(c);
		capitals += c >= 'A' && c <= 'Z';
		marks = c == '!' || c == '?' ? marks + 1 : 0;
		m.is_shrill = m.is_shrill || marks >= SHRILL;
	}
	if (letters >= LETTERS_MIN)
		m.capitals = (int)(100 * capitals / letters);
	return m;
}

double manner_constructive(const struct manner *m)
{
	double words = (double)m->n_words;
	double much = fmin(1, log(1 + words) / log(1 + WORDS_FULL));

	much *= 1 - (m->capitals > CAPITALS_MANY ? .3 : 0) -
	        (m->is_shrill ? .2 : 0);
	return much + 1e-6 * fmin(WORDS_MAX, words);
}

/* --- likeness ------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The runs of a text, in order, each once. */
static void runs_of(struct arena *arena, struct str text, struct wordlist *runs)
{
	struct wordlist words;
	size_t n, kept = 0;

	wordlist_of(arena, text, &words);
	n = words.n < RUN ? words.n > 0 : words.n - RUN + 1;
	runs->hash = arena_array(arena, uint64_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		uint64_t hash = WORDS_SEED;

		for (size_t k = i; k < i + RUN && k < words.n; k++)
			hash = wordhash_mix(hash, words.hash[k]);
		runs->hash[i] = hash;
	}
	qsort(runs->hash, n, sizeof(*runs->hash), by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || runs->hash[i] != runs->hash[i - 1])
			runs->hash[kept++] = runs->hash[i];
	runs->n = kept;
}

double manner_likeness(struct arena *arena, struct str a, struct str b)
{
	struct wordlist x, y;
	size_t i = 0, k = 0, both = 0;

	runs_of(arena, a, &x);
	runs_of(arena, b, &y);
	while (i < x.n && k < y.n) {
		uint64_t p = x.hash[i], q = y.hash[k];

		both += p == q;
		i += p <= q;
		k += q <= p;
	}
	return x.n + y.n > both && both > 0
	               ? (double)both / (double)(x.n + y.n - both)
	               : 0;
}

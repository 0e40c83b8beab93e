/*
 * manner.h - how a comment is written, whatever it says
 */
#ifndef TEXT_MANNER_H
#define TEXT_MANNER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct manner {
	size_t n_words; /* runs of non-blanks with a letter or digit */
	size_t n_links;
	int capitals;   /* percent of its ASCII letters; 0 of fewer than 20 */
	bool is_shrill; /* has three or more ! and ? in a row */
};

struct manner manner_of(struct str text);

/*
 * How much there is to a comment, 0 .. 1 and a little more (TEXT.md 6, C):
 * ln(1 + words) / ln(121), at most 1, less for capitals and shrillness, and
 * 1e-6 for each word up to 250, so that longer ones still differ.
 */
double manner_constructive(const struct manner *manner);

/*
 * How alike the words of two texts are: Jaccard's measure of their runs of
 * three words, 0 .. 1.  Texts of fewer words are alike when they are the same;
 * two without words are not.
 */
double manner_likeness(struct arena *arena, struct str a, struct str b);

#endif

/*
 * abuse.h - how much a comment reads like abuse
 *
 * A logistic model over hashed words, pairs of words and pieces of words
 * (TEXT.md 2f).  A feature is present or not; its weight is one signed byte of a
 * table of 2^18:
 *
 *	score = scale * sum of weights / sqrt(features) + bias
 *
 * Features of the tokens of text/disguise.h: each word, each pair of
 * neighbours, and each 2 to 5 bytes of a word between "<" and ">".
 *
 * The file of a model is its table with a head of ABUSE_HEAD bytes, numbers
 * little-endian: "PBABUSE1", 8 bytes of language (NULs behind it), scale and
 * bias (signed, 2^-32), slope and offset of the calibration (signed, 2^-32),
 * and the FNV-1a-64 of all other bytes, which is the model's id.  It is used
 * where it lies (mmap): nothing is copied.
 */
#ifndef TEXT_ABUSE_H
#define TEXT_ABUSE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "text/disguise.h"

#define ABUSE_BITS  18
#define ABUSE_SIZE  (1u << ABUSE_BITS)
#define ABUSE_HEAD  56
#define ABUSE_MAX   4000 /* bytes read at a time; of longer texts the worst */
#define ABUSE_WORDS 3    /* that explain a score */

struct abuse_model {
	const int8_t *weights; /* ABUSE_SIZE of them, borrowed */
	double scale, bias;
	double slope, offset; /* logit = slope * score + offset */
	struct str language;
	uint64_t id;
};

/* The features of a text, each once. */
struct abuse_features {
	uint32_t *index; /* < ABUSE_SIZE */
	size_t n;
};

/* Read the file of a model; it borrows `bytes`.  ERR_INPUT: it is none, or it
 * is damaged. */
enum err abuse_model_parse(struct str bytes,
                           struct abuse_model *model) MUST_CHECK;

/* A model's file, in `arena`. */
struct str abuse_model_format(struct arena *arena,
                              const struct abuse_model *model);

/* The features of `tokens`. */
struct abuse_features abuse_features_of(struct arena *arena,
                                        const struct disguise_token *tokens,
                                        size_t n);

/* The next part of `rest` that is read at once; false when there is none. */
bool abuse_next_part(struct str *rest, struct str *part);

/* The score of a part of a text. */
double abuse_score(const struct abuse_model *model,
                   const struct abuse_features *features);

/* The score of `text` (any bytes): of its worst part. */
double abuse_score_text(struct arena *arena, const struct abuse_model *model,
                        struct str text);

/*
 * The words of `text` that the score rests on, as the author wrote them, the
 * weightiest first, each once: at most ABUSE_WORDS.  None when the score has
 * nothing above the bias, and only words with 15 % of what is above.
 */
size_t abuse_explain(struct arena *arena, const struct abuse_model *model,
                     struct str text, struct str words[ABUSE_WORDS]);

/* The logit that belongs to a score. */
double abuse_logit(const struct abuse_model *model, double score);

#endif

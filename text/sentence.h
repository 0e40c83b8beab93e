/*
 * sentence.h - text split in sentences (TEXT.md 5)
 */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define SENTENCES_MAX 200 /* more are not looked at: the work is n^2 */

struct sentence {
	struct str text; /* a slice of the input, trimmed */
	size_t n_words;
	size_t paragraph; /* 0, 1, ... */
	bool is_whole;    /* ends as sentences do, and so do its quotes */
};

/* The sentences in order, at most SENTENCES_MAX, captions and datelines
 * dropped as TEXT.md 5 says. */
size_t sentence_split(struct arena *arena, struct str text,
                      struct sentence **sentences);

#endif

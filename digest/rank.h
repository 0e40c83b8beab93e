/*
 * rank.h - which of an article's comments to show, and in what order
 *
 * Each has a score of what it gives the reader (TEXT.md 6):
 *
 *	.45 constructive + .30 on topic + .25 (1 - abuse)
 *
 * and .05 when it answers the article, .3 when a moderator recommends it.  Then
 * they are taken one by one: the next is the one of the highest .7 score - .3
 * likeness to those taken; one of an author, one of a thread, or a second one
 * when it answers one that was taken.  What may be abuse is never taken.
 */
#ifndef DIGEST_RANK_H
#define DIGEST_RANK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "text/words.h"

#define RANK_ABUSE_MAX .3 /* what is more likely abuse is never taken */

struct rank_item {
	double score;
	double abuse;              /* probability */
	const struct terms *terms; /* weighed; NULL: like no other */
	int64_t author;            /* 0: unknown, like no other */
	int64_t thread;            /* the comment that it began with */
	int64_t id, parent;        /* comments; parent 0: answers the article */
};

/* The score of a comment by its parts, each 0 .. 1; `topic` < 0: not known. */
double rank_score(double constructive, double topic, double abuse,
                  bool answers_article, bool is_featured);

/* Choose up to `wanted` of `n` items: their indexes in `chosen`, the best
 * first.  Returns how many. */
size_t rank_choose(struct arena *arena, const struct rank_item *items, size_t n,
                   size_t wanted, size_t *chosen);

#endif

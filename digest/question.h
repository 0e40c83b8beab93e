/*
 * question.h - "which article is your letter about?", and the answer
 *
 * Asked once about a letter; whatever the answer is, a moderator sees the
 * comment before anybody else does.
 */
#ifndef DIGEST_QUESTION_H
#define DIGEST_QUESTION_H

#include "digest/render.h"

#define QUESTION_DAYS 7 /* that an answer is waited for */

/* The model of ask.txt: `headlines` of edition `number` are numbered from 1,
 * `words` are the reader's own, for nobody else to see. */
struct value *question_model(struct arena *arena,
                             const struct render_list *list, int64_t number,
                             const struct str *headlines, size_t n,
                             struct str words);

/* How well an answer is understood. */
enum choice {
	CHOICE_NONE,
	CHOICE_LIKELY, /* a few words that name one article */
	CHOICE_CLEAR,  /* a line that is a number or a headline */
};

/*
 * The article that `words`, the own words of an answer, name: `*number` from 1
 * to `n`, untouched when there is none.
 *
 * Clear is a line such as "2", "No. 2.", "article #2", "Nr. 2 bitte" or one
 * headline (with its number or without), whatever stands in other lines; two
 * such lines for different articles are none.  Digits may be Arabic, Persian,
 * Indian or wide ones.
 */
enum choice question_choice(struct arena *arena, struct str words,
                            const struct str *headlines, size_t n,
                            size_t *number);

#endif

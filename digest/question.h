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

#endif

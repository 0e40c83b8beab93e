/*
 * context.h - the quoted paragraph that an answer is about
 *
 * What a moderator reads beside an answer, and what tells which comment is
 * answered.
 */
#ifndef TEXT_CONTEXT_H
#define TEXT_CONTEXT_H

#include "text/lines.h"

/*
 * The last quoted paragraph of the lines [from, to) on one line, by its end
 * when it is long; "" when there is none.  `*is_next`: the answer below stands
 * right under it, with nothing of the edition between them.
 */
struct str context_above(struct arena *arena, const struct lines *lines,
                         size_t from, size_t to, bool *is_next);

/* The one paragraph of the edition that is quoted in all of the mail, wherever
 * it stands; "" when there are more, or none. */
struct str context_alone(struct arena *arena, const struct lines *lines);

#endif

/*
 * advice.h - a comment's scores and what is recommended, for commands
 */
#ifndef APP_ADVICE_H
#define APP_ADVICE_H

#include "digest/recommend.h"
#include "store/comments.h"

struct json_t;

struct advice {
	bool has_scores;
	struct scores scores;
	struct recommendation made;
};

/* What is known of `comment`; its author's record counts. */
enum err advice_get(struct db *db, struct arena *arena,
                    const struct comment *comment, struct advice *advice,
                    struct why *why) MUST_CHECK;

/* As an object, or null where there are no scores; the caller's reference. */
struct json_t *advice_json(const struct advice *advice);

/* As lines for people; nothing where there are no scores. */
void advice_print(const struct advice *advice);

#endif

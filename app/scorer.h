/*
 * scorer.h - the scores of a comment: abuse, topic, manner
 *
 * The models are mapped once.  Abuse is scored in the model's language alone,
 * the topic where there is an archive or a background in that language; what
 * has no model says so.
 */
#ifndef APP_SCORER_H
#define APP_SCORER_H

#include "base/map.h"
#include "store/scores.h"
#include "text/adapt.h"
#include "text/topic.h"

struct scorer {
	struct arena arena;
	struct map abuse_map;
	struct abuse_model abuse;
	struct background background;
	struct adapt adapt; /* what was learnt; of `abuse` */
};

/* Load the models in `folder` (NULL: the shipped ones).  ERR_FATAL: they cannot
 * be read, `why` says which and why. */
enum err scorer_open(const char *folder, struct scorer *scorer,
                     struct why *why) MUST_CHECK;
void scorer_close(struct scorer *scorer);

/* What is known of a comment. */
struct scorer_input {
	struct str text; /* valid UTF-8 */
	struct str language;
	struct topic *topic;              /* indexed; NULL: none */
	size_t article;                   /* its number there, or TOPIC_NONE */
	const struct topic_vector *about; /* or the article; NULL: none */
	struct str parent;                /* which it answers; "" */
	const struct terms *middle;       /* of its thread; NULL: none */
};

struct scored {
	struct scores row; /* all but comment, at, duplicate */
	double abuse_logit, topic_logit;
	double constructive, print;
};

/* Score a comment; texts are in `arena`. */
struct scored scorer_judge(const struct scorer *scorer, struct arena *arena,
                           const struct scorer_input *in);

#endif

/*
 * scores.h - what the models and rules said of a comment when it came in
 *
 * One row a comment: numbers for the recommendation, and the words that explain
 * them.  Scores of different models do not compare, so each row has the id of
 * what made it.  A score is a hint and decides nothing.
 */
#ifndef STORE_SCORES_H
#define STORE_SCORES_H

#include <stdbool.h>

#include "store/comments.h"

/* What became of one score. */
enum score_state {
	SCORE_NONE = 0, /* not computed: no article is known, say */
	SCORE_OK = 1,
	SCORE_NO_MODEL = 2,  /* none for this language */
	SCORE_TOO_SHORT = 3, /* too few words to tell */
	SCORE_FAILED = 4,    /* the comment has to be held */
};

struct scores {
	int64_t comment;
	struct str model;    /* id of the models and of what was learnt */
	struct str language; /* of the list, IETF tag */
	int64_t at;
	enum score_state abuse_state, topic_state;
	int64_t abuse_logit;         /* thousandths; 0 unless SCORE_OK */
	int64_t topic_logit;         /* thousandths; 0 unless SCORE_OK */
	int64_t constructive, print; /* thousandths of 1 */
	int64_t n_words;             /* all words */
	int64_t n_stems;             /* distinct content words */
	int64_t n_links;
	int64_t capitals;  /* percent of its letters */
	int64_t duplicate; /* an earlier comment with the same words; 0: none */
	struct str abuse_words; /* "idiot, stupid": at most three */
	struct str topic_words; /* shared with the article, likewise */
	struct str failure;     /* why a score failed; "" */
};

/* Keep the scores of a comment, instead of those that it had. */
enum err scores_set(struct db *db, const struct scores *scores,
                    struct why *why) MUST_CHECK;

/* The scores of a comment; ERR_ABSENT when there are none. */
enum err scores_get(struct db *db, struct arena *arena, int64_t comment,
                    struct scores *scores, struct why *why) MUST_CHECK;

/* The ids of held comments that have no scores, or (`and_failed`) only failed
 * ones, the oldest first, at most `limit`. */
enum err scores_due(struct db *db, struct arena *arena, bool and_failed,
                    int64_t limit, int64_t **ids, size_t *n,
                    struct why *why) MUST_CHECK;

/* The ids of held comments of `list` that have scores, that the rules have been
 * asked about, that no moderator was sent in a queue and about which nothing was
 * decided yet; the newest first, at most `limit`. */
enum err scores_untold(struct db *db, struct arena *arena, struct str list,
                       int64_t limit, int64_t **ids, size_t *n,
                       struct why *why) MUST_CHECK;

/* An earlier comment that another one may repeat. */
struct scores_earlier {
	int64_t id;
	struct str text;
};

/* Comments before `comment` by the same reader or on the same article, the
 * newest first, at most `limit`. */
enum err scores_earlier_ones(struct db *db, struct arena *arena,
                             const struct comment *comment, int64_t limit,
                             struct scores_earlier **earlier, size_t *n,
                             struct why *why) MUST_CHECK;

/* What a moderator decided about a comment in the end. */
struct scores_lesson {
	int64_t comment;
	struct str list, text;
	bool is_approved;         /* else rejected, or removed */
	struct str reason;        /* of a rejection */
	struct str scores, model; /* as it was decided: store/decisions.h */
	int64_t at;
};

/*
 * The newest `limit` of them, the oldest first: of each comment the last
 * decision, if a person made it.  What was undone, and what rules decided,
 * teaches nothing.  `list` "": of all lists.
 */
enum err scores_lessons(struct db *db, struct arena *arena, struct str list,
                        int64_t limit, struct scores_lesson **lessons,
                        size_t *n, struct why *why) MUST_CHECK;

/* "none", "ok", "no model", "too short", "failed" */
const char *score_state_name(enum score_state state);

#endif

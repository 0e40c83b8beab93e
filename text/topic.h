/*
 * topic.h - whether a comment is about its article
 *
 * The cosine of comment and article (stems, (1 + ln n) * idf) says little by
 * itself: some comments share words with every article.  So it is compared with
 * what the comment shares with up to 200 other articles of the archive, and the
 * comment's length counts (TEXT.md 3, model D):
 *
 *	z = (cosine - mean of the others) / (their deviation + .01), -2 .. 8
 *	logit = .70 + .18 z - .67 ln(1 + n) + .35 z ln(1 + n)
 *
 * n being its distinct stems, at most 200.  Where three comments of the thread
 * were approved, the cosine t with the middle of the last 30 counts too.
 *
 * How rare a stem is comes from a background table, whose weight falls as the
 * archive grows; it lends its texts while the archive has fewer than 30
 * articles.
 */
#ifndef TEXT_TOPIC_H
#define TEXT_TOPIC_H

#include <stdbool.h>

#include "text/background.h"
#include "text/words.h"

#define TOPIC_CONTRASTS   200 /* articles compared with, at most */
#define TOPIC_ARCHIVE_MIN 30  /* articles that do without the background */
#define TOPIC_STEMS_MIN   8   /* of fewer it is too short to tell */
#define TOPIC_WORDS       3   /* that explain it */
#define TOPIC_THREAD_MIN  3   /* approved comments that count */
#define TOPIC_THREAD_MAX  30
#define TOPIC_NONE        SIZE_MAX /* no article of the archive */

struct topic;

/* An empty archive in `arena`.  `background` may be NULL, and does not count
 * where its language is another. */
struct topic *topic_open(struct arena *arena, struct str language,
                         const struct background *background);
void topic_close(struct topic **topic);

/* Add an article (valid UTF-8) before topic_index(): its number, from 0. */
size_t topic_add(struct topic *topic, struct str title, struct str text);

/* All are there: weigh them.  Afterwards texts are judged. */
void topic_index(struct topic *topic);

/* Whether there is anything to compare with: an archive, or a background in
 * this language. */
bool topic_is_ready(const struct topic *topic);

/* A text as a vector of unit length, in `arena`. */
struct topic_vector {
	struct terms terms;
	const struct word *words;
	size_t n_words;
};

struct topic_vector topic_vector_of(struct arena *arena, struct topic *topic,
                                    struct str title, struct str text);

/* The middle of a thread's approved comments (the newest TOPIC_THREAD_MAX of
 * `n`): none of fewer than TOPIC_THREAD_MIN. */
struct terms topic_middle(struct arena *arena,
                          const struct topic_vector *comments, size_t n);

struct topic_result {
	double logit;
	double cosine, z;
	size_t n_stems;
	struct str shared[TOPIC_WORDS]; /* as the author spelt them */
	size_t n_shared;
};

/*
 * Judge `comment`: `number` is that of its article in the archive (`article`
 * NULL), or TOPIC_NONE and `article` is it.  `middle` of its thread may be NULL
 * or empty.  `parent`, which it answers, may be NULL: it speaks for the
 * comment where it is nearer to the article, and never against it.
 */
struct topic_result topic_judge(struct topic *topic, struct arena *arena,
                                size_t number,
                                const struct topic_vector *article,
                                const struct topic_vector *comment,
                                const struct topic_vector *parent,
                                const struct terms *middle);

#endif

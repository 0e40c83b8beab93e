/*
 * target.h - which article and which comment an answer is about
 *
 * What the quotes around it tell counts first, then an article's own address,
 * then a headline as the subject (all that there is of a letter without a token
 * that quotes nothing), then that the edition has one article only.
 * Where two of them say different things a moderator is told so.
 */
#ifndef APP_TARGET_H
#define APP_TARGET_H

#include "app/judge.h"

struct target {
	int64_t article;  /* 0: nothing tells */
	int64_t number;   /* of the article in its edition; 0 */
	int64_t parent;   /* the printed comment that is answered; 0 */
	const char *how;  /* what told the article, for the story; "" */
	struct str doubt; /* what a moderator should look at, worst first; "" */
	bool may_ask;     /* nothing tells, and the reader can be asked */
};

/* Find it for one answer of a letter that `judgement` takes for a comment.
 * Errors are the store's. */
enum err target_find(struct site *site, struct arena *arena,
                     const struct judgement *judgement, const struct mail *mail,
                     const struct reply_answer *answer, struct target *target,
                     struct why *why) MUST_CHECK;

/* The articles of `edition` in order: ids and headlines. */
enum err target_articles(struct site *site, struct arena *arena,
                         int64_t edition, int64_t **articles,
                         struct str **headlines, size_t *n,
                         struct why *why) MUST_CHECK;

/* "comments on this article are closed" or ""; `article` exists. */
enum err target_closed(struct site *site, struct arena *arena, int64_t article,
                       struct str *doubt, struct why *why) MUST_CHECK;

#endif

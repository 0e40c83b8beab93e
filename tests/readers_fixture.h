/*
 * readers_fixture.h - a reader with a letter that is held, and mails of theirs
 *
 * Ann subscribes to "news" of site_in_memory(), with an article and one verified
 * comment of hers on it.  Whatever fails here fails the test.
 */
#ifndef TESTS_READERS_FIXTURE_H
#define TESTS_READERS_FIXTURE_H

#include "app/act.h"

#define READERS_NOW 1795501800

struct readers {
	struct site site;
	struct arena arena;
	int64_t subscriber, reader, article, comment;
	int64_t n_letters;
	char token[TOKEN_MAX + 1]; /* of an acknowledgement of the comment */
};

void readers_open(struct readers *r);
void readers_close(struct readers *r);

/* Ann, or `from`, answers the acknowledgement by `words`, with `field` at the
 * head of the mail; the letter takes its effect.  What it was judged to be. */
struct judgement readers_answer(struct readers *r, const char *from,
                                const char *field, const char *words);

/* How many mails of `kind` there are. */
int64_t readers_mails(struct readers *r, const char *kind);

/* The state of a comment. */
int64_t readers_state(struct readers *r, int64_t comment);

/* The newest comment. */
int64_t readers_newest(struct readers *r);

#endif

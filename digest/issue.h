/*
 * issue.h - what one edition prints, before it is rendered
 *
 * Chosen from rows: articles that no edition has had, articles that drew new
 * letters, and the letters, in threads.  What does not fit (ISSUE_ITEMS_MAX,
 * ISSUE_LETTERS_MAX, ISSUE_BYTES_MAX) stays approved and waits for the next
 * edition.
 */
#ifndef DIGEST_ISSUE_H
#define DIGEST_ISSUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "store/articles.h"
#include "store/comments.h"

#define ISSUE_ITEMS_MAX   50 /* articles; each takes a slot of the form */
#define ISSUE_LETTERS_MAX 60 /* on one article */
#define ISSUE_CHANGES_MAX 50 /* told of in one edition */

/* What all letters of an edition may take as a mail with two parts; an
 * edition's frame and articles fit beside it into FORM_MAX. */
#define ISSUE_BYTES_MAX (3 * 1024 * 1024)

struct issue_letter {
	const struct comment *comment; /* borrowed */
	const struct comment *parent;  /* NULL: answers the article */
	int depth; /* 0: answers the article or a letter printed earlier; <= 3 */
};

struct issue_item {
	const struct article *article; /* borrowed */
	bool is_again; /* printed before, here for its new letters */
	struct issue_letter *letters;
	size_t n_letters;
	int64_t id; /* of the edition_items row, once there is one */
};

/* A letter of an earlier edition that its reader took back or corrected. */
struct issue_change {
	int64_t comment;
	bool is_corrected; /* the correction stands in this edition */
	struct str author, headline;
	int64_t edition; /* the number of the one that printed it */
};

/*
 * The letters of one article in the order they are read: each after the one it
 * answers, else by age, but what a moderator featured comes first.  `comments`
 * are all printable ones of the article, by id; those that are approved and not yet published are chosen, at most
 * ISSUE_LETTERS_MAX, and each knows its parent, printed now or earlier.
 * Comments that answer each other in a ring are read from the oldest.
 *
 * `room` is what the edition still has of ISSUE_BYTES_MAX, and becomes less by
 * the letters chosen.  One that does not fit waits, and its answers with it.
 */
void issue_thread(struct arena *arena, const struct comment *comments,
                  size_t n_comments, size_t *room, struct issue_item *item);

/* At most so many bytes of a mail are taken by a letter with `text`. */
size_t issue_bytes(struct str text);

/* The comment among `comments` that `context` (a quoted line) is taken from:
 * the newest whose text holds its words; NULL when none does, or when those of
 * the article's `summary` do, which a reader may have cited. */
const struct comment *issue_quoted(struct arena *arena,
                                   const struct comment *comments,
                                   size_t n_comments, struct str summary,
                                   struct str context);

/*
 * The comment whose author the answer's first line speaks to: "Emil Berg:",
 * "In answer to Emil Berg,", "Dear Emil,", "@Emil: no".  Of a first name alone
 * the line is short.  NULL when none or several authors are meant, when that
 * author wrote several of `comments`, or when it is `self`.
 */
const struct comment *issue_addressed(struct arena *arena,
                                      const struct comment *comments,
                                      size_t n_comments, struct str answer,
                                      struct str self);

#endif

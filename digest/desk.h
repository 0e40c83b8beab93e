/*
 * desk.h - a queue of held comments as a mail
 */
#ifndef DIGEST_DESK_H
#define DIGEST_DESK_H

#include "digest/recommend.h"
#include "digest/slip.h"
#include "store/appeals.h"

/* One held comment with what a moderator wants to know. */
struct desk_item {
	const struct comment *comment;
	const struct comment *parent; /* NULL: answers the article */
	const struct comment_cut *cuts;
	size_t n_cuts;
	int64_t n_approved, n_rejected; /* the reader's record */
	struct recommendation advice;
	bool is_again; /* it stood in an earlier mail to this moderator */
	const struct appeal *appeal; /* that is to be decided; NULL: none */
};

struct desk_queue {
	struct str moderator, address; /* whom it is for, where answers go */
	const struct desk_item *items;
	size_t n;
	/* Articles to choose from, where that of an item is not known. */
	const struct article *articles;
	size_t n_articles;
	int64_t now;
};

/*
 * The model of queue.txt and queue.html; items are numbered from 1.  A comment's
 * words come with "> " before each line: whatever mail program the moderator
 * has, they are quoted in the answer, and never read as decisions (STANDARDS
 * T-45).  What was cut is shown by its first lines, without addresses and
 * tokens.  Links have the decision in them (digest/tap.h); no label of one is a
 * decision by itself.
 */
struct value *desk_queue_model(struct arena *arena,
                               const struct render_list *list,
                               const struct desk_queue *queue);

#endif

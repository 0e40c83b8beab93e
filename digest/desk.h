/*
 * desk.h - a queue of held comments as a mail, and its receipt
 */
#ifndef DIGEST_DESK_H
#define DIGEST_DESK_H

#include "digest/command.h"
#include "digest/render.h"

/* One held comment with what a moderator wants to know. */
struct desk_item {
	const struct comment *comment;
	const struct comment *parent; /* NULL: answers the article */
	const struct comment_cut *cuts;
	size_t n_cuts;
	int64_t n_approved, n_rejected; /* the reader's record */
};

/*
 * The model of queue.txt; items are numbered from 1.  A comment's words come
 * with "> " before each line: whatever mail program the moderator has, they are
 * quoted in the answer, and never read as decisions (STANDARDS T-45).  What was
 * cut is shown by its first lines, without addresses and tokens.
 */
struct value *desk_queue_model(struct arena *arena,
                               const struct render_list *list,
                               struct str moderator,
                               const struct desk_item *items, size_t n,
                               int64_t now);

/* One line of a receipt: what was asked for and what became of it. */
struct desk_result {
	struct str text;
	bool is_done;
};

/* The model of receipt.txt; it explains itself when something was not done. */
struct value *desk_receipt_model(struct arena *arena,
                                 const struct render_list *list,
                                 const struct desk_result *results, size_t n);

#endif

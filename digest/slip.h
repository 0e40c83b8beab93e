/*
 * slip.h - a moderator's receipt: what became of an answer
 */
#ifndef DIGEST_SLIP_H
#define DIGEST_SLIP_H

#include "digest/render.h"

/* One line of a receipt: what was asked for and what became of it. */
struct desk_result {
	struct str text;
	bool is_done;
};

/* A comment that was asked for, whole. */
struct slip_item {
	int64_t number;
	const struct comment *comment;
	const struct comment *thread; /* the letters above it, in their order */
	size_t n_thread;
	const struct comment_cut *cuts;
	size_t n_cuts;
	struct str summary; /* the article's */
};

struct slip {
	const struct desk_result *results;
	size_t n;
	const struct slip_item *shown;
	size_t n_shown;
	int64_t n_queue; /* comments of the queue that was answered */
	struct str left; /* numbers of it that wait: "4 6-9" */
	int64_t n_left;
	struct str code;    /* nothing is done until it comes back; "" */
	struct str address; /* that an answer goes to */
	bool is_help;
};

/*
 * The model of receipt.txt.  It explains itself when something was not done or
 * help was asked for.  With a code `n_done` counts what waits for it.  Readers'
 * words come with "> " before each line, as in the queue.
 */
struct value *slip_model(struct arena *arena, const struct render_list *list,
                         const struct slip *slip);

/* The examples and reasons that queue and receipt explain answers with. */
void slip_add_examples(struct arena *arena, struct value *v);

#endif

/*
 * receipt.h - what became of a moderator's answer, as a mail in its thread
 *
 * One receipt for each answer, with the queue's subject and address: it is
 * answered like the queue itself, and its numbers are the queue's.
 */
#ifndef APP_RECEIPT_H
#define APP_RECEIPT_H

#include "app/act.h"
#include "digest/decision.h"
#include "digest/slip.h"

struct receipt {
	struct act *act;
	int64_t *comments; /* of the queue; number i is at [i - 1] */
	size_t n_comments;
	struct desk_result *results;
	size_t n;
	struct slip_item *shown;
	size_t n_shown;
	bool is_help;
	struct str code; /* without it nothing happens; "" */
};

/* Start the receipt of `act`'s letter; `*strangers` are the words of the
 * queue's letters. */
enum err receipt_open(struct receipt *receipt, struct act *act,
                      struct decision_strangers *strangers,
                      struct why *why) MUST_CHECK;

/* The comment of that number, 0: none; and a comment's number, 0: it is of
 * another queue. */
int64_t receipt_comment(const struct receipt *receipt, int64_t number);
int64_t receipt_number(const struct receipt *receipt, int64_t comment);

void receipt_add(struct receipt *receipt, bool is_done, struct str text);
int64_t receipt_n_done(const struct receipt *receipt);

/* Add the comment of that number, whole, with its thread. */
enum err receipt_show(struct receipt *receipt, int64_t number,
                      struct why *why) MUST_CHECK;

enum err receipt_send(struct receipt *receipt, struct why *why) MUST_CHECK;

#endif

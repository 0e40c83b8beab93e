/*
 * order.h - one line of a moderator's answer
 *
 *	line	= [please] order { [separator] order } [please] [marks]
 *		| "1 2 5-7" verb [reason]	the verb a word, not a letter
 *		| undo | "?" | "code" 6 digits | 6 digits
 *	order	= verb numbers [on article] [because] [reason ["own words"]]
 *	numbers	= number or range, with blanks, commas, full stops, "and"
 *
 * A rejection has a reason, a block may have one, nothing else has.  One word
 * too many spoils the whole line: nothing of it is done.
 */
#ifndef DIGEST_ORDER_H
#define DIGEST_ORDER_H

#include "base/arena.h"
#include "digest/verbs.h"

#define ORDER_NUMBERS_MAX 500 /* in one answer */
#define ORDER_CODE_LEN    6   /* digits of a one-time code */

/* Why a line was not understood, as far as that can be told. */
enum order_fault {
	ORDER_FAULT_WORDS,  /* it is no order at all */
	ORDER_FAULT_REASON, /* a rejection without a reason that we know */
	ORDER_FAULT_QUOTE,  /* own words without quotation marks at both ends */
	ORDER_FAULT_TEXT,   /* an edit without text, or without its end */
	ORDER_FAULT_STRANGER, /* below a quote, and in a letter of the queue */
};

/* One number of one line, or what needs none (number 0). */
struct order {
	enum decision_verb verb;
	enum order_fault fault; /* of VERB_UNKNOWN */
	int64_t number;         /* of the queue's comment, as written */
	int64_t article;        /* its id, where the line names one; 0 */
	struct str reason;      /* one of reject_reasons, or "" */
	struct str words; /* own words in quotes; an edit's text; a code */
	struct str line;  /* as written, blanks aside */
};

struct orders {
	struct arena *arena;
	struct order *order;
	size_t n; /* ORDER_NUMBERS_MAX at most: what is more is left out */
	bool is_full;
};

void order_add(struct orders *orders, const struct order *order);

/*
 * Read `line`, which has no line end, and add what it orders; on false nothing
 * is added and `fault` says why.  An edit comes with its words empty, or with
 * what stands behind "e 6:" on the same line.
 */
bool order_read(struct orders *orders, struct str line,
                enum order_fault *fault);

/* Does `line` start with a verb and a number, whatever follows? */
bool order_starts(struct str line);

#endif

/*
 * decision.h - what a moderator's answer decides
 *
 * An answer is lines of plain text; digest/order.h reads each.  Strict on
 * purpose (STANDARDS T-45): a line that is not understood to the letter changes
 * nothing and comes as VERB_UNKNOWN, to be named in the receipt.
 *
 *	Lines that may be read	those without a quote mark, above the quote,
 *		below it or between its parts.  Reading stops for good at a
 *		quote without marks ("From: ...", "-----", "On ... wrote:" with
 *		no mark behind it), at "--" and at an item of the queue itself
 *		("[3] ..."): what follows may be a stranger's words.
 *	Below the first quoted line	mail programs break quoted lines and
 *		lose marks, so a line there counts only when its words follow
 *		each other in no letter of the queue, or when it stands behind
 *		all that is quoted and an empty line; else it is
 *		ORDER_FAULT_STRANGER.  What is no order, nor beside one, is
 *		passed over there.
 *	An edit's text	the lines behind "e 6", up to a line that is "." or an
 *		order, to the quote or to a signature.  A text with an empty
 *		line in it wants the ".", so that no closing is printed.
 *	Broken lines	an order whose line is as long as mail programs make
 *		them goes on in the next one when it then makes sense, own words
 *		within quotation marks likewise.
 *
 * Greetings, thanks, closings with a name and "Sent from my ..." are not told.
 */
#ifndef DIGEST_DECISION_H
#define DIGEST_DECISION_H

#include "digest/order.h"

/* The words of the letters in the queue that is answered, with names, contexts
 * and what was cut: whatever strangers wrote and the queue mail shows. */
struct decision_strangers {
	const struct str *texts;
	size_t n;
};

/* The orders in `text`, in their order, ORDER_NUMBERS_MAX at most; `*is_full`
 * (may be NULL) tells that there were more. */
size_t decision_parse(struct arena *arena, struct str text,
                      const struct decision_strangers *strangers,
                      struct order **orders, bool *is_full);

/* An order as one writes it: "a 2 on 41", "r 3 spam \"own words\"", "e 6:
 * text", "? 4", "?", "u", "code 482913"; "not understood: ..." */
struct str decision_text(struct arena *arena, const struct order *order);

#endif

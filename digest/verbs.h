/*
 * verbs.h - the words of a moderator's answer, in four languages
 *
 * English, German, French and Spanish, whatever the list's language is: no word
 * of one says something else in another (a test proves that).  The letters a, r,
 * e, f, b, u and "?" are the same everywhere, as the queue mail explains them.
 * digest/order.h says how they make a line.
 *
 * All functions take what they find off `rest` and leave it alone when they
 * find nothing.
 */
#ifndef DIGEST_VERBS_H
#define DIGEST_VERBS_H

#include <stdbool.h>

#include "base/str.h"

enum decision_verb {
	VERB_APPROVE, /* a 1 2 5-7 */
	VERB_REJECT,  /* r 3 off-topic "own words" */
	VERB_EDIT,    /* e 6, then the text */
	VERB_FEATURE, /* f 2: approved, and printed first */
	VERB_BLOCK,   /* b 8: its reader */
	VERB_SHOW,    /* ? 4: the whole of it */
	VERB_HELP,    /* ? */
	VERB_UNDO,    /* u: the last answer */
	VERB_CODE,    /* code 482913: the decisions of the answer before */
	VERB_UNKNOWN, /* a line that was not understood */
};

/* How a verb was written. */
struct verb_form {
	bool is_word;    /* not by its letter */
	bool is_spanish; /* a word in which "5 a 7" is a range */
};

bool verb_take(struct str *rest, enum decision_verb *verb,
               struct verb_form *form);

/* A reason for a rejection: one of reject_reasons (digest/command.h). */
bool verb_take_reason(struct str *rest, struct str *code);

/* "and", "und", "&"; a dash; "to", "bis", a dash; "on", "zu": what an article follows;
 * "comment", "#": what a number follows; "because", "as"; "please". */
bool verb_take_and(struct str *rest);
bool verb_take_dash(struct str *rest);
bool verb_take_to(struct str *rest, bool is_spanish);
bool verb_take_on(struct str *rest);
bool verb_take_noun(struct str *rest);
bool verb_take_because(struct str *rest);
bool verb_take_please(struct str *rest);

/* A greeting, thanks or a closing and nothing else: it asks for nothing. */
bool verb_is_polite(struct str line);

#endif

/*
 * command.h - short words in mail that ask for something
 *
 * Strict on purpose: what is not understood to the letter changes nothing and
 * is named in the receipt (STANDARDS T-45).
 */
#ifndef DIGEST_COMMAND_H
#define DIGEST_COMMAND_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

enum command {
	COMMAND_NONE,
	COMMAND_SUBSCRIBE,
	COMMAND_UNSUBSCRIBE,
	COMMAND_HELP,
	COMMAND_FAQ,
};

/* What a mail to a list's own address asks for: its subject, or else the first
 * line that is neither empty nor quoted, is one of the words and nothing more
 * (a full stop or exclamation mark aside). */
enum command command_find(struct str subject, struct str text);

/* "subscribe", "unsubscribe", "help", "faq", "none" */
const char *command_name(enum command command);

enum consent {
	CONSENT_NONE,
	CONSENT_YES,
	CONSENT_NO,
};

/* Whether a mail says yes or no, in one of some twenty languages: its subject,
 * or else the first line that is neither empty nor quoted, is that word and
 * nothing more. */
enum consent consent_find(struct str subject, struct str text);

enum decision_verb {
	VERB_APPROVE, /* a 1 2 5-7 */
	VERB_REJECT,  /* r 3 off-topic */
	VERB_UNKNOWN, /* a line that was not understood */
};

/* One number of one line of a moderator's answer. */
struct verdict_line {
	enum decision_verb verb;
	int64_t number;    /* of the queue's comment, as written */
	struct str reason; /* of a rejection: one of reject_reasons */
	struct str words;  /* the moderator's own, in quotes behind it; or "" */
	struct str line;   /* as written, blanks aside */
};

#define DECISION_NUMBERS_MAX 500 /* in one answer */

/*
 * The decisions in `text`, in order: a line for each number, of
 * DECISION_NUMBERS_MAX at most.  Reading stops for good at the first line that
 * is quoted, at what mail programs put above a quote, at "--" and at an item of
 * the queue itself ("[3] ..."), since what follows may be a stranger's words.
 * Lines before that which are no decision come as VERB_UNKNOWN; empty ones and
 * "Sent from my ..." do not come.  One number that cannot be read spoils its
 * whole line.
 *
 * Forgiven: case, "approve", "reject", a colon, commas, full stops at the end,
 * a leading "#", "1 - 3" with any dash, "off topic", curly quotes.
 */
size_t decision_parse(struct arena *arena, struct str text,
                      struct verdict_line **lines);

/* Whether `reason` is a code of the Comments FAQ, case aside: off-topic, abuse,
 * duplicate, spam, too-long, unverified, other. */
bool reject_reason_ok(struct str reason);

/* All codes in one line, for help texts. */
extern const char reject_reasons[];

#endif

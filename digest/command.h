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
	COMMAND_BLOCK, /* in an answer to a question of ours: ask no more */
};

/* What a mail to a list's own address asks for: its subject, or else the first
 * line that is neither empty nor quoted, is one of the words
 * (digest/commandwords.h) and nothing more (a full stop or exclamation mark
 * aside); below a word that can mean something else, such as "stop", only a
 * quote or a signature may stand. */
enum command command_find(struct str subject, struct str text);

/* The command that the own words of an answer to an edition are: to leave or to
 * get the FAQ, by a word that can mean nothing else. */
enum command command_in_answer(struct str text);

/* "subscribe", "unsubscribe", "help", "faq", "block", "none" */
const char *command_name(enum command command);

enum consent {
	CONSENT_NONE,
	CONSENT_YES,
	CONSENT_NO,
	CONSENT_BLOCK, /* no, and nobody is to ask again */
};

/* Whether a mail says yes or no, in one of some twenty languages, or "block":
 * its subject, or else the first line that is neither empty nor quoted, is that
 * word and nothing more. */
enum consent consent_find(struct str subject, struct str text);

/*
 * What a mail to the address of a question means by `own`, its writer's own
 * words without quotes and signature.  CONSENT_NO: they or `subject` begin by a
 * no ("No, that is not my address!"), CONSENT_BLOCK: by "block".  CONSENT_YES: their first line is a yes and
 * nothing more, or there are none, in the subject neither ("Re: ..." is ours).
 * CONSENT_NONE: whatever else is said is no yes.
 */
enum consent consent_given(struct str subject, struct str own);

/* Whether `reason` is a code of the Comments FAQ, case aside: off-topic, abuse,
 * duplicate, spam, too-long, unverified, other. */
bool reject_reason_ok(struct str reason);

/* All codes in one line, for help texts. */
extern const char reject_reasons[];

#endif

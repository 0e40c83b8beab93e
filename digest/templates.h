/*
 * templates.h - what people see, and the names that it may use
 *
 * A site puts files of its own beside or instead of the shipped ones.  All are
 * loaded together; one mistake refuses the lot, with file and line, and the old
 * ones stay in use.  The manual page postbag-templates(7) lists the names.
 *
 * Notices start with a line "Subject: ..." and an empty line, whatever the
 * values are.  The Comments FAQ has a section for each reason of a rejection.
 */
#ifndef DIGEST_TEMPLATES_H
#define DIGEST_TEMPLATES_H

#include "base/arena.h"
#include "base/err.h"
#include "text/template.h"

enum template_name {
	TEMPLATE_DIGEST_TEXT,
	TEMPLATE_DIGEST_HTML,
	TEMPLATE_CONFIRM,   /* please confirm your subscription */
	TEMPLATE_WELCOME,   /* you are subscribed */
	TEMPLATE_GOODBYE,   /* you are not any more */
	TEMPLATE_HELP,      /* what one can write to us */
	TEMPLATE_LEAVE,     /* do you want to end your subscription? */
	TEMPLATE_LETTER,    /* is this letter yours? */
	TEMPLATE_ADDRESS,   /* is this other address yours? */
	TEMPLATE_OWNER,     /* and is this one that reader's? */
	TEMPLATE_PROBE,     /* does your address still work? */
	TEMPLATE_SUSPENDED, /* for admins: whose does not */
	TEMPLATE_UNCLEAR,   /* your answer says neither yes nor no */
	TEMPLATE_ENCRYPTED, /* we cannot read your letter */
	TEMPLATE_QUEUE,     /* comments for a moderator */
	TEMPLATE_QUEUE_HTML,
	TEMPLATE_EXPIRED,     /* for admins: comments that nobody decided */
	TEMPLATE_RECEIPT,     /* what became of a moderator's answer */
	TEMPLATE_ASK,         /* which article is your letter about? */
	TEMPLATE_HELD,        /* your letter waits */
	TEMPLATE_APPROVED,    /* it was approved */
	TEMPLATE_REJECTED,    /* it was not: a decision letter */
	TEMPLATE_REQUEST,     /* what became of what you asked for */
	TEMPLATE_FAQ,         /* the Comments FAQ, see digest/faq.h */
	TEMPLATE_WEEKLY_TEXT, /* for admins: how moderation is doing */
	TEMPLATE_WEEKLY_HTML,
	TEMPLATES,
};

struct templates {
	const struct template *of[TEMPLATES];
};

/* The file's name: "digest.txt", "digest.html", "confirm.txt", ... */
const char *template_file(enum template_name name);

/* Load all from `sources` (in the order of enum template_name), each being a
 * partial of the others.  ERR_INPUT: `why` has "path:line: what is wrong", and
 * `templates` is as it was. */
enum err templates_load(struct arena *arena,
                        const struct template_source sources[TEMPLATES],
                        struct templates *templates,
                        struct why *why) MUST_CHECK;

/* Take "Subject: ..." and the empty line off a notice's `text`; false, and both
 * as they were, when they are not there. */
bool template_subject(struct str *text, struct str *subject);

/* The names that `name`'s file may use, for the manual and its test. */
const char *const *template_names(enum template_name name, size_t *n);

#endif

/*
 * kind.h - what kind of mail this is, by its form alone
 *
 * Machines' mail must be recognised before anything else is thought about it:
 * it is never a comment, a command or a confirmation, and never answered
 * (STANDARDS AUTO-01, DSN-07, T-09).
 */
#ifndef DIGEST_KIND_H
#define DIGEST_KIND_H

#include "digest/story.h"
#include "mailer/mail.h"

enum kind {
	KIND_PERSON, /* somebody wrote it: the address says what it is for */
	KIND_BOUNCE,
	KIND_COMPLAINT,
	KIND_AUTO,
	KIND_JUNK,
};

/* Judge `mail` and say in `story` by what. */
enum kind kind_of(const struct mail *mail, struct story *story);

/* Does nothing tell of this kind but the subject or the text, which a person may
 * have written as well: "Out of office: the mayor must go"? */
bool kind_is_by_words(const struct mail *mail, enum kind kind);

/* Is it a complaint in the form of RFC 5965, a multipart/report?  Then it is
 * about the mail that it gives back. */
bool kind_is_feedback(const struct mail *mail);

/* May it be answered by a machine?  Not what a machine sent, and not what came
 * over a list (STANDARDS AUTO-01). */
bool kind_may_answer(const struct mail *mail);

/* Does it come from the address that it was sent to, but for a token in that?
 * Only the service itself writes so. */
bool kind_is_to_itself(struct arena *arena, const struct mail *mail);

/* "person", "bounce", "complaint", "auto", "junk" */
const char *kind_name(enum kind kind);

#endif

/*
 * request.h - what a reader's answer to our mail about a letter asks for
 *
 * One word in the first line that is the reader's own, or as the subject:
 * withdraw, correct, tell (always, never), appeal, in one of some languages
 * whatever the list's is, with the number of the comment where the mail had
 * several.  "please" is forgiven, and nothing else: a line that says more asks
 * for nothing (STANDARDS T-45).
 */
#ifndef DIGEST_REQUEST_H
#define DIGEST_REQUEST_H

#include "base/arena.h"
#include "base/str.h"

enum request {
	REQUEST_NONE,
	REQUEST_WITHDRAW,
	REQUEST_CORRECT, /* the words behind take the comment's place */
	REQUEST_TELL,    /* when it is approved */
	REQUEST_TELL_ALWAYS,
	REQUEST_TELL_NEVER,
	REQUEST_APPEAL, /* the words behind say why */
};

/* "none", "withdraw", "correct", ... */
const char *request_name(enum request request);

struct request_words {
	enum request request;
	int64_t number;  /* of the comment; 0: none was named */
	struct str rest; /* the lines behind that word; of a subject, all */
};

/* Read `subject` and `words`, the reader's own. */
void request_read(struct arena *arena, struct str subject, struct str words,
                  struct request_words *found);

#endif

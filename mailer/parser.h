/*
 * parser.h - raw bytes to a flat record, in a child that may die
 *
 * The MIME parser and libxml2 see a stranger's bytes only in a forked child
 * with rlimits and seccomp, and only after mailer/scan.h found the mail within
 * the limits of STANDARDS 2.1.  The child lives on from mail to mail and is
 * started again when it dies or is killed at its deadline.
 */
#ifndef MAILER_PARSER_H
#define MAILER_PARSER_H

#include "base/arena.h"
#include "base/err.h"
#include "mailer/mail.h"
#include "text/feed.h"

#define PARSER_LANGUAGE_MAX 16

struct parser;

/* A parser whose child starts with the first mail. */
void parser_open(struct parser **parser);

/* Stop the child and wait for it; NULL is fine; sets NULL. */
void parser_close(struct parser **parser);

/*
 * Parse `raw` into `arena`.
 *
 *	ERR_INPUT	over a limit of STANDARDS 2.1; `why` names the limit
 *	ERR_LIMIT	the child died of this mail or passed its deadline;
 *			`why` tells which.  Try once more, then set aside
 *	ERR_TEMP	no child could be started
 */
enum err parser_parse(struct parser *parser, struct arena *arena,
                      struct str raw, struct mail *mail,
                      struct why *why) MUST_CHECK;

/*
 * Parse the feed `raw`, which came from `url` (may be empty), as feed_parse()
 * does, in the child.  Errors as parser_parse().
 */
enum err parser_parse_feed(struct parser *parser, struct arena *arena,
                           struct str url, struct str raw, struct feed *feed,
                           struct why *why) MUST_CHECK;

/* The language tag that the next mails are likely written in; "" at first.  A
 * longer one than PARSER_LANGUAGE_MAX bytes is as none. */
void parser_set_language(struct parser *parser, struct str language);

#endif

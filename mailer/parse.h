/*
 * parse.h - raw bytes to a struct mail, in this very process
 *
 * mailer/split.h takes the multiparts apart; headers, encodings and charsets are
 * read by mailer/part.h.  Only the parser child (mailer/parser.h) and fuzzers
 * call this, after mailer/scan.h.
 *
 * Which text is the letter (STANDARDS MIME-10): of multipart/alternative the
 * first text/plain that is not blank, and the first HTML; of other multiparts
 * all inline texts, one under the other, HTML standing in as text for a part
 * that has no plain one.  message/rfc822 is closed (MIME-12).  What was signed
 * is read, the signature is not checked; files within a text are cut out; the
 * text of a winmail.dat counts where there is no other.
 */
#ifndef MAILER_PARSE_H
#define MAILER_PARSE_H

#include "base/arena.h"
#include "base/err.h"
#include "mailer/mail.h"

/*
 * `language` is the tag of the language that it is likely written in, for texts
 * that name no charset; may be empty.  ERR_INPUT, with `why`, when there are
 * more or deeper parts than scan.h allows.
 */
enum err parse_mail(struct arena *arena, struct str raw, struct str language,
                    struct mail *mail, struct why *why) MUST_CHECK;

#endif

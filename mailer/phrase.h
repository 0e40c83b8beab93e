/*
 * phrase.h - what mail servers write when they do not deliver, and what it means
 *
 * No standard says it: these are the words of the servers that are met, in the
 * languages that they are met in.
 */
#ifndef MAILER_PHRASE_H
#define MAILER_PHRASE_H

#include "mailer/bounce.h"

/* What `words` say, whatever a status beside them says; BOUNCE_UNCLEAR: nothing
 * that is known. */
enum bounce_reason phrase_reason(struct str words);

#endif

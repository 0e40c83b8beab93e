/*
 * vague.h - what mail servers say in many ways, or of other things, too
 *
 * It counts only where no figure of a report tells why, and no clear word
 * (mailer/phrase.h).
 */
#ifndef MAILER_VAGUE_H
#define MAILER_VAGUE_H

#include "mailer/bounce.h"

/* What the first 16 KiB of `words` may mean; BOUNCE_UNCLEAR: nothing. */
enum bounce_reason vague_reason(struct str words);

#endif

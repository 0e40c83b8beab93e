/*
 * consentwords.h - the words that say yes, no and block, in some twenty languages
 */
#ifndef DIGEST_CONSENTWORDS_H
#define DIGEST_CONSENTWORDS_H

#include <stdbool.h>

#include "digest/command.h"

/*
 * What `line` (valid UTF-8) says, whatever signs, marks and case it is written
 * in: CONSENT_YES when it is such a word, nothing more and no question;
 * CONSENT_NO and CONSENT_BLOCK when it begins by one.  `*is_all`: nothing is
 * behind the word.
 */
enum consent consentwords_find(struct str line, bool *is_all);

#endif

/*
 * keys.h - the file with the root keys of our tokens
 *
 * One key a line: its id (one digit of base 32, each of them once), 64
 * hexadecimal digits, the day it was made; '#' starts a comment.  The last line
 * signs, all of them verify.
 */
#ifndef APP_KEYS_H
#define APP_KEYS_H

#include "mailer/token.h"
#include "base/arena.h"

/*
 * Read the file at `path`: keys in `arena`, the one that signs first, and the
 * day that each was made (days since 1970-01-01).  ERR_FATAL: `why` names file,
 * line and cause; ERR_LIMIT: the file is too long for one of keys.
 */
enum err keys_read(struct arena *arena, const char *path,
                   struct token_key **keys, int64_t **made, size_t *n,
                   struct why *why) MUST_CHECK;

/* Add a new key to the file (made when absent, mode 0600) that signs from now
 * on.  ERR_LIMIT: there are 32 already. */
enum err keys_add(const char *path, struct why *why) MUST_CHECK;

#endif

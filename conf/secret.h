/*
 * secret.h - files that keys name, and who may read them
 */
#ifndef CONF_SECRET_H
#define CONF_SECRET_H

#include "base/arena.h"
#include "base/err.h"

#define SECRET_MAX 255 /* bytes of a password: more overruns libesmtp */

/* Mode bits that a secret's file must not have. */
#define SECRET_OPEN 037 /* for others; for the group more than reading */
#define SECRET_OWN  077 /* anything but for the owner */

/*
 * Whether `path` is a plain file that we can read and whose mode has none of
 * the bits of `forbidden` (0: any mode).  ERR_ABSENT or ERR_FATAL; `why` tells
 * the cause without the path.
 */
enum err secret_check(const char *path, unsigned forbidden,
                      struct why *why) MUST_CHECK;

/* The first line of a secret's file. ERR_FATAL with `why`. */
enum err secret_read(struct arena *arena, const char *path, struct str *secret,
                     struct why *why) MUST_CHECK;

#endif

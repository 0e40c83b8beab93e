/*
 * file.h - whole files in, whole files out
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/*
 * Read all of `path` ("-": standard input) into `arena`.
 *
 *	ERR_ABSENT	there is no such file
 *	ERR_LIMIT	it holds more than `max` bytes
 *	ERR_FATAL	anything else; `why` names path and cause
 */
enum err file_read(struct arena *arena, const char *path, size_t max,
                   struct str *text, struct why *why) MUST_CHECK;

/*
 * Write `path` so that it holds all of `text` or is as it was: a temporary
 * file beside it, fsync, rename, fsync of the folder.  `mode` as in open(2).
 * ERR_FATAL with `why` when that fails.
 */
enum err file_write(const char *path, struct str text, unsigned mode,
                    struct why *why) MUST_CHECK;

/* Write all of `text` to the descriptor `fd`; ERR_TEMP names the cause. */
enum err file_write_fd(int fd, struct str text, struct why *why) MUST_CHECK;

/* Make `path` and the folders above it, each with `mode`. */
enum err file_make_folder(const char *path, unsigned mode,
                          struct why *why) MUST_CHECK;

#endif

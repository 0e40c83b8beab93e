/*
 * amends.h - comments that their readers corrected or took back
 *
 * A corrected comment is a comment of its own, which has to be approved as any
 * other: nobody approves words by a queue mail that shows others.  The row says
 * which one it takes the place of; a comment is corrected once, and then its
 * correction can be.
 *
 * A printed comment that was taken back, or whose correction is printed, is told
 * of in the next edition.
 */
#ifndef STORE_AMENDS_H
#define STORE_AMENDS_H

#include <stdbool.h>

#include "store/db.h"

/* `comment` corrects `original`.  ERR_INPUT: another does already. */
enum err amend_add(struct db *db, int64_t comment, int64_t original,
                   struct why *why) MUST_CHECK;

/* What corrects `original`, or what `comment` corrects; 0: nothing. */
enum err amend_next(struct db *db, int64_t original, int64_t *comment,
                    struct why *why) MUST_CHECK;
enum err amend_original(struct db *db, int64_t comment, int64_t *original,
                        struct why *why) MUST_CHECK;

/* A printed comment was taken back: the next edition of `list` says so. */
enum err withdrawal_add(struct db *db, struct str list, int64_t comment,
                        int64_t now, struct why *why) MUST_CHECK;

/* Those of `list` that no edition has told of, the oldest first; and the mark
 * that `edition` does. */
enum err withdrawal_list(struct db *db, struct arena *arena, struct str list,
                         int64_t **comments, size_t *n,
                         struct why *why) MUST_CHECK;
enum err withdrawal_told(struct db *db, int64_t comment, int64_t edition,
                         struct why *why) MUST_CHECK;

#endif

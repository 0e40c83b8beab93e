/*
 * restore.h - a reader's words as they are kept, and what was cut put back
 *
 * A cut has a place: how many bytes of the comment's text stand before it in
 * the letter.  The text that is kept is not the letter's, byte for byte (lines
 * are joined, addresses removed), so places are those in the kept text.
 */
#ifndef DIGEST_RESTORE_H
#define DIGEST_RESTORE_H

#include "store/comments.h"
#include "text/reply.h"

#define RESTORE_CUTS_MAX 200 /* that are kept with a comment */

/* A reader's words as a comment keeps them: lines joined that a program broke,
 * nothing in them that may not be printed. */
struct str restore_kept(struct arena *arena, struct str words);

/*
 * The cuts of `reply`, at most RESTORE_CUTS_MAX, with their places in `text`,
 * which is what is kept of `answer`.  A place is not known behind words that
 * are not in the kept text as they are.
 */
size_t restore_cuts(struct arena *arena, const struct reply *reply,
                    const struct reply_answer *answer, struct str text,
                    struct comment_cut **cuts);

/*
 * `text` with what is kept of `cut` as a paragraph of its own at the cut's
 * place; at the end when that is not known.  ERR_LIMIT: the comment would have
 * more than COMMENT_MAX code points, COMMENT_LINES_MAX lines or
 * COMMENT_LINKS_MAX links (digest/scrub.h).
 */
enum err restore_text(struct arena *arena, struct str text,
                      const struct comment_cut *cut,
                      struct str *restored) MUST_CHECK;

#endif

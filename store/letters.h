/*
 * letters.h - incoming mails, kept raw, with what became of them
 *
 *	fetched --> done      its effects are in the store, in the same commit
 *	   |
 *	   +------> aside     the parser died of it twice, or it is over a limit
 *	   ^          |
 *	   +----------+       `postbag letter retry`, from done too when there
 *	                      were no effects: empty, junk
 */
#ifndef STORE_LETTERS_H
#define STORE_LETTERS_H

#include <stdbool.h>

#include "store/db.h"

enum letter_state {
	LETTER_FETCHED = 0,
	LETTER_DONE = 1,
	LETTER_ASIDE = 2,
};

struct letter {
	int64_t id;
	struct str mailbox; /* name in the configuration */
	struct str source;  /* what names it there */
	struct str raw;
	bool is_whole; /* false: cut at the mailbox's max_mail */
	int64_t arrived_at, fetched_at, done_at;
	enum letter_state state;
	int64_t crashes; /* how often the parser died of it */
	struct str kind, list, from_addr, subject;
	struct str message_id; /* without <>; "": none was found */
	struct str story;      /* what happened and why: digest/story.h */
};

/* "fetched", "done", "aside" */
const char *letter_state_name(enum letter_state state);

/*
 * Keep a fetched mail: mailbox, source, raw, is_whole, arrived_at, fetched_at
 * are read.  `*is_new` is false, and nothing is written, when this mailbox's
 * `source` is there already; a mail with the very same bytes under another
 * source (the server's UIDVALIDITY changed) is kept as done at once, without
 * the bytes, which the first one has.  Call it in a transaction.
 */
enum err letter_add(struct db *db, const struct letter *letter, bool *is_new,
                    struct why *why) MUST_CHECK;

/* Whether `source` of `mailbox` is in the store. */
enum err letter_known(struct db *db, struct str mailbox, struct str source,
                      bool *is_known, struct why *why) MUST_CHECK;

/* The oldest fetched letter with an id above `after`; ERR_ABSENT: none. */
enum err letter_next(struct db *db, struct arena *arena, int64_t after,
                     struct letter *letter, struct why *why) MUST_CHECK;

enum err letter_get(struct db *db, struct arena *arena, int64_t id,
                    struct letter *letter, struct why *why) MUST_CHECK;

/* Which letters are asked for. */
struct letter_filter {
	int state;             /* enum letter_state; -1: any */
	struct str kind, list; /* "": any */
	int64_t since;         /* fetched at that time or later */
	int64_t limit;         /* the newest so many */
};

/* Those of `filter`, the newest first; without raw. */
enum err letter_list(struct db *db, struct arena *arena,
                     const struct letter_filter *filter,
                     struct letter **letters, size_t *n,
                     struct why *why) MUST_CHECK;

/* Those whose Message-ID is `id` (without <>), by id; without raw. */
enum err letter_list_named(struct db *db, struct arena *arena, struct str id,
                           struct letter **letters, size_t *n,
                           struct why *why) MUST_CHECK;

/* Whether another letter that is done has this content key. */
enum err letter_is_repeat(struct db *db, int64_t id, struct str content_key,
                          bool *is_repeat, struct why *why) MUST_CHECK;

/* Note that the parser died of it. */
enum err letter_crashed(struct db *db, int64_t id, struct why *why) MUST_CHECK;

/*
 * The end of a letter: state, kind, list, from_addr, subject, message_id,
 * story, done_at are written; of one that is done `content_key` too, unless empty.
 *
 *	ERR_EXPIRED	it is not fetched any more: another edited it, so give
 *			this one's effects up with the transaction
 *	ERR_INPUT	another letter that is done has this content key
 */
enum err letter_finish(struct db *db, const struct letter *letter,
                       struct str content_key, struct why *why) MUST_CHECK;

/*
 * Back to fetched with no crashes: one that was set aside, or one that was
 * taken for empty, junk, a machine's or a repeat, or blocked, and so had no
 * effect.
 *
 *	ERR_ABSENT	there is no such letter
 *	ERR_DENIED	it is done with its effects, or not read yet; `why`
 *			says which
 */
enum err letter_retry(struct db *db, int64_t id, struct why *why) MUST_CHECK;

#endif

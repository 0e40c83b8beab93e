/*
 * comments.h - what readers said, and who decided about it
 *
 * The states and their transitions are drawn in digest/state.h; nothing here
 * judges them, but comment_decide() changes a comment only out of the state
 * that the caller saw, so that of two moderators one comes second.
 *
 * Functions that add or decide call for a transaction.
 */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include <stdbool.h>

#include "store/db.h"

enum comment_state {
	COMMENT_RECEIVED = 0,
	COMMENT_HELD = 1,
	COMMENT_APPROVED = 2,
	COMMENT_PUBLISHED = 3,
	COMMENT_REJECTED = 4,
	COMMENT_ASKED = 5,
	COMMENT_APPEALED = 6,
	COMMENT_WITHDRAWN = 7,
	COMMENT_REMOVED = 8,
};

struct comment {
	int64_t id;
	struct str list;
	int64_t article; /* 0: not known which */
	int64_t parent;  /* 0: answers the article */
	int64_t reader;  /* 0: unknown */
	int64_t letter;
	int64_t answer; /* counts the comments of one letter from 1 */
	struct str author;
	struct str text;
	struct str context; /* the quoted line it answers */
	int64_t confidence; /* 0..100 that text and article are right */
	bool is_verified;   /* token and From agree */
	struct str doubt;   /* why a moderator should look; "" */
	enum comment_state state;
	struct str reason; /* of a rejection */
	int64_t received_at, decided_at;
	int64_t edition;      /* that printed it, 0 */
	bool is_unseen;       /* a rule approved it, and no person has looked */
	struct str moderator; /* whom a rule gave it to; "": all */
	/* set by store/revise.h */
	struct str
		original; /* its reader's text, where `text` was edited; "" */
	bool is_featured; /* printed first among its article's letters */
	/* read only, from the article */
	struct str title;
};

struct comment_cut {
	struct str kind, text;
	int64_t place;       /* bytes of the comment's text before it; -1: not
	                        known */
	int64_t restored_at; /* when it was put back; 0: never */
};

/* A row of the record (store/decisions.h). */
struct decision {
	int64_t id;
	int64_t number; /* in the record, from 1 */
	int64_t comment;
	struct str event, actor, reason;
	enum comment_state state; /* afterwards */
	int64_t at;
	struct str rule;      /* that decided; "": none did */
	struct str text_hash; /* of the comment's text then */
	struct str scores;    /* what was known then: decision_scores() */
	struct str model;     /* that it is from */
	struct str previous, hash;
};

/* "received", "held", "approved", ... */
const char *comment_state_name(enum comment_state state);

/* Add one with what was cut; all but id, decided_at, edition, is_unseen,
 * moderator and title. */
enum err comment_add(struct db *db, const struct comment *comment,
                     const struct comment_cut *cuts, size_t n_cuts, int64_t *id,
                     struct why *why) MUST_CHECK;

enum err comment_get(struct db *db, struct arena *arena, int64_t id,
                     struct comment *comment, struct why *why) MUST_CHECK;

enum err comment_cuts(struct db *db, struct arena *arena, int64_t id,
                      struct comment_cut **cuts, size_t *n,
                      struct why *why) MUST_CHECK;

enum err comment_decisions(struct db *db, struct arena *arena, int64_t id,
                           struct decision **decisions, size_t *n,
                           struct why *why) MUST_CHECK;

/* Comments of `list` (empty: all lists) in `state` (-1: any), by id. */
enum err comment_list(struct db *db, struct arena *arena, struct str list,
                      int state, struct comment **comments, size_t *n,
                      struct why *why) MUST_CHECK;

/* Approved and published ones on an article, each with a decision that says
 * so and none after it that says otherwise, by id: what may be printed. */
enum err comment_list_printable(struct db *db, struct arena *arena,
                                int64_t article, struct comment **comments,
                                size_t *n, struct why *why) MUST_CHECK;

/* The asked ones of a letter, by id. */
enum err comment_list_asked(struct db *db, struct arena *arena, int64_t letter,
                            struct comment **comments, size_t *n,
                            struct why *why) MUST_CHECK;

/* Those of `list` that a moderator should look at, held ones and those that a
 * rule approved unseen, which are in no queue mail to `moderator` newer than
 * `since`, or in none since they were appealed, by id. */
enum err comment_list_unqueued(struct db *db, struct arena *arena,
                               struct str list, struct str moderator,
                               int64_t since, struct comment **comments,
                               size_t *n, struct why *why) MUST_CHECK;

/* Approved (published ones too) and rejected comments of a reader so far. */
enum err comment_record(struct db *db, int64_t reader, int64_t *n_approved,
                        int64_t *n_rejected, struct why *why) MUST_CHECK;

/* How many a reader sent since `since`, for limits: of the verified ones, or of
 * those that may be somebody else's. */
enum err comment_count_since(struct db *db, int64_t reader, bool is_verified,
                             int64_t since, int64_t *n,
                             struct why *why) MUST_CHECK;

/*
 * Write a decision: `from` -> `to` by `actor` (an address, or "rule NAME").  What
 * a rule approves is unseen until a person decides about it.
 *
 *	ERR_EXPIRED	it is in another state by now
 *	ERR_INPUT	nobody decided: `actor` is empty
 */
enum err comment_decide(struct db *db, int64_t id, enum comment_state from,
                        enum comment_state to, struct str event,
                        struct str actor, struct str reason, int64_t now,
                        struct why *why) MUST_CHECK;

/* A person leaves an unseen comment as it is.  ERR_EXPIRED: it is not unseen. */
enum err comment_confirm(struct db *db, int64_t id, struct str actor,
                         int64_t now, struct why *why) MUST_CHECK;

/* A rule says something about a comment and leaves its state: `event` is "hold"
 * or "mark".  `moderator`: whom it is given to; empty: nobody in particular. */
enum err comment_mark(struct db *db, int64_t id, struct str event,
                      struct str actor, struct str reason, struct str moderator,
                      int64_t now, struct why *why) MUST_CHECK;

/* Held ones that no rule has been asked about, oldest first: `limit` at most. */
enum err comment_list_unruled(struct db *db, struct arena *arena, int64_t limit,
                              int64_t **ids, size_t *n,
                              struct why *why) MUST_CHECK;

/* Note that the rules are asked about a comment now; `*is_due` is false when
 * they were before, or it is not held. */
enum err comment_take_unruled(struct db *db, int64_t id, bool *is_due,
                              struct why *why) MUST_CHECK;

/* What was given to one moderator and came before `before` is for all. */
enum err comment_give_to_all(struct db *db, int64_t before,
                             struct why *why) MUST_CHECK;

/* The comments that came of `letter`, by answer. */
enum err comment_list_of_letter(struct db *db, struct arena *arena,
                                int64_t letter, struct comment **comments,
                                size_t *n, struct why *why) MUST_CHECK;

/*
 * Put a cut of a held comment back: `text` is the comment's then, in which the
 * cut at `position` (from 0) takes `grown` bytes more than before.  A decision
 * by `actor` says so, with `reason`; the state stays.
 *
 *	ERR_EXPIRED	it is not held any more, or the cut is back already
 */
enum err comment_restore(struct db *db, int64_t id, int64_t position,
                         struct str text, int64_t grown, struct str actor,
                         struct str reason, int64_t now,
                         struct why *why) MUST_CHECK;

/* Say which article (and comment) it is about. */
enum err comment_set_target(struct db *db, int64_t id, int64_t article,
                            int64_t parent, struct why *why) MUST_CHECK;

/* Say what a moderator should look at. */
enum err comment_set_doubt(struct db *db, int64_t id, struct str doubt,
                           struct why *why) MUST_CHECK;

/* Mark an approved comment as printed in `edition`.  ERR_EXPIRED: it is not
 * approved any more. */
enum err comment_publish(struct db *db, int64_t id, int64_t edition,
                         int64_t now, struct why *why) MUST_CHECK;

#endif

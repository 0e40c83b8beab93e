/*
 * reply.h - a reader's own words, cut out of what the mail program sent
 *
 * First means: alignment with the edition that this subscriber got
 * (text/align.h): lines that match are quotes, what is left is the comment, the
 * matched lines around it tell the item.  Fallback: the patterns of mail
 * programs (text/quote.h): "On ... wrote:", header blocks, "-- ".
 *
 * Nothing is deleted: every run of lines that was cut is kept with its kind,
 * so that a moderator can see it and put it back.
 */
#ifndef TEXT_REPLY_H
#define TEXT_REPLY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/share.h"

enum cut_kind {
	CUT_QUOTE,
	CUT_SIGNATURE,
	CUT_FORWARD,
	CUT_DISCLAIMER,
	CUT_ENCRYPTED, /* none of the text: what was taken out before */
};

struct cut {
	enum cut_kind kind;
	struct str text;
};

/* "quote", "signature", "forward", "disclaimer", "encrypted" */
const char *cut_kind_name(enum cut_kind kind);

/* One piece of an edition as it was sent, in order. */
struct edition_piece {
	struct str text; /* as in the text part, or as text from HTML */
	int64_t item;    /* id of the item it belongs to; 0: masthead, footer */
};

struct reply_answer {
	struct str text;    /* own words, trimmed, LF */
	int64_t item;       /* 0: the mail does not tell */
	struct str context; /* the quoted line it answers, without '>'; or "" */
	bool is_next;   /* the answer is right below it, or it is all that is
	                       quoted */
	bool is_picked; /* parts of several items stand right above it; `item`
	                   is the last one */
	bool is_whole;  /* it is below all of its item, its letters too */
	int confidence; /* 0..100, of text and item; below 50: guessed */
	/* The runs of the body that text was joined from, in order. */
	struct str *parts;
	size_t n_parts;
};

struct reply {
	struct reply_answer *answers; /* in order; none: nothing own in it */
	size_t n_answers;
	struct cut *cuts; /* in order */
	size_t n_cuts;
	bool is_aligned;    /* the edition was recognised in it */
	struct share share; /* words that are quoted, of it or not */
	const char *how;    /* in words, for "why": ours, a literal */
};

/*
 * Split `body` (valid UTF-8, LF; text/plain or html_to_text()).  `pieces` are
 * those of the edition that was answered, in order; none: patterns only, and
 * then there is at most one answer, with item 0.  `writer`: whom From names
 * (text/signature.h), or empty.
 */
void reply_split(struct arena *arena, struct str body, struct str writer,
                 const struct edition_piece *pieces, size_t n_pieces,
                 struct reply *reply);

#endif

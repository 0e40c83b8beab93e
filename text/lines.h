/*
 * lines.h - the lines of a mail's body, and what each of them is
 *
 * Split once, then marked by text/align.h, text/quote.h and text/signature.h
 * in turn; text/reply.h reads the marks.  A line starts as LINE_OWN and is
 * never changed back.
 */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/mailwords.h"

enum line_kind {
	LINE_OWN,
	LINE_QUOTE,
	LINE_SIGNATURE,
	LINE_FORWARD,
	LINE_DISCLAIMER,
};

#define PIECE_NONE SIZE_MAX /* of no piece of the edition */

struct line {
	struct str raw;  /* as in the body, without its line end; borrowed */
	struct str text; /* without quote marks, invisible characters, blanks */
	unsigned depth;  /* how many quote marks stood before `text` */
	enum line_kind kind;
	enum header header; /* that `text` is, asked once: a costly question */
	bool is_code;       /* within a ``` fence: no pattern means anything */
	size_t piece;    /* of the edition, set by text/align.h; PIECE_NONE */
	bool is_certain; /* stands nowhere else in another item */
};

struct lines {
	bool is_unsure;  /* what is own was guessed from little */
	bool is_edition; /* of one as it was sent: nobody typed in it */
	bool is_open;    /* a quote without marks has lines of no piece */
	struct line *line;
	size_t n;
	/* The lines that are not blank, and how many of them are before each
	 * line and the end: skipping blank ones costs the same for any number. */
	size_t *solid, *rank;
};

/*
 * Split `body` at LF and CRLF.  A mark is '>', also after up to three letters
 * (initials) where two lines in a row have the same, with blanks before it.
 */
void lines_split(struct arena *arena, struct str body, struct lines *lines);

/* Whether nothing but quote marks and blanks stands in it. */
bool line_is_blank(const struct line *line);

/* The first line from `i` on that is not blank; `lines->n` when there is none. */
size_t lines_skip_blank(const struct lines *lines, size_t i);

/* The last line before `i` that is not blank, or `lines->n`. */
size_t lines_before(const struct lines *lines, size_t i);

/* Make the lines [from, to) `kind` where they are still own. */
void lines_mark(struct lines *lines, size_t from, size_t to,
                enum line_kind kind);

/* Are the lines [from, to), blank ones aside, quoted by a mark of their own? */
bool lines_all_marked(const struct lines *lines, size_t from, size_t to);

/* How many of the lines [from, to) are not blank. */
size_t lines_count(const struct lines *lines, size_t from, size_t to);

#endif

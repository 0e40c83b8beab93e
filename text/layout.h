/*
 * layout.h - running text laid out in lines
 *
 * Words go in with the breaks between them; out come lines that begin with
 * what is around them ("> " for a quote, two spaces in a list).  White space
 * collapses as it does in HTML, and there is never more than one empty line.
 *
 *	struct layout l = LAYOUT_INIT(LIMIT);
 *
 *	layout_text(&l, first);
 *	layout_break(&l, 2);
 *	outside = layout_push(&l, "> ");
 *	layout_text(&l, second);
 *	layout_pop(&l, outside);
 *	text = layout_take(&l, arena);
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define LAYOUT_PREFIX_MAX 64 /* bytes: what would pass it is not shown */

struct layout {
	struct buf out;
	char prefix[LAYOUT_PREFIX_MAX]; /* before each line */
	size_t prefix_len, low_len;     /* low: least since the last line */
	size_t floor_len;               /* layout_floor() */
	size_t line_at;                 /* where the last line's words begin */
	const char *marker;             /* of a list's item, not yet written */
	size_t marker_at;               /* bytes of the prefix before it */
	char number[24];                /* where a marker may live */
	const char *gap;                /* between the last word and the next */
	int breaks;                     /* line ends due before the next word */
	bool is_open;                   /* the last line may go on */
};

/* Nothing yet, and never more than `limit` bytes. */
#define LAYOUT_INIT(limit)                                                     \
	{                                                                      \
		.out = BUF_INIT(limit)                                         \
	}

/* Words; white space (no-break too) parts them, zero-width characters go. */
void layout_text(struct layout *layout, struct str text);

/* The same with its line ends and spaces as they are. */
void layout_pre(struct layout *layout, struct str text);

/*
 * Behind the last word where it leads: " <url>" with `around` "<>".  Nothing
 * when the words since `start` (bytes of `out`) are the URL, or there are
 * none, or it is neither http nor mail (whose address alone is shown).
 */
void layout_url(struct layout *layout, size_t start, struct str url,
                const char *around);

/* A new line (`lines` 1) or an empty one before it (2), none at the start. */
void layout_break(struct layout *layout, int lines);

/* What <br> does: ends a line, and a second one leaves an empty line. */
void layout_br(struct layout *layout);

/* `gap` instead of a space before the next word on this line; a literal. */
void layout_gap(struct layout *layout, const char *gap);

/* Begin the lines to come with `prefix` as well; what layout_pop() needs. */
size_t layout_push(struct layout *layout, const char *prefix);
void layout_pop(struct layout *layout, size_t outside);

/* Begin all lines to come with `prefix`, whatever layout_pop() ends. */
void layout_floor(struct layout *layout, const char *prefix);

/* The words of the last line so far, borrowed until the next call. */
struct str layout_last_line(const struct layout *layout);

/* An item: `marker` before its first word, as many spaces before its other
 * lines.  layout_pop() ends it. */
size_t layout_item(struct layout *layout, const char *marker);

/* The lines, each with its LF, moved into `arena`; the layout is empty. */
struct str layout_take(struct layout *layout, struct arena *arena);

#endif

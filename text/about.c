#include "text/about.h"

#include "text/utf8.h"

#define LABEL_MAX   24 /* characters of "Subject" in the languages we know */
#define TELLING_MIN 40 /* bytes of a line that a reader may have answered */

/* Items of the edition, each of which is one run of pieces. */
static size_t count_items(const struct edition_piece *pieces, size_t n)
{
	int64_t last = 0;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		count += pieces[i].item != 0 && pieces[i].item != last;
		last = pieces[i].item != 0 ? pieces[i].item : last;
	}
	return count;
}

/* The piece of the line, when it tells one for sure. */
static size_t piece_of(const struct line *line)
{
	return line->is_certain ? line->piece : PIECE_NONE;
}

static int64_t item_of(const struct about_view *v, const struct line *line)
{
	size_t piece = piece_of(line);

	return piece == PIECE_NONE ? 0 : v->pieces[piece].item;
}

/*
 * "Subject: ...", "Betreff: ...": a header line that a program put above its
 * quote.  An edition's subject names its first article, whatever is answered.
 */
static bool is_labelled(struct str text)
{
	size_t colon = str_find_char(str_trim_left(text), ':');

	text = str_trim_left(text);
	return colon != STR_NONE && colon > 0 &&
	       utf8_length(str_slice(text, 0, colon)) <= LABEL_MAX &&
	       str_find_char(str_slice(text, 0, colon), '.') == STR_NONE &&
	       str_starts(str_from(text, colon + 1), " ") &&
	       str_trim(str_from(text, colon + 1)).len > 0;
}

/* Lines of a header block are of no piece, whatever their subject is. */
void about_pass_headers(struct lines *lines)
{
	bool was = false;

	for (size_t i = 0; i < lines->n; i++) {
		bool is = is_labelled(lines->line[i].text);

		if (is && was)
			lines->line[i - 1].piece = lines->line[i].piece =
				PIECE_NONE;
		was = is;
	}
}

/*
 * The one item that all quoted lines are about, or 0.  The masthead with the
 * first item alone may be what a program left of the whole edition.
 */
static int64_t find_only_item(const struct about_view *v)
{
	int64_t only = 0;

	for (size_t i = 0; i < v->lines->n; i++) {
		const struct line *line = &v->lines->line[i];
		int64_t item = item_of(v, line);

		if (item == 0 || is_labelled(line->text))
			continue;
		if (only != 0 && item != only)
			return 0;
		only = item;
	}
	if (only != 0 && v->has_front && v->n_items > 1 &&
	    only == v->pieces[v->front].item)
		return 0;
	return only;
}

/* Items that the lines [from, to) are about, up to `max`. */
static size_t count_quoted(const struct about_view *v, size_t from, size_t to,
                           size_t max)
{
	int64_t last = 0;
	size_t n = 0;

	for (size_t i = from; i < to && n < max; i++) {
		int64_t item = item_of(v, &v->lines->line[i]);

		n += item != 0 && item != last;
		last = item != 0 ? item : last;
	}
	return n;
}

/* Whether the line stands in several items, and could be what is answered. */
static bool may_be_meant(const struct about_view *v, const struct line *line)
{
	return line->piece != PIECE_NONE && !line->is_certain &&
	       v->pieces[line->piece].item != 0 &&
	       line->text.len >= TELLING_MIN;
}

/* Whether the mail quotes the edition from its masthead on. */
static bool is_front_quoted(const struct about_view *v, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (v->lines->line[i].piece < v->front)
			return true;
	return false;
}

void about_open(struct about_view *v, struct arena *arena,
                const struct lines *lines, const struct edition_piece *pieces,
                size_t n_pieces)
{
	*v = (struct about_view){
		.arena = arena,
		.lines = lines,
		.pieces = pieces,
		.n_pieces = n_pieces,
		.n_items = count_items(pieces, n_pieces),
		.pieces_end = lines->n,
	};
	while (v->pieces_end > 0 &&
	       lines->line[v->pieces_end - 1].piece == PIECE_NONE)
		v->pieces_end--;
	while (v->front < n_pieces && pieces[v->front].item == 0)
		v->front++;
	v->has_front = is_front_quoted(v, 0, lines->n);
	v->only_item = find_only_item(v);
}

void about_find(const struct about_view *v, size_t above, size_t from,
                size_t to, struct about *about)
{
	size_t i = from;
	bool is_doubtful = false;

	*about = (struct about){
		.piece = PIECE_NONE,
		.item = v->only_item,
		.confidence = v->only_item != 0 ? 90 : 50,
	};
	for (; i > above && piece_of(&v->lines->line[i - 1]) == PIECE_NONE; i--)
		is_doubtful |= may_be_meant(v, &v->lines->line[i - 1]);
	if (is_doubtful)
		about->confidence = ABOUT_UNSURE;
	if (i == above || item_of(v, &v->lines->line[i - 1]) == 0)
		return;
	/* Below the whole edition it is about any of it. */
	if (from >= v->pieces_end && v->n_items > 1 &&
	    count_quoted(v, above, from, v->n_items) >= v->n_items)
		return;
	about->piece = piece_of(&v->lines->line[i - 1]);
	about->item = v->pieces[about->piece].item;
	about->seen = above_find(v->arena, v->lines, v->pieces, v->n_pieces,
	                         above, from, to);
	/* Who left two items alone may mean both. */
	about->seen.is_picked |=
		!v->has_front && count_quoted(v, above, from, 2) > 1;
	if (!is_doubtful)
		about->confidence = v->lines->line[i - 1].depth > 0 ? 95 : 85;
}

/* The first line of [from, to) that tells an item; `to` when none does. */
static size_t next_item(const struct about_view *v, size_t from, size_t to)
{
	while (from < to && item_of(v, &v->lines->line[from]) == 0)
		from++;
	return from;
}

/* Whether the lines that tell items are of several pieces: two letters about
 * one article are two things to answer. */
static bool is_mixed(const struct about_view *v)
{
	size_t first = next_item(v, 0, v->lines->n);

	for (size_t i = first; i < v->lines->n; i++)
		if (item_of(v, &v->lines->line[i]) != 0 &&
		    v->lines->line[i].piece != v->lines->line[first].piece)
			return true;
	return false;
}

bool about_is_turned(const struct about_view *v, size_t from, size_t first_end,
                     size_t last_end)
{
	size_t below = next_item(v, first_end, v->lines->n);

	return next_item(v, 0, from) == from &&
	       next_item(v, last_end, v->lines->n) < v->lines->n &&
	       is_mixed(v) && !is_front_quoted(v, first_end, below);
}

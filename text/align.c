#include "text/align.h"

#include "text/copies.h"

#define PLACES_MAX 16 /* of one line in the edition that are looked at */
#define SHARE      60 /* percent of a line's words that make it a copy */
#define WORDS_MIN  4  /* words of the edition that make a mail a reply to it */
#define PLAIN_MIN  6  /* words of unmarked lines that are no accident */
#define NONE       PLACE_NONE

/* Whether most of the line's words have a place. */
static bool is_copy(const struct copies *a, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < a->count[i]; k++)
		n += a->mail.word[a->first[i] + k].at != NONE;
	return n > 0 && n * 100 >= a->count[i] * SHARE;
}

static struct copy_word *line_first(const struct copies *a, size_t i)
{
	return &a->mail.word[a->first[i]];
}

static struct copy_word *line_last(const struct copies *a, size_t i)
{
	return &a->mail.word[a->first[i] + a->count[i] - 1];
}

/*
 * A line too short for a shingle is compared as a whole: "COMMENTS (2)".  It
 * counts with a mark, or next to the line that is next to it in the edition.
 */
static bool find_short(struct copies *a, const struct lines *lines, size_t i)
{
	size_t above, place, best = NONE, n = 0;
	bool is_sure = true;

	if (a->count[i] == 0)
		return false;
	above = lines_before(lines, i);
	place = copies_of_line(a, i);
	for (; place != NONE && n++ < PLACES_MAX;
	     place = places_next(&a->lines, place)) {
		bool goes_on = above < lines->n && a->count[above] > 0 &&
		               copies_is_near(line_last(a, above)->at, place);

		if (goes_on) {
			best = place;
			is_sure = true;
			break;
		}
		if (lines->line[i].depth == 0)
			continue;
		is_sure &= best == NONE ||
		           copies_item(a, best) == copies_item(a, place);
		best = best == NONE || copies_item(a, best) == 0 ? place : best;
	}
	for (size_t k = 0; best != NONE && k < a->count[i]; k++) {
		line_first(a, i)[k].at = best + k;
		line_first(a, i)[k].is_sure = is_sure;
	}
	return best != NONE;
}

static bool ends_sentence(struct str text)
{
	return str_ends(text, ".") || str_ends(text, "!") ||
	       str_ends(text, "?") || str_ends(text, ":") ||
	       str_ends(text, "\xe2\x80\xa6") || str_ends(text, "\"") ||
	       str_ends(text, "\xe2\x80\x9d");
}

/* The last line with words before `i`, or NONE. */
static size_t worded_before(const struct copies *a, size_t i)
{
	while (i-- > 0)
		if (a->count[i] > 0)
			return i;
	return NONE;
}

/* Whether all words from line `from` to line `last` are the edition's. */
static bool is_verbatim(const struct copies *a, size_t from, size_t last)
{
	const struct copy_word *word = line_first(a, from);

	while (word < line_last(a, last) && word->at != NONE)
		word++;
	return word->at != NONE;
}

/*
 * Whether the unmarked lines [from, to), all copies, are quoted: they go on
 * where the line above ended, or start where the edition has a start and the
 * writer's own line above, if any, is at its end, or they are a paragraph of
 * nothing else: what a reader selected.  A few words may be the same by
 * accident, unless the quote before ended at `last`, right there.
 */
static bool is_quoted(const struct copies *a, const struct lines *lines,
                      size_t from, size_t to, size_t last)
{
	size_t above = worded_before(a, from);
	const struct copy_word *word = line_first(a, from);
	size_t n = (size_t)(line_last(a, to - 1) - word) + 1;

	if (above < lines->n && lines->line[above].kind == LINE_QUOTE &&
	    a->count[above] > 0 &&
	    copies_is_near(line_last(a, above)->at, word->at))
		return true;
	if (n < PLAIN_MIN && !copies_is_near(last, word->at))
		return false;
	if (to - from > 2)
		return true;
	if (from == 0 || a->count[from - 1] == 0 ||
	    lines->line[from - 1].kind == LINE_QUOTE) {
		if ((to == lines->n || a->count[to] == 0) &&
		    is_verbatim(a, from, to - 1))
			return true;
	} else if (!ends_sentence(lines->line[from - 1].text)) {
		return false;
	}
	return word->at != NONE && a->edition.word[word->at].is_start;
}

static void mark(const struct copies *a, struct lines *lines, size_t i)
{
	struct line *line = &lines->line[i];

	line->kind = LINE_QUOTE;
	for (size_t k = a->count[i]; k-- > 0;) {
		const struct copy_word *word = line_first(a, i) + k;

		if (word->at == NONE)
			continue;
		line->piece = a->edition.word[word->at].owner;
		line->is_certain = word->is_sure;
		return;
	}
}

/* Where the unmarked copies that start at `i` end, wordless lines among them;
 * a marked line is for itself. */
static size_t group_end(const struct copies *a, const struct lines *lines,
                        const bool *is_copied, size_t i)
{
	size_t end = i + 1;

	if (lines->line[i].depth > 0)
		return end;
	for (size_t k = end; k < lines->n && lines->line[k].depth == 0; k++) {
		if (is_copied[k])
			end = k + 1;
		else if (a->count[k] > 0)
			break;
	}
	return end;
}

/* Mark the copies; returns how many words of theirs are the edition's. */
static size_t mark_copies(struct copies *a, struct lines *lines,
                          const bool *is_copied)
{
	size_t n = 0, last = NONE;

	for (size_t i = 0; i < lines->n;) {
		size_t end = i + 1;

		if (is_copied[i]) {
			end = group_end(a, lines, is_copied, i);
			if (lines->line[i].depth == 0 &&
			    !is_quoted(a, lines, i, end, last))
				i = end;
		} else {
			i = end;
		}
		for (; i < end; i++) {
			if (!is_copied[i])
				continue;
			mark(a, lines, i);
			n += a->count[i];
			if (line_last(a, i)->at != NONE)
				last = line_last(a, i)->at;
		}
	}
	return n;
}

/* Rules, links, images between two lines of the edition are its own. */
static void mark_wordless(const struct copies *a, struct lines *lines)
{
	for (size_t i = 1; i < lines->n; i++) {
		size_t above, below;

		if (a->count[i] > 0 || lines->line[i].kind != LINE_OWN ||
		    line_is_blank(&lines->line[i]))
			continue;
		above = lines_before(lines, i);
		below = lines_skip_blank(lines, i + 1);
		if (above == lines->n || lines->line[above].kind != LINE_QUOTE)
			continue;
		if (below == lines->n || a->count[below] == 0 ||
		    lines->line[below].kind == LINE_QUOTE ||
		    copies_is_sign(a, lines->line[i].text))
			lines->line[i].kind = LINE_QUOTE;
	}
}

/*
 * Whether a line is a copy.  An unmarked one that says more than the edition is
 * its writer's, who may have begun with the edition's words.
 */
static bool find_copy(struct copies *a, struct lines *lines, size_t i)
{
	if (!is_copy(a, i))
		return find_short(a, lines, i);
	if (lines->is_edition || lines->line[i].depth > 0 ||
	    lines->line[i].header != HEADER_NONE || !copies_has_own(a, i))
		return true;
	lines->is_unsure = true;
	return false;
}

bool align_mark(struct arena *arena, struct lines *lines,
                const struct edition_piece *pieces, size_t n_pieces)
{
	bool *is_copied = arena_array(arena, bool, lines->n + 1);
	struct copies a;
	size_t n;

	copies_find(arena, lines, pieces, n_pieces, &a);
	for (size_t i = 0; i < lines->n; i++)
		is_copied[i] = find_copy(&a, lines, i);
	n = mark_copies(&a, lines, is_copied);
	if (n >= WORDS_MIN)
		mark_wordless(&a, lines);
	return n >= WORDS_MIN;
}

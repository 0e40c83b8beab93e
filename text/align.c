#include "text/align.h"

#include "text/places.h"
#include "text/wordhash.h"

#define SHINGLE    3  /* words that must come together */
#define PLACES_MAX 16 /* of one shingle in the edition that are looked at */
#define REACH_MAX  32 /* words by which places are compared */
#define NEAR       12 /* words that may be missing in a quote */
#define SHARE      60 /* percent of a line's words that make it a copy */
#define WORDS_MIN  4  /* words of the edition that make a mail a reply to it */
#define PLAIN_MIN  6  /* words of unmarked lines that are no accident */
#define NONE       PLACE_NONE

/* A word of the edition, a word of the mail. */
struct word {
	uint64_t hash;
	size_t owner;  /* piece or line */
	bool is_start; /* of a line or sentence */
	size_t at;     /* mail: the edition's word it is a copy of, or NONE */
	bool is_sure;  /* mail: and of no other item's */
};

struct text {
	struct word *word;
	size_t n;
};

struct aligner {
	const struct edition_piece *pieces;
	struct text edition, mail;
	struct places shingles; /* by the place of their first word */
	struct places lines;    /* whole lines, by the place of their first */
	struct places signs;    /* rules and links, by no place of words */
	size_t *first, *count;  /* words of the mail's lines */
};

static void add_line(struct arena *arena, struct text *text, struct str line,
                     size_t owner)
{
	struct wordhash words = {line, 0};
	struct word word = {.owner = owner, .at = NONE};
	bool is_first = true;

	while (wordhash_next(&words, &word.hash, &word.is_start)) {
		word.is_start |= is_first;
		is_first = false;
		text->word =
			arena_grow(arena, text->word, text->n, sizeof(word));
		text->word[text->n++] = word;
	}
}

static uint64_t mix(const struct text *text, size_t from, size_t n)
{
	uint64_t hash = WORDS_SEED;

	for (size_t i = from; i < from + n; i++)
		hash = wordhash_mix(hash, text->word[i].hash);
	return hash;
}

static uint64_t hash_of(struct str text)
{
	uint64_t hash = WORDS_SEED;

	for (size_t i = 0; i < text.len; i++)
		hash = wordhash_mix(hash, (unsigned char)text.ptr[i]);
	return hash;
}

/*
 * The edition's lines without words, and its links, which stand on lines of
 * their own once a program has wrapped them: `max` of them at most.
 */
static void read_signs(struct arena *arena, struct aligner *a, size_t n_pieces)
{
	size_t max = 0, n = 0;

	for (size_t p = 0; p < n_pieces; p++)
		max += a->pieces[p].text.len / 2 + 1;
	places_open(arena, &a->signs, max);
	for (size_t p = 0; p < n_pieces; p++) {
		struct str rest = a->pieces[p].text, word;

		while (str_next_word(&rest, &word)) {
			struct wordhash words = {word, 0};
			uint64_t hash;
			bool is_end;

			if (!wordhash_next(&words, &hash, &is_end))
				places_add(&a->signs, hash_of(word), n++);
		}
	}
}

/* Whether each word of a line without words is a sign of the edition. */
static bool is_sign(const struct aligner *a, struct str line)
{
	struct str word;

	while (str_next_word(&line, &word))
		if (places_find(&a->signs, hash_of(word)) == NONE)
			return false;
	return true;
}

/* Read the pieces; whole lines go to `lines` as well. */
static void read_edition(struct arena *arena, struct aligner *a,
                         size_t n_pieces)
{
	size_t *starts = NULL, n_starts = 0;

	for (size_t p = 0; p < n_pieces; p++) {
		struct str rest = a->pieces[p].text, line;

		while (str_next_line(&rest, &line)) {
			size_t first = a->edition.n;

			add_line(arena, &a->edition, line, p);
			if (a->edition.n == first)
				continue;
			starts = arena_grow(arena, starts, n_starts,
			                    sizeof(*starts));
			starts[n_starts++] = first;
		}
	}
	places_open(arena, &a->lines, a->edition.n);
	places_open(arena, &a->shingles, a->edition.n);
	for (size_t i = n_starts; i-- > 0;) {
		size_t end = i + 1 < n_starts ? starts[i + 1] : a->edition.n;

		places_add(&a->lines,
		           mix(&a->edition, starts[i], end - starts[i]),
		           starts[i]);
	}
	for (size_t i = a->edition.n; i-- > 0;)
		if (i + SHINGLE <= a->edition.n)
			places_add(&a->shingles, mix(&a->edition, i, SHINGLE),
			           i);
}

static void read_mail(struct arena *arena, struct aligner *a,
                      const struct lines *lines)
{
	a->first = arena_array(arena, size_t, lines->n + 1);
	a->count = arena_array(arena, size_t, lines->n + 1);
	for (size_t i = 0; i < lines->n; i++) {
		a->first[i] = a->mail.n;
		add_line(arena, &a->mail, lines->line[i].text, i);
		a->count[i] = a->mail.n - a->first[i];
	}
}

static int64_t item_at(const struct aligner *a, size_t place)
{
	return a->pieces[a->edition.word[place].owner].item;
}

/* Words from `at` on in the mail that are those from `place` on. */
static size_t reach(const struct aligner *a, size_t at, size_t place,
                    size_t max)
{
	size_t n = 0;

	while (n < max && at + n < a->mail.n && place + n < a->edition.n &&
	       a->mail.word[at + n].hash == a->edition.word[place + n].hash)
		n++;
	return n;
}

static bool is_near(size_t last, size_t place)
{
	return last != NONE && place > last && place - last <= NEAR;
}

/*
 * The place in the edition of the words from `at` on: the longest run wins,
 * then one that goes on behind `last`, then one that is of an item.
 */
static size_t find_place(const struct aligner *a, size_t at, size_t last,
                         bool *is_sure)
{
	uint64_t hash = mix(&a->mail, at, SHINGLE);
	size_t place = places_find(&a->shingles, hash);
	size_t best = NONE, best_reach = 0, n = 0;

	*is_sure = true;
	for (; place != NONE && n++ < PLACES_MAX;
	     place = places_next(&a->shingles, place)) {
		size_t length = reach(a, at, place, REACH_MAX);

		if (length < best_reach || length < SHINGLE)
			continue;
		if (best == NONE || length > best_reach) {
			*is_sure = true;
			best = place;
			best_reach = length;
			continue;
		}
		if (is_near(last, best))
			continue;
		if (is_near(last, place) || item_at(a, best) == 0)
			best = place;
		else if (item_at(a, place) != 0)
			*is_sure &= item_at(a, best) == item_at(a, place);
	}
	*is_sure |= best != NONE && is_near(last, best);
	return best;
}

/* Give every word of the mail its place, run by run. */
static void find_runs(struct aligner *a)
{
	size_t last = NONE, at = 0;

	while (at + SHINGLE <= a->mail.n) {
		bool is_sure;
		size_t place = find_place(a, at, last, &is_sure), n;

		if (place == NONE) {
			at++;
			continue;
		}
		n = reach(a, at, place, SIZE_MAX);
		for (size_t i = 0; i < n; i++) {
			a->mail.word[at + i].at = place + i;
			a->mail.word[at + i].is_sure = is_sure;
		}
		last = place + n - 1;
		at += n;
	}
}

/* Whether most of the line's words have a place. */
static bool is_copy(const struct aligner *a, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < a->count[i]; k++)
		n += a->mail.word[a->first[i] + k].at != NONE;
	return n > 0 && n * 100 >= a->count[i] * SHARE;
}

static struct word *line_first(const struct aligner *a, size_t i)
{
	return &a->mail.word[a->first[i]];
}

static struct word *line_last(const struct aligner *a, size_t i)
{
	return &a->mail.word[a->first[i] + a->count[i] - 1];
}

/*
 * A line too short for a shingle is compared as a whole: "COMMENTS (2)".  It
 * counts with a mark, or next to the line that is next to it in the edition.
 */
static bool find_short(struct aligner *a, const struct lines *lines, size_t i)
{
	size_t above, place, best = NONE, n = 0;
	bool is_sure = true;

	if (a->count[i] == 0)
		return false;
	above = lines_before(lines, i);
	place = places_find(&a->lines, mix(&a->mail, a->first[i], a->count[i]));
	for (; place != NONE && n++ < PLACES_MAX;
	     place = places_next(&a->lines, place)) {
		bool goes_on = above < lines->n && a->count[above] > 0 &&
		               is_near(line_last(a, above)->at, place);

		if (goes_on) {
			best = place;
			is_sure = true;
			break;
		}
		if (lines->line[i].depth == 0)
			continue;
		is_sure &=
			best == NONE || item_at(a, best) == item_at(a, place);
		best = best == NONE || item_at(a, best) == 0 ? place : best;
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
static size_t worded_before(const struct aligner *a, size_t i)
{
	while (i-- > 0)
		if (a->count[i] > 0)
			return i;
	return NONE;
}

/* Whether all words from line `from` to line `last` are the edition's. */
static bool is_verbatim(const struct aligner *a, size_t from, size_t last)
{
	const struct word *word = line_first(a, from);

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
static bool is_quoted(const struct aligner *a, const struct lines *lines,
                      size_t from, size_t to, size_t last)
{
	size_t above = worded_before(a, from);
	const struct word *word = line_first(a, from);
	size_t n = (size_t)(line_last(a, to - 1) - word) + 1;

	if (above < lines->n && lines->line[above].kind == LINE_QUOTE &&
	    a->count[above] > 0 && is_near(line_last(a, above)->at, word->at))
		return true;
	if (n < PLAIN_MIN && !is_near(last, word->at))
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

static void mark(const struct aligner *a, struct lines *lines, size_t i)
{
	struct line *line = &lines->line[i];

	line->kind = LINE_QUOTE;
	for (size_t k = a->count[i]; k-- > 0;) {
		const struct word *word = line_first(a, i) + k;

		if (word->at == NONE)
			continue;
		line->piece = a->edition.word[word->at].owner;
		line->is_certain = word->is_sure;
		return;
	}
}

/* Where the unmarked copies that start at `i` end, wordless lines among them;
 * a marked line is for itself. */
static size_t group_end(const struct aligner *a, const struct lines *lines,
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
static size_t mark_copies(struct aligner *a, struct lines *lines,
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
static void mark_wordless(const struct aligner *a, struct lines *lines)
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
		    is_sign(a, lines->line[i].text))
			lines->line[i].kind = LINE_QUOTE;
	}
}

bool align_mark(struct arena *arena, struct lines *lines,
                const struct edition_piece *pieces, size_t n_pieces)
{
	struct aligner a = {.pieces = pieces};
	bool *is_copied = arena_array(arena, bool, lines->n + 1);
	size_t n;

	read_edition(arena, &a, n_pieces);
	read_signs(arena, &a, n_pieces);
	read_mail(arena, &a, lines);
	find_runs(&a);
	for (size_t i = 0; i < lines->n; i++)
		is_copied[i] = is_copy(&a, i) || find_short(&a, lines, i);
	n = mark_copies(&a, lines, is_copied);
	if (n >= WORDS_MIN)
		mark_wordless(&a, lines);
	return n >= WORDS_MIN;
}

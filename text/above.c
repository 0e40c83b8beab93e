#include "text/above.h"

#include "text/wordhash.h"

enum {
	CHANGES_MAX = 100, /* from item to item that are looked at */
	PROBE_WORDS = 4,   /* by which a line is found in its piece */
	LEFT_OUT_MIN = 12, /* words; fewer are lost on the way: links, marks */
};

/* Where a line is in the edition: words before it and behind it in its item's
 * pieces. */
struct place {
	size_t piece;
	size_t before, behind; /* words of its piece */
};

struct view {
	struct arena *arena;
	const struct lines *lines;
	const struct edition_piece *pieces;
	size_t n_pieces;
};

static bool tells(const struct view *v, size_t i)
{
	const struct line *line = &v->lines->line[i];

	return line->is_certain && line->piece != PIECE_NONE &&
	       v->pieces[line->piece].item != 0;
}

static size_t count_words(const struct view *v, struct str text)
{
	struct wordlist words;

	wordlist_of(v->arena, text, &words);
	return words.n;
}

/* Words of the pieces [from, to). */
static size_t words_of_pieces(const struct view *v, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += count_words(v, v->pieces[i].text);
	return n;
}

/* Where the words of `line` are in `piece`: false when they are not. */
static bool find_words(const struct wordlist *piece,
                       const struct wordlist *line, size_t *at)
{
	size_t n = line->n < PROBE_WORDS ? line->n : PROBE_WORDS;

	for (size_t i = 0; n > 0 && i + n <= piece->n; i++) {
		size_t k = 0;

		while (k < n && piece->hash[i + k] == line->hash[k])
			k++;
		if (k < n)
			continue;
		*at = i;
		return true;
	}
	return false;
}

static bool place_of(const struct view *v, size_t i, struct place *place)
{
	const struct line *line = &v->lines->line[i];
	struct wordlist words, piece;
	size_t at = 0;

	wordlist_of(v->arena, line->text, &words);
	wordlist_of(v->arena, v->pieces[line->piece].text, &piece);
	if (!find_words(&piece, &words, &at))
		return false;
	place->piece = line->piece;
	place->before = at;
	place->behind = at + words.n < piece.n ? piece.n - at - words.n : 0;
	return true;
}

/* Are words of the edition left out between the lines `a` and `b`, which are of
 * different items? */
static bool is_left_out(const struct view *v, size_t a, size_t b)
{
	struct place one, other;
	size_t missing, there = 0;

	if (!place_of(v, a, &one) || !place_of(v, b, &other))
		return false;
	if (other.piece < one.piece)
		return true;
	missing = one.behind + other.before +
	          words_of_pieces(v, one.piece + 1, other.piece);
	for (size_t i = a + 1; i < b && there < missing; i++)
		there += count_words(v, v->lines->line[i].text);
	return missing >= there + LEFT_OUT_MIN;
}

static bool is_picked(const struct view *v, size_t from, size_t to)
{
	size_t last = SIZE_MAX, n = 0;

	for (size_t i = from; i < to && n < CHANGES_MAX; i++) {
		if (!tells(v, i))
			continue;
		if (last != SIZE_MAX &&
		    v->pieces[v->lines->line[last].piece].item !=
		            v->pieces[v->lines->line[i].piece].item) {
			n++;
			if (is_left_out(v, last, i))
				return true;
		}
		last = i;
	}
	return false;
}

/* Is anything of the edition quoted from line `i` on? */
static bool goes_on(const struct view *v, size_t i)
{
	for (; i < v->lines->n; i++)
		if (v->lines->line[i].piece != PIECE_NONE)
			return true;
	return false;
}

/* Is the item of the last line of [from, to) quoted from its first words to its
 * last? */
static bool is_whole(const struct view *v, size_t from, size_t to)
{
	size_t first = to, last = to, a, b;
	struct place begins, ends;
	int64_t item = 0;

	for (size_t i = to; i-- > from;) {
		if (!tells(v, i))
			continue;
		if (last == to) {
			last = i;
			item = v->pieces[v->lines->line[i].piece].item;
		}
		if (v->pieces[v->lines->line[i].piece].item == item)
			first = i;
	}
	if (last == to || first == last || !place_of(v, first, &begins) ||
	    !place_of(v, last, &ends))
		return false;
	for (a = begins.piece; a > 0 && v->pieces[a - 1].item == item;)
		a--;
	for (b = ends.piece + 1; b < v->n_pieces && v->pieces[b].item == item;)
		b++;
	return words_of_pieces(v, a, begins.piece) + begins.before <
	               LEFT_OUT_MIN &&
	       words_of_pieces(v, ends.piece + 1, b) + ends.behind <
	               LEFT_OUT_MIN;
}

struct above above_find(struct arena *arena, const struct lines *lines,
                        const struct edition_piece *pieces, size_t n_pieces,
                        size_t from, size_t to, size_t end)
{
	const struct view v = {arena, lines, pieces, n_pieces};

	return (struct above){
		.is_picked = is_picked(&v, from, to),
		.is_whole = !goes_on(&v, end) && is_whole(&v, from, to),
	};
}

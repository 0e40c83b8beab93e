#include "text/copies.h"

#include "text/wordhash.h"

#define SHINGLE    3  /* words that must come together */
#define PLACES_MAX 16 /* of one shingle in the edition that are looked at */
#define REACH_MAX  32 /* words by which places are compared */
#define NEAR       12 /* words that may be missing in a quote */
#define SLACK      2  /* words that were lost or changed beside one */
#define NONE       PLACE_NONE

static void add_line(struct arena *arena, struct copy_text *text,
                     struct str line, size_t owner)
{
	struct wordhash words = {line, 0};
	struct copy_word word = {.owner = owner, .at = NONE};
	bool is_first = true;

	while (wordhash_next(&words, &word.hash, &word.is_start)) {
		word.is_start |= is_first;
		is_first = false;
		text->word =
			arena_grow(arena, text->word, text->n, sizeof(word));
		text->word[text->n++] = word;
	}
}

static uint64_t mix_words(const struct copy_text *text, size_t from, size_t n)
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
static void read_signs(struct arena *arena, struct copies *a, size_t n_pieces)
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
bool copies_is_sign(const struct copies *a, struct str line)
{
	struct str word;

	while (str_next_word(&line, &word))
		if (places_find(&a->signs, hash_of(word)) == NONE)
			return false;
	return true;
}

/* Read the pieces; whole lines go to `lines` as well. */
static void read_edition(struct arena *arena, struct copies *a, size_t n_pieces)
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
		           mix_words(&a->edition, starts[i], end - starts[i]),
		           starts[i]);
	}
	for (size_t i = a->edition.n; i-- > 0;)
		if (i + SHINGLE <= a->edition.n)
			places_add(&a->shingles,
			           mix_words(&a->edition, i, SHINGLE), i);
}

static void read_mail(struct arena *arena, struct copies *a,
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

int64_t copies_item(const struct copies *a, size_t place)
{
	return a->pieces[a->edition.word[place].owner].item;
}

/* Words from `at` on in the mail that are those from `place` on. */
static size_t reach(const struct copies *a, size_t at, size_t place, size_t max)
{
	size_t n = 0;

	while (n < max && at + n < a->mail.n && place + n < a->edition.n &&
	       a->mail.word[at + n].hash == a->edition.word[place + n].hash)
		n++;
	return n;
}

bool copies_is_near(size_t last, size_t place)
{
	return last != NONE && place > last && place - last <= NEAR;
}

/*
 * The place in the edition of the words from `at` on: the longest run wins,
 * then one that goes on behind `last`, then one that is of an item.
 */
static size_t find_place(const struct copies *a, size_t at, size_t last,
                         bool *is_sure)
{
	uint64_t hash = mix_words(&a->mail, at, SHINGLE);
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
		if (copies_is_near(last, best))
			continue;
		if (copies_is_near(last, place) || copies_item(a, best) == 0)
			best = place;
		else if (copies_item(a, place) != 0)
			*is_sure &=
				copies_item(a, best) == copies_item(a, place);
	}
	*is_sure |= best != NONE && copies_is_near(last, best);
	return best;
}

/* Give every word of the mail its place, run by run. */
static void find_runs(struct copies *a)
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

static bool holds(const struct copies *a, size_t from, size_t to, uint64_t hash)
{
	for (size_t i = from; i < to && i < a->edition.n; i++)
		if (a->edition.word[i].hash == hash)
			return true;
	return false;
}

/* Whether the edition has the mail's words [from, to) next to the copies on
 * both sides, those of the line [first, end): too few for a run of their own. */
static bool is_remnant(const struct copies *a, size_t first, size_t from,
                       size_t to, size_t end)
{
	size_t before = from > first ? a->mail.word[from - 1].at : NONE;
	size_t behind = to < end ? a->mail.word[to].at : NONE;
	size_t reach = to - from + SLACK;

	for (size_t i = from; i < to; i++) {
		uint64_t hash = a->mail.word[i].hash;

		if (before != NONE &&
		    holds(a, before + 1, before + 1 + reach, hash))
			continue;
		if (behind != NONE &&
		    holds(a, behind > reach ? behind - reach : 0, behind, hash))
			continue;
		return false;
	}
	return true;
}

bool copies_has_own(const struct copies *a, size_t i)
{
	size_t first = a->first[i], end = first + a->count[i];

	for (size_t from = first; from < end;) {
		size_t to = from;

		while (to < end && a->mail.word[to].at == NONE)
			to++;
		if (to > from &&
		    (to - from > NEAR || !is_remnant(a, first, from, to, end)))
			return true;
		from = to + 1;
	}
	return false;
}

size_t copies_of_line(const struct copies *a, size_t i)
{
	return places_find(&a->lines,
	                   mix_words(&a->mail, a->first[i], a->count[i]));
}

void copies_find(struct arena *arena, const struct lines *lines,
                 const struct edition_piece *pieces, size_t n_pieces,
                 struct copies *copies)
{
	*copies = (struct copies){.pieces = pieces};
	read_edition(arena, copies, n_pieces);
	read_signs(arena, copies, n_pieces);
	read_mail(arena, copies, lines);
	find_runs(copies);
}

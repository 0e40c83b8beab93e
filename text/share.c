#include "text/share.h"

#include "text/attribution.h"
#include "text/wordhash.h"

#define WORDS_MIN   4 /* of a quoted line that tells something */
#define NUMBERS_MIN 3 /* of a date, as in "On ... wrote:" */
#define PART        4 /* a quarter of what is copied */

static size_t count_words(struct arena *arena, const struct line *line)
{
	struct wordlist words;

	wordlist_of(arena, line->text, &words);
	return words.n;
}

/* Whether the line may be of what a quote's head announces. */
static bool may_tell(const struct line *line)
{
	struct sight sight = sight_of(line->text);

	return line->header == HEADER_NONE && !sight.has_address &&
	       sight.n_numbers < NUMBERS_MIN;
}

struct share share_of(struct arena *arena, const struct lines *lines)
{
	struct share share = {0};

	for (size_t i = 0; i < lines->n; i++) {
		const struct line *line = &lines->line[i];
		bool is_quoted = line->depth > 0 || line->kind == LINE_QUOTE;
		size_t n;

		if (line->piece != PIECE_NONE)
			share.n_copied += count_words(arena, line);
		if (line->piece != PIECE_NONE || !may_tell(line))
			continue;
		n = count_words(arena, line);
		if (n < WORDS_MIN)
			continue;
		share.n_foreign += is_quoted ? n : 0;
		share.n_open += !is_quoted && lines->is_open ? n : 0;
	}
	return share;
}

bool share_is_foreign(const struct share *share)
{
	return share->n_foreign + share->n_open > share->n_copied / PART;
}

#include "digest/choice.h"

#include "digest/ordinal.h"
#include "text/utf8.h"
#include "text/wordhash.h"

enum {
	SHORT_MAX = 8,   /* words of an answer without a line of its own */
	PART_MIN = 3,    /* words that tell a headline by a part of it */
	READ_MAX = 8192, /* bytes of an answer that are looked at */
};

/* Words that may stand beside a number and change nothing. */
static const char *const fillers[] = {
	"no",       "nr",       "num",       "number",   "article",
	"item",     "story",    "the",       "to",       "about",
	"it",       "is",       "its",       "my",       "letter",
	"please",   "thanks",   "answer",    "nummer",   "artikel",
	"zu",       "zum",      "der",       "den",      "bitte",
	"danke",    "numero",   "numéro",    "número",   "articolo",
	"articulo", "artículo", "artigo",    "l",        "el",
	"le",       "la",       "il",        "n",        "merci",
	"grazie",   "gracias",  "por",       "favor",    "het",
	"de",       "om",       "över",      "tack",     "artykuł",
	"numer",    "номер",    "статья",    "стаття",   "рақам",
	"о",        "記",       "事",        "番",       "號",
	"号",       "第",       "篇",        "번",       "رقم",
	"المقال",   "המאמר",    "מספר",      "a",        "o",
	"art",      "i",        "mean",      "meant",    "one",
	"that",     "ich",      "meine",     "meinte",   "die",
	"das",      "dem",      "es",        "geht",     "um",
	"ist",      "larticle", "celui",     "celle",    "larticolo",
	"lo",       "det",      "jag",       "menar",    "jeg",
	"mener",    "ik",       "bedoel",    "se",       "on",
	"artikeln", "artiklen", "artikkeli", "artikkel", "artikkelen",
	"artykule", "ten",      "ta",        "chodzi",   "dotyczy",
	"to",       "статье",
};

/* Of these, what makes "my second letter" no article. */
static const char *const own_words[] = {"my", "letter"};

/* Behind these a number may stand in words. */
static const char *const numberers[] = {
	"no",       "nr",        "number",   "article",  "item",
	"story",    "nummer",    "artikel",  "numero",   "numéro",
	"número",   "articolo",  "articulo", "artículo", "artigo",
	"larticle", "larticolo", "artikeln", "artiklen", "artikkeli",
	"artikkel", "artykuł",   "numer",    "номер",    "статья",
};

/* Behind these stands what an article is about. */
static const char *const abouts[] = {
	"about", "on",  "regarding", "concerning", "über", "ueber",
	"zum",   "zur", "mit",       "vom",        "von",  "sur",
	"sobre", "su",  "sul",       "sulla",      "sui",  "over",
	"om",    "o",   "про",       "о",          "об",
};

struct word {
	uint64_t hash;
	bool is_number; /* ends in a digit */
	size_t line;
};

struct text {
	struct word *word;
	size_t n, n_lines;
};

struct chooser {
	struct text words;
	struct text *headline;
	uint64_t *number; /* hashes of "1", "2", ... */
	uint64_t filler[ARRAY_LEN(fillers)];
	uint64_t numberer[ARRAY_LEN(numberers)];
	uint64_t about[ARRAY_LEN(abouts)];
	uint64_t own[ARRAY_LEN(own_words)];
	const struct ordinals *ordinals;
	size_t n;
};

/* The first code of the ten digits that `code` is one of, or 0. */
static uint32_t zero_of(uint32_t code)
{
	static const uint32_t zeros[] = {0x660, 0x6f0, 0x966, 0x9e6, 0xff10};

	for (size_t i = 0; i < ARRAY_LEN(zeros); i++)
		if (code >= zeros[i] && code <= zeros[i] + 9)
			return zeros[i];
	return 0;
}

/* `text` with the digits of other scripts as ours. */
static struct str plain_digits(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t n = 0;

	while (text.len > 0) {
		struct str rest = text;
		uint32_t code = 0, zero;
		size_t len;

		(void)utf8_next(&rest, &code);
		zero = zero_of(code);
		len = text.len - rest.len;

		if (zero)
			out[n++] = (char)('0' + (code - zero));
		for (size_t i = 0; i < len && !zero; i++)
			out[n++] = text.ptr[i];
		text = rest;
	}
	return (struct str){out, n};
}

static void add_words(struct arena *arena, struct text *text, struct str line)
{
	struct wordhash words = {line, 0};
	struct word word = {.line = text->n_lines++};
	bool is_end;

	while (wordhash_next(&words, &word.hash, &is_end)) {
		const char *end = words.rest.ptr;

		word.is_number = end > line.ptr && char_is_digit(end[-1]);
		text->word =
			arena_grow(arena, text->word, text->n, sizeof(word));
		text->word[text->n++] = word;
	}
}

static uint64_t hash_of(struct str word)
{
	struct wordhash words = {word, 0};
	uint64_t hash = 0;
	bool is_end;

	return wordhash_next(&words, &hash, &is_end) ? hash : 0;
}

static void hash_all(uint64_t *hashes, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hashes[i] = hash_of(str_of(words[i]));
}

static void open_chooser(struct arena *arena, struct chooser *c,
                         struct str words, const struct str *headlines,
                         size_t n)
{
	struct str line;

	words = plain_digits(arena, str_slice(words, 0, READ_MAX));
	c->n = n;
	c->headline = arena_array(arena, struct text, n + 1);
	c->number = arena_array(arena, uint64_t, n + 1);
	while (str_next_line(&words, &line))
		add_words(arena, &c->words, line);
	for (size_t i = 0; i < n; i++) {
		add_words(arena, &c->headline[i], headlines[i]);
		c->number[i] =
			hash_of(str_of(arena_printf(arena, "%zu", i + 1)));
	}
	hash_all(c->filler, fillers, ARRAY_LEN(fillers));
	hash_all(c->numberer, numberers, ARRAY_LEN(numberers));
	hash_all(c->about, abouts, ARRAY_LEN(abouts));
	hash_all(c->own, own_words, ARRAY_LEN(own_words));
	c->ordinals = ordinals_new(arena);
}

static bool is_one_of(const uint64_t *list, size_t n, uint64_t hash)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == hash)
			return true;
	return false;
}

static bool is_filler(const struct chooser *c, uint64_t hash)
{
	return is_one_of(c->filler, ARRAY_LEN(c->filler), hash);
}

/* The number that a word is, from 1; 0: none of ours. */
static size_t number_of(const struct chooser *c, const struct word *word)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->number[i] == word->hash)
			return i + 1;
	return 0;
}

static bool is_same(const struct word *a, const struct word *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].hash != b[i].hash)
			return false;
	return true;
}

/* Whether the `n` words at `word` hold all of `inner`; where. */
static bool holds(const struct word *word, size_t n, const struct text *inner,
                  size_t *at)
{
	for (size_t i = 0; inner->n > 0 && i + inner->n <= n; i++) {
		if (is_same(word + i, inner->word, inner->n)) {
			*at = i;
			return true;
		}
	}
	return false;
}

/*
 * The one article whose headline stands in the words, 0: none or several.  A
 * headline that is part of another gives way to it.
 */
static size_t headline_in(const struct chooser *c, const struct word *word,
                          size_t n, size_t *at, bool *is_several)
{
	size_t found = 0, place = 0;

	*is_several = false;
	for (size_t i = 0; i < c->n; i++) {
		size_t inside;

		if (!holds(word, n, &c->headline[i], &place))
			continue;
		if (found &&
		    holds(c->headline[found - 1].word, c->headline[found - 1].n,
		          &c->headline[i], &inside) &&
		    c->headline[i].n < c->headline[found - 1].n)
			continue;
		*is_several |=
			found && !(holds(c->headline[i].word, c->headline[i].n,
		                         &c->headline[found - 1], &inside) &&
		                   c->headline[found - 1].n < c->headline[i].n);
		found = i + 1;
		*at = place;
	}
	return *is_several ? 0 : found;
}

/*
 * The one article that the words name by its number, its headline or both; 0
 * when they name none or contradict themselves.  `*n_others`: words besides.
 */
static size_t named(const struct chooser *c, const struct word *word, size_t n,
                    size_t *n_others)
{
	size_t at = 0, found, end = 0;
	bool is_several;

	*n_others = 0;
	found = headline_in(c, word, n, &at, &is_several);
	if (is_several)
		return 0;
	if (found)
		end = at + c->headline[found - 1].n;
	for (size_t i = 0; i < n; i++) {
		size_t number = number_of(c, &word[i]);

		if (end > 0 && i >= at && i < end)
			continue;
		if (number == 0 && word[i].is_number)
			return 0;
		if (number && found && number != found)
			return 0;
		found = number ? number : found;
		*n_others += !number && !is_filler(c, word[i].hash);
	}
	return found;
}

/* Does a number stand here, so that "to" may be Danish for two? */
static bool is_numbered(const struct chooser *c, const struct word *word,
                        size_t n, size_t i)
{
	return n == 1 ||
	       (i > 0 && is_one_of(c->numberer, ARRAY_LEN(c->numberer),
	                           word[i - 1].hash));
}

/* The article that the words name by a number in words, and by nothing else:
 * "the second one", "number two"; 0: none. */
static size_t ordinal_in(const struct chooser *c, const struct word *word,
                         size_t n)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		size_t number = ordinal_of(c->ordinals, word[i].hash);

		if (number == 0 && is_numbered(c, word, n, i))
			number = cardinal_of(c->ordinals, word[i].hash);
		if (number == 0 && is_filler(c, word[i].hash) &&
		    !is_one_of(c->own, ARRAY_LEN(c->own), word[i].hash))
			continue;
		if (number == 0 || number > c->n || (found && number != found))
			return 0;
		found = number;
	}
	return found;
}

static bool has_word(const struct text *text, uint64_t hash)
{
	for (size_t i = 0; i < text->n; i++)
		if (text->word[i].hash == hash)
			return true;
	return false;
}

/* The one article whose headline has all these words, fillers aside; 0: none or
 * several. */
static size_t headline_with(const struct chooser *c, const struct word *word,
                            size_t n)
{
	size_t found = 0, n_own = 0;

	for (size_t i = 0; i < n; i++)
		n_own += !is_filler(c, word[i].hash);
	for (size_t k = 0; n_own > 0 && k < c->n; k++) {
		size_t in = 0;

		for (size_t i = 0; i < n; i++)
			in += !is_filler(c, word[i].hash) &&
			      has_word(&c->headline[k], word[i].hash);
		if (in < n_own)
			continue;
		if (found)
			return 0;
		found = k + 1;
	}
	return found;
}

/* "The one about the ferry": behind fillers and a word for "about" some words of
 * one headline; 0: none. */
static size_t topic_of(const struct chooser *c)
{
	const struct text *words = &c->words;
	size_t at = 0;

	while (at < words->n &&
	       !is_one_of(c->about, ARRAY_LEN(c->about),
	                  words->word[at].hash) &&
	       is_filler(c, words->word[at].hash))
		at++;
	if (at == words->n ||
	    !is_one_of(c->about, ARRAY_LEN(c->about), words->word[at].hash))
		return 0;
	return headline_with(c, words->word + at + 1, words->n - at - 1);
}

/* The article of the lines that name one and say nothing else; `*is_one`
 * false: they name different ones. */
static size_t clear_line(const struct chooser *c, bool *is_one)
{
	const struct text *words = &c->words;
	size_t found = 0;

	*is_one = true;
	for (size_t i = 0, end; i < words->n; i = end) {
		size_t n_others, number;

		for (end = i; end < words->n &&
		              words->word[end].line == words->word[i].line;)
			end++;
		number = named(c, words->word + i, end - i, &n_others);
		if (!number || n_others > 0)
			number = ordinal_in(c, words->word + i, end - i);
		if (!number)
			continue;
		*is_one &= found == 0 || found == number;
		found = number;
	}
	return found;
}

/* The one article whose headline holds all the words, 0: none or several. */
static size_t headline_around(const struct chooser *c)
{
	size_t found = 0, n = 0, at;

	for (size_t i = 0; i < c->n && c->words.n >= PART_MIN; i++) {
		if (holds(c->headline[i].word, c->headline[i].n, &c->words,
		          &at)) {
			found = i + 1;
			n++;
		}
	}
	return n == 1 ? found : 0;
}

enum choice choice_find(struct arena *arena, struct str words,
                        const struct str *headlines, size_t n, size_t *number)
{
	struct chooser c = {.n = 0};
	size_t found, n_others;
	bool is_one;

	open_chooser(arena, &c, words, headlines, n);
	found = clear_line(&c, &is_one);
	if (found) {
		if (is_one)
			*number = found;
		return is_one ? CHOICE_CLEAR : CHOICE_NONE;
	}
	found = named(&c, c.words.word, c.words.n, &n_others);
	if (found && n_others > SHORT_MAX)
		found = 0;
	if (!found)
		found = headline_around(&c);
	if (!found)
		found = topic_of(&c);
	if (found)
		*number = found;
	return found ? CHOICE_LIKELY : CHOICE_NONE;
}

#include "text/sentence.h"

#include <unictype.h>

#include "base/attr.h"
#include "text/furniture.h"
#include "text/paragraph.h"
#include "text/punctuation.h"
#include "text/utf8.h"

#define HEADING_MAX 12 /* words; longer lines without an end mark are kept */
#define SPLITS_MAX  (2 * SENTENCES_MAX) /* before any are dropped */

/* A full stop behind one of these never ends a sentence: a name follows. */
static const char titles[] =
	" mr mrs ms mx dr prof sen rep gov gen lt col maj sgt capt cmdr adm "
	"rev hon pres supt det insp messrs mme mlle mgr hr fr frl dra sra srta "
	"av bzw z vs v al mt ft ";

/* Behind these only a number follows: elsewhere it is a word. */
static const char counts[] = " no nos nr fig figs vol pp art sec ch ca kl bl ";

/* Behind these a sentence ends only where a new one clearly begins. */
static const char shorts[] =
	" jr sr st etc inc ltd co corp bros llc plc assn assoc univ dept est "
	"jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri "
	"sat sun ave blvd rd evtl usw bl.a osv m.m ";

/* Words that begin a sentence and seldom follow an abbreviation. */
static const char starters[] =
	" the a an this that these those he she it they we i you his her its "
	"their our my there here in on at by for from with when while where "
	"what who why how if as after before since but and or so yet however "
	"also although though then now meanwhile some many most all both not "
	"another other such one last next no mr mrs ms dr ";

static const char german_months[] =
	" januar februar märz april mai juni juli august september oktober "
	"november dezember ";

/* Is `word`, in any case, one of `list`? */
static bool is_in(const char *list, struct str word)
{
	struct str rest = str_of(list), known;

	while (str_next_word(&rest, &known))
		if (str_eq_nocase(known, word))
			return true;
	return false;
}

/* The word that `text` ends with, without quotes and brackets before it. */
static struct str last_word(struct str text)
{
	size_t n = text.len;
	uint32_t code = 0;
	struct str word, rest;

	while (n > 0 && !char_is_space(text.ptr[n - 1]))
		n--;
	word = rest = str_from(text, n);
	while (utf8_next(&rest, &code) &&
	       punctuation_of(code) != PUNCTUATION_NONE &&
	       punctuation_of(code) != PUNCTUATION_END)
		word = rest;
	return word;
}

/* The letters and apostrophes at the start of `text`, quotes skipped. */
static struct str first_word(struct str text)
{
	struct str rest = text, before = text;
	uint32_t code;

	while (utf8_next(&rest, &code) &&
	       punctuation_of(code) != PUNCTUATION_NONE)
		before = rest;
	rest = before;
	while (rest.len > 0 && ((unsigned char)rest.ptr[0] >= 0x80 ||
	                        char_is_alpha(rest.ptr[0])))
		rest = str_from(rest, 1);
	before.len -= rest.len;
	return before;
}

/* "J", "U.S", "z.B": letters, each but the last with a point behind it. */
static bool is_initials(struct str word)
{
	bool wants_letter = true;
	uint32_t code;

	while (utf8_next(&word, &code)) {
		if (wants_letter ? !uc_is_alpha(code) : code != '.')
			return false;
		wants_letter = !wants_letter;
	}
	return !wants_letter;
}

static bool is_number(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!char_is_digit(word.ptr[i]))
			return false;
	return word.len > 0;
}

/*
 * Does the full stop behind `before` shorten a word or number it, rather than
 * end the sentence that `before` is so far?
 */
static bool is_short(struct str before, struct str after)
{
	struct str word = last_word(before), next = first_word(after);
	/* A quote may hold a nickname: J.P. "The Big Bopper" Richardson. */
	bool starts_anew = next.ptr == after.ptr && is_in(starters, next);

	if (str_ends(word, "."))
		return !starts_anew; /* "wait... " */
	if (word.len == 0 || word.len == before.len)
		return is_number(word) || is_initials(word) ||
		       is_in(titles, word);
	if (is_in(titles, word))
		return true;
	if (is_in(counts, word))
		return after.len > 0 && char_is_digit(after.ptr[0]);
	if (is_number(word) && word.len <= 2)
		return is_in(german_months, next);
	return (is_in(shorts, word) || is_initials(word)) && !starts_anew;
}

/* Can a sentence begin with what `text` begins with? */
static bool begins_sentence(struct str text)
{
	uint32_t code;

	while (utf8_next(&text, &code)) {
		switch (punctuation_of(code)) {
		case PUNCTUATION_OPEN:
		case PUNCTUATION_QUOTE:
			continue;
		default:
			break;
		}
		if (code == '-' || code == 0x2013 || code == 0x2014 ||
		    char_is_space((char)(code < 0x80 ? code : 0)))
			continue; /* a dash before what is said */
		return char_is_digit((char)(code < 0x80 ? code : 0)) ||
		       uc_is_general_category(code, UC_CURRENCY_SYMBOL) ||
		       (uc_is_alpha(code) && !uc_is_lower(code));
	}
	return false;
}

/* Take end marks off `rest`. */
static void skip_ends(struct str *rest)
{
	struct str after = *rest;
	uint32_t code;

	while (utf8_next(&after, &code)) {
		enum punctuation kind = punctuation_of(code);

		if (kind != PUNCTUATION_END && kind != PUNCTUATION_WIDE_END)
			break;
		*rest = after;
	}
}

/* " »" as in French, with any kind of space. */
static bool skip_spaced_closer(struct str *rest)
{
	struct str after = *rest;
	uint32_t space, quote;

	if (!utf8_next(&after, &space) || !utf8_next(&after, &quote) ||
	    (space != ' ' && space != 0xa0 && space != 0x202f) ||
	    (quote != 0xbb && quote != 0x203a) ||
	    (after.len > 0 && !char_is_space(after.ptr[0])))
		return false;
	*rest = after;
	return true;
}

/*
 * Take quotes and brackets that close off `rest`.  In Chinese, where no space
 * tells, “ and ‘ open.
 */
static bool skip_closers(struct str *rest, bool is_wide)
{
	struct str after = *rest;
	bool is_any = false;
	uint32_t code;

	while (utf8_next(&after, &code)) {
		enum punctuation kind = punctuation_of(code);

		if (kind != PUNCTUATION_CLOSE && kind != PUNCTUATION_QUOTE)
			break;
		if (is_wide && (code == 0x201c || code == 0x2018))
			break;
		*rest = after;
		is_any = true;
	}
	return skip_spaced_closer(rest) || is_any;
}

/*
 * Take the first sentence, with the space behind it, off `rest`, which is
 * (the rest of) a paragraph and not empty.
 */
static struct str next_sentence(struct str *rest)
{
	struct str start = *rest, at = *rest;
	uint32_t code;

	while (utf8_next(&at, &code)) {
		bool is_wide = punctuation_of(code) == PUNCTUATION_WIDE_END;
		struct str before, after;
		bool is_closed;

		if (!is_wide && punctuation_of(code) != PUNCTUATION_END)
			continue;
		skip_ends(&at);
		before = str_slice(start, 0, start.len - at.len - 1);
		is_closed = skip_closers(&at, is_wide);
		after = str_trim_left(at);
		/* Not 3.5 or example.com, nor where a quote is only part. */
		if (after.len == at.len && (!is_wide || is_closed))
			continue;
		if (!is_wide && !begins_sentence(after))
			continue;
		if (code == '.' && is_short(before, after))
			continue;
		*rest = after;
		return str_slice(start, 0, start.len - at.len);
	}
	*rest = (struct str){0};
	return start;
}

/*
 * Words parted by white space; of scripts that have none between them, two
 * letters count as one.
 */
static size_t count_words(struct str text)
{
	size_t n_letters = 0, n = 0;
	struct str word;
	uint32_t code;

	while (str_next_word(&text, &word)) {
		n++;
		while (utf8_next(&word, &code))
			n_letters += (code >= 0x0e00 && code < 0x0f00) ||
			             (code >= 0x3040 && code < 0xa000);
	}
	return n + n_letters / 2;
}

/* The same number of " (or of “ and ”, « and ») opens and closes in it. */
static bool is_balanced(struct str text)
{
	int straight = 0, curly = 0, brackets = 0;
	uint32_t code;

	while (utf8_next(&text, &code)) {
		straight += code == '"';
		curly += (code == 0x201c) - (code == 0x201d);
		brackets += (code == '(') - (code == ')');
	}
	return straight % 2 == 0 && curly == 0 && brackets == 0;
}

/* A stop that stands alone was put there by a program, after a heading. */
static bool is_whole(struct str text)
{
	return punctuation_ends_sentence(text) && !str_ends(text, " .") &&
	       is_balanced(text);
}

static size_t split_paragraph(struct str paragraph, size_t number,
                              struct sentence *sentences, size_t room)
{
	size_t n = 0;

	while (paragraph.len > 0 && n < room) {
		struct str text = next_sentence(&paragraph);

		sentences[n++] = (struct sentence){
			.text = text,
			.n_words = count_words(text),
			.paragraph = number,
			.is_whole = is_whole(text),
		};
	}
	return n;
}

/* Headings and captions go, unless there is nothing but such. */
static size_t drop_furniture(struct sentence *sentences, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct sentence *s = &sentences[i];

		if (furniture_is(s->text) ||
		    (s->n_words < HEADING_MAX &&
		     !punctuation_ends_sentence(s->text)))
			continue;
		sentences[kept++] = *s;
	}
	return kept > 0 ? kept : n;
}

size_t sentence_split(struct arena *arena, struct str text,
                      struct sentence **sentences)
{
	struct sentence *found =
		arena_array(arena, struct sentence, SPLITS_MAX);
	struct str *paragraphs;
	size_t n_paragraphs = paragraph_split(arena, text, &paragraphs), n = 0;

	for (size_t i = 0; i < n_paragraphs && n < SPLITS_MAX; i++) {
		size_t dateline = furniture_dateline(paragraphs[i]);

		n += split_paragraph(str_from(paragraphs[i], dateline), i,
		                     &found[n], SPLITS_MAX - n);
	}
	n = drop_furniture(found, n);
	*sentences = found;
	return n < SENTENCES_MAX ? n : SENTENCES_MAX;
}

#include "text/disguise.h"

#include <string.h>

#include "base/attr.h"
#include "text/fold.h"
#include "text/lexicon.h"

enum {
	TOKEN_MAX = 64,  /* bytes that count of a token */
	SPACED_MIN = 3,  /* single letters in a row that are a word */
	PART_MAX = 8,    /* letters of a part of a word parted by a hyphen */
	ORDINAL_MAX = 3, /* letters behind a number: 1st, 20th, 5pm */
	SUFFIX_MAX = 4,  /* digits behind a word: covid19 */
};

struct reader {
	struct arena *arena;
	struct folded folded;
	struct str text; /* folded */
	struct str source;
	size_t at;
	size_t plain_until; /* nothing before this is an address */
	struct disguise_token *tokens;
	size_t n;
};

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_word_char(char c)
{
	return is_letter(c) || char_is_digit(c) || c == '_' || c == FOLD_OTHER;
}

static char char_at(const struct reader *r, size_t i)
{
	return i < r->text.len ? r->text.ptr[i] : ' ';
}

static bool is_start(const struct reader *r, size_t i)
{
	return i == 0 || !is_word_char(r->text.ptr[i - 1]);
}

static struct str strip(struct str text, const char *edges)
{
	while (text.len > 0 && strchr(edges, text.ptr[0]))
		text = str_from(text, 1);
	while (text.len > 0 && strchr(edges, text.ptr[text.len - 1]))
		text.len--;
	return text;
}

/* A token that is `text` and stands in the folded bytes from r->at to `end`;
 * the reading goes on behind it. */
static void add(struct reader *r, struct str text, bool is_word, size_t end)
{
	uint32_t from = r->folded.origin[r->at];
	uint32_t to = r->folded.origin[end];

	r->at = end;
	if (text.len == 0)
		return;
	r->tokens = arena_grow(r->arena, r->tokens, r->n, sizeof(*r->tokens));
	r->tokens[r->n++] = (struct disguise_token){
		text, strip(str_slice(r->source, from, to), " '!|+"), is_word};
}

/* --- what is no word ------------------------------------------------------ */

static size_t skip_while(const struct reader *r, size_t i,
                         bool (*belongs)(char c))
{
	while (i < r->text.len && belongs(r->text.ptr[i]))
		i++;
	return i;
}

static bool is_local(char c)
{
	return is_word_char(c) || (c && strchr(".+-", c));
}

static bool is_domain(char c)
{
	return is_word_char(c) || c == '.' || c == '-';
}

static bool is_no_space(char c)
{
	return c != ' ';
}

/* Whether a top-level domain that people write without "http://" ends at
 * `end`. */
static bool ends_in_domain(const struct reader *r, size_t from, size_t end)
{
	static const char *const tops[] = {".com", ".org",  ".net",
	                                   ".ca",  ".uk",   ".gov",
	                                   ".edu", ".info", ".co"};
	struct str text = str_slice(r->text, from, end);

	for (size_t i = 0; i < ARRAY_LEN(tops); i++)
		if (text.len > strlen(tops[i]) && str_ends(text, tops[i]))
			return true;
	return false;
}

/* The end of a link or a mail address that starts at r->at; r->at: none. */
static size_t address_end(struct reader *r, const char **token)
{
	struct str rest = str_from(r->text, r->at);
	size_t end;

	*token = "_url_";
	if (str_starts(rest, "http://") || str_starts(rest, "https://") ||
	    str_starts(rest, "www."))
		return skip_while(r, r->at, is_no_space);
	if (r->at < r->plain_until)
		return r->at;
	end = skip_while(r, r->at, is_local);
	r->plain_until = end;
	if (char_at(r, end) == '@') {
		size_t domain_end = skip_while(r, end + 1, is_domain);

		*token = "_email_";
		if (str_find_char(str_slice(r->text, end + 2, domain_end),
		                  '.') != STR_NONE)
			return domain_end;
		*token = "_url_";
	}
	while (end > r->at && !is_word_char(char_at(r, end - 1)))
		end--;
	if (!ends_in_domain(r, r->at, end))
		return r->at;
	return char_at(r, end) == '/' ? skip_while(r, end, is_no_space) : end;
}

static bool is_mark(char c)
{
	return c == '!' || c == '?';
}

static bool take_marks(struct reader *r)
{
	size_t end = skip_while(r, r->at, is_mark);
	struct str marks = str_slice(r->text, r->at, end);

	if (marks.len == 0)
		return false;
	if (marks.len > 1)
		marks = str_of(str_find_char(marks, '!') != STR_NONE ? "!!"
		                                                     : "??");
	add(r, marks, false, end);
	return true;
}

/* --- words in pieces ------------------------------------------------------ */

/* "i d i o t", "i.d.i.o.t": single letters with one and the same separator,
 * once or twice, between them. */
static bool take_spaced(struct reader *r)
{
	char word[TOKEN_MAX], separator = char_at(r, r->at + 1);
	size_t n = 0, i = r->at, end = i;

	if (!separator || !strchr(" .-_*", separator))
		return false;
	while (is_letter(char_at(r, i)) && n < TOKEN_MAX) {
		char next = char_at(r, i + 1);

		if (is_word_char(next) ? next != '_' : next == '\'')
			break;
		word[n++] = char_at(r, i);
		end = ++i;
		if (next != separator)
			break;
		i += char_at(r, i + 1) == separator ? 2 : 1;
	}
	if (n < SPACED_MIN || char_at(r, end) == '_')
		return false;
	if (strchr("ai", word[0]) && /* "a f o o l" */
	    lexicon_is_rude((struct str){word + 1, n - 1}))
		return false;
	add(r, arena_str(r->arena, (struct str){word, n}), true, end);
	return true;
}

/* "id-iot": a rude word parted by a hyphen. */
static bool take_hyphened(struct reader *r)
{
	char word[2 * PART_MAX];
	size_t end = skip_while(r, r->at, is_letter), next;
	size_t n = end - r->at;

	if (n == 0 || n > PART_MAX ||
	    (char_at(r, end) != '-' && char_at(r, end) != '_'))
		return false;
	next = skip_while(r, end + 1, is_letter);
	if (next == end + 1 || next - end - 1 > PART_MAX ||
	    is_word_char(char_at(r, next)))
		return false;
	memcpy(word, r->text.ptr + r->at, n);
	memcpy(word + n, r->text.ptr + end + 1, next - end - 1);
	n += next - end - 1;
	if (!lexicon_is_rude((struct str){word, n}))
		return false;
	add(r, arena_str(r->arena, (struct str){word, n}), true, next);
	return true;
}

/* --- words ---------------------------------------------------------------- */

static char letter_for(char c)
{
	static const char signs[] = "0134578@$!+|\x02";
	static const char letters[] = "oieastbasitle";
	const char *at = c ? strchr(signs, c) : NULL;

	return at ? letters[at - signs] : c;
}

static size_t count(struct str text, size_t from, bool (*belongs)(char c))
{
	size_t i = from;

	while (i < text.len && belongs(text.ptr[i]))
		i++;
	return i - from;
}

/* What digits and letters make without being a disguise: 1st, covid19, $5m. */
static bool is_plain_mix(struct str text)
{
	size_t digits = count(text, 0, char_is_digit);
	size_t letters = count(text, digits, is_letter);
	size_t first = count(text, 0, is_letter);
	size_t last = count(text, first, char_is_digit);

	if (digits > 0 && letters > 0 && letters <= ORDINAL_MAX &&
	    digits + letters == text.len)
		return true;
	if (first > 0 && last > 0 && last <= SUFFIX_MAX &&
	    first + last == text.len)
		return true;
	digits = count(text, 1, char_is_digit);
	return text.ptr[0] == '$' && digits > 0 &&
	       1 + digits + count(text, 1 + digits, is_letter) == text.len;
}

static bool is_digits(struct str text)
{
	return count(text, 0, char_is_digit) == text.len;
}

static bool has(struct str text, bool (*belongs)(char c))
{
	for (size_t i = 0; i < text.len; i++)
		if (belongs(text.ptr[i]))
			return true;
	return false;
}

static bool is_sign(char c)
{
	return char_is_digit(c) || (c && strchr("@$!+|\x02", c));
}

/* Three and more of the same are two. */
static size_t shorten(char *word, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept < 2 || word[kept - 1] != word[i] ||
		    word[kept - 2] != word[i])
			word[kept++] = word[i];
	return kept;
}

/* Each pair of the same letter as one. */
static struct str halve(struct arena *arena, struct str word)
{
	char *out = arena_alloc(arena, word.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < word.len; i++) {
		out[n++] = word.ptr[i];
		if (i + 1 < word.len && word.ptr[i + 1] == word.ptr[i])
			i++;
	}
	return (struct str){out, n};
}

static struct str unmask(struct arena *arena, struct str word)
{
	struct str found = {"", 0};
	char *out;
	size_t n = 0;

	if (word.len > 2 && is_letter(word.ptr[0]))
		found = lexicon_unmask(word);
	if (found.len > 0)
		return found;
	out = arena_alloc(arena, word.len + 1);
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] != '*')
			out[n++] = word.ptr[i];
	return (struct str){out, n};
}

/* A rude word that hides behind stars or doubled letters, else `word`. */
static struct str repair(struct arena *arena, struct str word)
{
	if (str_find_char(word, '*') != STR_NONE)
		return unmask(arena, word);
	for (size_t i = 1; i < word.len; i++)
		if (word.ptr[i] == word.ptr[i - 1]) {
			struct str halved;

			if (lexicon_is_rude(word))
				return word;
			halved = halve(arena, word);
			return lexicon_is_rude(halved) ? halved : word;
		}
	return word;
}

/* A word as it would stand in a dictionary. */
static struct str plain_word(struct arena *arena, struct str text)
{
	char *word;
	size_t n;

	text = strip(str_slice(text, 0, TOKEN_MAX), "!*'+|");
	if (text.len == 0)
		return text;
	word = arena_copy(arena, text);
	n = text.len;
	if (has(text, is_letter) && has(text, is_sign) && !is_plain_mix(text))
		for (size_t i = 0; i < n; i++)
			word[i] = letter_for(word[i]);
	text = strip((struct str){word, n}, "'");
	if (str_ends(text, "'s"))
		text.len -= 2;
	memmove(word, text.ptr, text.len);
	text = (struct str){word, shorten(word, text.len)};
	return repair(arena, text);
}

/* "@ss" is no user. */
static bool is_user(struct reader *r, size_t end)
{
	struct str word = str_slice(r->text, r->at, end);

	return end > r->at + 1 && !lexicon_is_rude(plain_word(r->arena, word));
}

static bool take_address(struct reader *r)
{
	const char *token;
	size_t end = r->at;

	if (char_at(r, r->at) == '@') {
		token = "_user_";
		end = skip_while(r, r->at + 1, is_word_char);
		if (!is_user(r, end))
			return false;
	} else if (is_word_char(char_at(r, r->at))) {
		end = address_end(r, &token);
	}
	if (end == r->at)
		return false;
	add(r, str_of(token), false, end);
	return true;
}

static bool starts_word(char c)
{
	return is_letter(c) || char_is_digit(c) ||
	       (c && strchr("@$*+|\x02", c));
}

static bool goes_on_word(char c)
{
	return starts_word(c) || c == '\'' || c == '!';
}

static bool take_word(struct reader *r)
{
	size_t end;
	struct str text;

	if (!starts_word(char_at(r, r->at)))
		return false;
	end = skip_while(r, r->at, goes_on_word);
	text = str_slice(r->text, r->at, end);
	if (strip(text, "!'").len > 0 && is_digits(strip(text, "!'"))) {
		add(r, str_of("_num_"), false, end);
		return true;
	}
	text = plain_word(r->arena, text);
	if (lexicon_is_group(text))
		add(r, str_of("_grp_"), false, end);
	else
		add(r, text, true, end);
	return true;
}

size_t disguise_tokens(struct arena *arena, struct str text,
                       struct disguise_token **tokens)
{
	struct reader r = {.arena = arena, .source = text};

	r.folded = fold_text(arena, text);
	r.text = r.folded.text;
	while (r.at < r.text.len) {
		if (is_start(&r, r.at) &&
		    (take_address(&r) || take_spaced(&r) || take_hyphened(&r)))
			continue;
		if (!take_word(&r) && !take_marks(&r))
			r.at++;
	}
	*tokens = r.tokens;
	return r.n;
}

#include "digest/command.h"

#include "text/attribution.h"
#include "text/mailwords.h"
#include "text/quote.h"
#include "text/signature.h"
#include "text/utf8.h"

static const struct {
	const char *word;
	enum command command;
} words[] = {
	{"subscribe", COMMAND_SUBSCRIBE},
	{"join", COMMAND_SUBSCRIBE},
	{"unsubscribe", COMMAND_UNSUBSCRIBE},
	{"leave", COMMAND_UNSUBSCRIBE},
	{"signoff", COMMAND_UNSUBSCRIBE},
	{"help", COMMAND_HELP},
	{"faq", COMMAND_FAQ},
};

const char reject_reasons[] =
	"off-topic, abuse, duplicate, spam, too-long, unverified, other";

const char *command_name(enum command command)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (words[i].command == command)
			return words[i].word;
	return "none";
}

/* `line` as a command when it is one of the words and nothing else. */
static enum command command_in(struct str line)
{
	line = str_trim(line);
	while (line.len > 0 && (str_ends(line, ".") || str_ends(line, "!")))
		line.len--;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_is_nocase(line, words[i].word))
			return words[i].command;
	return COMMAND_NONE;
}

enum command command_find(struct str subject, struct str text)
{
	enum command found = command_in(subject);
	struct str line;

	while (found == COMMAND_NONE && str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len > 0 && !str_starts(line, ">"))
			return command_in(line);
	}
	return found;
}

/* With both cases of letters that are not ASCII. */
static const char *const yes_words[] = {
	"yes",
	"confirm",
	"ok",
	"ja",
	"oui",
	"si",
	"s\xc3\xad",
	"s\xc3\xac",
	"sim",
	"tak",
	"ano",
	"igen",
	"da",
	"evet",
	"kyll\xc3\xa4",
	"\xd0\xb4\xd0\xb0",
	"\xd0\x94\xd0\xb0",
	"\xd1\x82\xd0\xb0\xd0\xba",
	"\xd0\xa2\xd0\xb0\xd0\xba",
	"\xce\xbd\xce\xb1\xce\xb9",
	"\xce\x9d\xce\xb1\xce\xb9",
	"\xd7\x9b\xd7\x9f",
	"\xd9\x86\xd8\xb9\xd9\x85",
	"\xe3\x81\xaf\xe3\x81\x84",
	"\xe6\x98\xaf",
	"\xeb\x84\xa4",
};
static const char *const no_words[] = {
	"no",
	"nein",
	"non",
	"nee",
	"nej",
	"nei",
	"nie",
	"ne",
	"nem",
	"nu",
	"ei",
	"n\xc3\xa3o",
	"hay\xc4\xb1r",
	"\xd0\xbd\xd0\xb5\xd1\x82",
	"\xd0\x9d\xd0\xb5\xd1\x82",
	"\xd0\xbd\xd1\x96",
	"\xd0\x9d\xd1\x96",
	"\xcf\x8c\xcf\x87\xce\xb9",
	"\xce\x8c\xcf\x87\xce\xb9",
	"\xd7\x9c\xd7\x90",
	"\xd9\x84\xd8\xa7",
	"\xe3\x81\x84\xe3\x81\x84\xe3\x81\x88",
	"\xe4\xb8\x8d",
	"\xec\x95\x84\xeb\x8b\x88\xec\x98\xa4",
};

static bool is_word(struct str line, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(line, list[i]))
			return true;
	return false;
}

static enum consent consent_in(struct str line)
{
	line = str_trim(line);
	while (str_ends(line, ".") || str_ends(line, "!"))
		line.len--;
	if (is_word(line, yes_words, ARRAY_LEN(yes_words)))
		return CONSENT_YES;
	if (is_word(line, no_words, ARRAY_LEN(no_words)))
		return CONSENT_NO;
	return CONSENT_NONE;
}

enum consent consent_find(struct str subject, struct str text)
{
	enum consent found = consent_in(subject);
	struct str line;

	while (found == CONSENT_NONE && str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len > 0 && !str_starts(line, ">"))
			return consent_in(line);
	}
	return found;
}

bool reject_reason_ok(struct str reason)
{
	struct str rest = str_of(reject_reasons), code;

	while (str_next_field(&rest, ',', &code))
		if (str_eq_nocase(str_trim(code), reason))
			return true;
	return false;
}

struct decisions {
	struct arena *arena;
	struct verdict_line *lines;
	size_t n;
};

static void add(struct decisions *d, struct verdict_line line)
{
	if (d->n == DECISION_NUMBERS_MAX)
		return;
	d->lines = arena_grow(d->arena, d->lines, d->n, sizeof(*d->lines));
	d->lines[d->n++] = line;
}

/* Take one of `marks`, a list that NULL ends, off the start of `rest`. */
static bool take(struct str *rest, const char *const *marks)
{
	for (; *marks; marks++) {
		if (!str_starts(*rest, *marks))
			continue;
		*rest = str_from(*rest, str_of(*marks).len);
		return true;
	}
	return false;
}

/* What people and their telephones write for a hyphen. */
static const char *const dashes[] = {"-",
                                     "\xe2\x80\x90", /* hyphen */
                                     "\xe2\x80\x91", /* it does not break */
                                     "\xe2\x80\x93", /* en dash */
                                     "\xe2\x80\x94", /* em dash */
                                     NULL};

static bool take_number(struct str *rest, int64_t *number)
{
	size_t n = 0;

	while (n < rest->len && char_is_digit(rest->ptr[n]))
		n++;
	if (n == 0 || n > 6 || !str_number(str_slice(*rest, 0, n), number))
		return false;
	*rest = str_from(*rest, n);
	return true;
}

/* Take "5", "5-7" or "5 - 7" off `rest`, with the commas before it; `rest` is
 * as it was when there is none. */
static bool next_range(struct str *rest, int64_t *from, int64_t *to)
{
	static const char *const between[] = {",", "#", NULL};
	struct str text = str_trim_left(*rest), behind;

	while (take(&text, between))
		text = str_trim_left(text);
	if (!take_number(&text, from))
		return false;
	*to = *from;
	behind = str_trim_left(text);
	if (take(&behind, dashes)) {
		behind = str_trim_left(behind);
		if (take_number(&behind, to))
			text = behind;
	}
	if (*to < *from || *to - *from >= DECISION_NUMBERS_MAX)
		return false;
	*rest = text;
	return true;
}

static enum decision_verb verb_of(struct str word)
{
	if (str_ends(word, ":"))
		word.len--;
	if (str_is_nocase(word, "a") || str_is_nocase(word, "approve") ||
	    str_is_nocase(word, "approved"))
		return VERB_APPROVE;
	if (str_is_nocase(word, "r") || str_is_nocase(word, "reject") ||
	    str_is_nocase(word, "rejected"))
		return VERB_REJECT;
	return VERB_UNKNOWN;
}

/* Bytes of `code` at the start of `text`, a blank being as good as a hyphen;
 * 0 when it does not start so. */
static size_t code_length(struct str text, struct str code)
{
	if (text.len < code.len)
		return 0;
	for (size_t i = 0; i < code.len; i++)
		if (char_lower(text.ptr[i]) != code.ptr[i] &&
		    !(code.ptr[i] == '-' && text.ptr[i] == ' '))
			return 0;
	if (text.len > code.len && char_is_alnum(text.ptr[code.len]))
		return 0;
	return code.len;
}

static bool take_code(struct str *rest, struct str *reason)
{
	struct str codes = str_of(reject_reasons), code;

	while (str_next_field(&codes, ',', &code)) {
		size_t n;

		code = str_trim(code);
		n = code_length(*rest, code);
		if (n == 0)
			continue;
		*reason = code;
		*rest = str_from(*rest, n);
		return true;
	}
	return false;
}

/* Without full stops, commas and colons at its ends. */
static struct str bare(struct str text)
{
	struct str marks = str_of(".,:");

	text = str_trim(text);
	while (text.len > 0 && str_find_char(marks, text.ptr[0]) != STR_NONE)
		text = str_trim_left(str_from(text, 1));
	while (text.len > 0 &&
	       str_find_char(marks, text.ptr[text.len - 1]) != STR_NONE)
		text = str_trim_right(str_slice(text, 0, text.len - 1));
	return text;
}

/* Words in quotes, straight or not, and nothing else. */
static bool read_words(struct str text, struct str *own)
{
	static const char *const open[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9e",
	                                   "\xc2\xab", NULL};
	static const char *const close[] = {"\"", "\xe2\x80\x9d",
	                                    "\xe2\x80\x9c", "\xc2\xbb", NULL};

	if (!take(&text, open))
		return false;
	for (const char *const *mark = close; *mark; mark++) {
		if (!str_ends(text, *mark))
			continue;
		*own = str_trim(
			str_slice(text, 0, text.len - str_of(*mark).len));
		return true;
	}
	return false;
}

/* Read `rest` behind a rejection's numbers: a code, then words of one's own. */
static bool read_reason(struct str rest, struct str *reason, struct str *own)
{
	rest = bare(rest);
	if (take(&rest, dashes))
		rest = bare(rest);
	*own = (struct str){"", 0};
	if (!take_code(&rest, reason))
		return false;
	rest = bare(rest);
	return rest.len == 0 || read_words(rest, own);
}

/* Add what one line decides; false when it is not a decision. */
static bool read_line(struct decisions *d, struct str line)
{
	struct verdict_line out = {.line = line};
	int64_t from[DECISION_NUMBERS_MAX], to[DECISION_NUMBERS_MAX];
	struct str rest = line, word;
	size_t n = 0;

	if (!str_next_word(&rest, &word))
		return false;
	out.verb = verb_of(word);
	if (out.verb == VERB_UNKNOWN)
		return false;
	while (n < ARRAY_LEN(from) && next_range(&rest, &from[n], &to[n]))
		n++;
	if (n == 0)
		return false;
	if (out.verb == VERB_REJECT &&
	    !read_reason(rest, &out.reason, &out.words))
		return false;
	if (out.verb == VERB_APPROVE && bare(rest).len > 0)
		return false;
	for (size_t i = 0; i < n; i++)
		for (out.number = from[i]; out.number <= to[i]; out.number++)
			add(d, out);
	return true;
}

/* "[12] Ann ...": how an item of the queue begins. */
static bool is_queue_item(struct str text)
{
	int64_t number;

	if (!str_starts(text, "["))
		return false;
	text = str_from(text, 1);
	return take_number(&text, &number) && str_starts(text, "]");
}

/* A verb and a number: no header, though "A:" is French for "To:". */
static bool starts_decision(struct str text)
{
	struct str word;
	int64_t from, to;

	return str_next_word(&text, &word) && verb_of(word) != VERB_UNKNOWN &&
	       next_range(&text, &from, &to);
}

/* Does `line` end the moderator's own words? */
static bool is_end(const struct line *line)
{
	if (line->depth == 0 && starts_decision(line->text))
		return false;
	return line->depth > 0 || str_starts(line->text, "--") ||
	       str_starts(line->text, "_____") || is_queue_item(line->text) ||
	       header_of(line->text) != HEADER_NONE;
}

/* The first line that is not the moderator's: quoted, or what stands above a
 * quote, or the queue. */
static size_t find_end(struct arena *arena, const struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t first = i;

		if (is_end(&lines->line[i]) ||
		    attribution_find(arena, lines, i, &first))
			return first;
	}
	return lines->n;
}

size_t decision_parse(struct arena *arena, struct str text,
                      struct verdict_line **lines)
{
	struct decisions d = {.arena = arena};
	struct lines all;
	size_t end;

	lines_split(arena, utf8_clean(arena, text), &all);
	end = find_end(arena, &all);
	signature_mark(&all, true, str_of(""));
	for (size_t i = 0; i < end; i++) {
		const struct line *line = &all.line[i];

		if (line_is_blank(line) || read_line(&d, line->text) ||
		    line->kind == LINE_SIGNATURE)
			continue;
		add(&d, (struct verdict_line){.verb = VERB_UNKNOWN,
		                              .line = line->text});
	}
	*lines = d.lines;
	return d.n;
}

#include "digest/command.h"

static const struct {
	const char *word;
	enum command command;
} words[] = {
	{"subscribe", COMMAND_SUBSCRIBE},     {"join", COMMAND_SUBSCRIBE},
	{"unsubscribe", COMMAND_UNSUBSCRIBE}, {"leave", COMMAND_UNSUBSCRIBE},
	{"signoff", COMMAND_UNSUBSCRIBE},     {"help", COMMAND_HELP},
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
		if (line.len == 0)
			continue;
		return str_starts(line, ">") ? COMMAND_NONE : command_in(line);
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

/* Take "5" or "5-7" (also "5 - 7") off `rest`. */
static bool next_range(struct str *rest, int64_t *from, int64_t *to)
{
	struct str text = str_trim_left(*rest);
	size_t n = 0;

	while (text.len > 0 && (text.ptr[0] == ',' || text.ptr[0] == '#'))
		text = str_trim_left(str_from(text, 1));
	while (n < text.len && char_is_digit(text.ptr[n]))
		n++;
	if (n == 0 || n > 6 || !str_number(str_slice(text, 0, n), from))
		return false;
	*to = *from;
	*rest = text = str_from(text, n);
	text = str_trim_left(text);
	if (!str_starts(text, "-"))
		return true;
	text = str_trim_left(str_from(text, 1));
	for (n = 0; n < text.len && char_is_digit(text.ptr[n]);)
		n++;
	if (n == 0 || n > 6 || !str_number(str_slice(text, 0, n), to))
		return false;
	*rest = str_from(text, n);
	return *to >= *from && *to - *from < DECISION_NUMBERS_MAX;
}

static enum decision_verb verb_of(struct str word)
{
	if (str_is_nocase(word, "a") || str_is_nocase(word, "approve") ||
	    str_is_nocase(word, "approved"))
		return VERB_APPROVE;
	if (str_is_nocase(word, "r") || str_is_nocase(word, "reject") ||
	    str_is_nocase(word, "rejected"))
		return VERB_REJECT;
	return VERB_UNKNOWN;
}

/* Read `rest` behind a rejection's numbers: a code, then words of one's own. */
static bool read_reason(struct str rest, struct str *reason, struct str *own)
{
	rest = str_trim(rest);
	*own = (struct str){"", 0};
	if (!str_next_word(&rest, reason))
		return false;
	while (reason->len > 0 &&
	       (str_ends(*reason, ".") || str_ends(*reason, ",")))
		reason->len--;
	if (!reject_reason_ok(*reason))
		return false;
	*own = str_trim(rest);
	if (own->len >= 2 && own->ptr[0] == '"' && str_ends(*own, "\""))
		*own = str_slice(*own, 1, own->len - 1);
	return true;
}

/* Add what one line decides; false when it is not a decision. */
static bool read_line(struct decisions *d, struct str line)
{
	struct verdict_line out = {.line = line};
	int64_t from[DECISION_NUMBERS_MAX / 10], to[DECISION_NUMBERS_MAX / 10];
	struct str rest = line, word;
	size_t n = 0;

	if (!str_next_word(&rest, &word))
		return true;
	out.verb = verb_of(word);
	if (out.verb == VERB_UNKNOWN)
		return false;
	while (n < ARRAY_LEN(from) && next_range(&rest, &from[n], &to[n]))
		n++;
	if (n == 0)
		return false;
	rest = str_trim(rest);
	if (out.verb == VERB_REJECT &&
	    !read_reason(rest, &out.reason, &out.words))
		return false;
	if (out.verb == VERB_APPROVE && rest.len > 0 && !str_is(rest, "."))
		return false;
	for (size_t i = 0; i < n; i++)
		for (out.number = from[i]; out.number <= to[i]; out.number++)
			add(d, out);
	return true;
}

/* Where the moderator's own words end. */
static bool is_end(struct str line)
{
	return str_starts(line, ">") || str_is(line, "--") ||
	       str_starts(line, "-----") || str_starts(line, "_____") ||
	       (str_ends(line, ":") && str_find_char(line, '@') != STR_NONE) ||
	       (str_starts(line, "On ") && str_ends(line, "wrote:")) ||
	       str_starts_nocase(line, "from:") ||
	       str_starts_nocase(line, "sent from my");
}

size_t decision_parse(struct arena *arena, struct str text,
                      struct verdict_line **lines)
{
	struct decisions d = {.arena = arena};
	struct str line;

	while (str_next_line(&text, &line)) {
		line = str_trim(line);
		if (is_end(line))
			break;
		if (!read_line(&d, line))
			add(&d, (struct verdict_line){.verb = VERB_UNKNOWN,
			                              .line = line});
	}
	*lines = d.lines;
	return d.n;
}

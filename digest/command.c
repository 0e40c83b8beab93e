#include "digest/command.h"

#include "digest/commandwords.h"

const char reject_reasons[] =
	"off-topic, abuse, duplicate, spam, too-long, unverified, other";

const char *command_name(enum command command)
{
	static const char *const names[] = {
		[COMMAND_NONE] = "none",
		[COMMAND_SUBSCRIBE] = "subscribe",
		[COMMAND_UNSUBSCRIBE] = "unsubscribe",
		[COMMAND_HELP] = "help",
		[COMMAND_FAQ] = "faq",
		[COMMAND_BLOCK] = "block",
	};

	return names[command];
}

/* Without full stops and exclamation marks at its end. */
static struct str bare_word(struct str line)
{
	line = str_trim(line);
	while (line.len > 0 && (str_ends(line, ".") || str_ends(line, "!")))
		line = str_trim_right(str_slice(line, 0, line.len - 1));
	return line;
}

/* Is there nothing of the writer's own in `text`? */
static bool is_blank_below(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len > 0)
			return str_starts(line, ">") || str_starts(line, "--");
	}
	return true;
}

/* `line` as a command when it is one of the words and nothing else; one that can
 * mean something else has nothing below it. */
static enum command command_in(struct str line, struct str below)
{
	bool is_clear = false;
	enum command found = commandwords_find(bare_word(line), &is_clear);

	return is_clear || is_blank_below(below) ? found : COMMAND_NONE;
}

enum command command_find(struct str subject, struct str text)
{
	enum command found = command_in(subject, str_of(""));
	struct str line;

	while (found == COMMAND_NONE && str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len > 0 && !str_starts(line, ">"))
			return command_in(line, text);
	}
	return found;
}

enum command command_in_answer(struct str text)
{
	bool is_clear = false;
	enum command found = commandwords_find(bare_word(text), &is_clear);

	return is_clear && (found == COMMAND_UNSUBSCRIBE ||
	                    found == COMMAND_FAQ)
	               ? found
	               : COMMAND_NONE;
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

static const char *const block_words[] = {
	"block",    "no more",  "block me", "blockieren", "sperren",
	"nie mehr", "bloquer",  "bloquear", "blocca",     "blokkeren",
	"blokker",  "blockera", "zablokuj",
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
	if (is_word(line, block_words, ARRAY_LEN(block_words)))
		return CONSENT_BLOCK;
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

/* The end of the first word of `line`, which a sign or blank ends. */
static size_t first_word(struct str line)
{
	size_t i = 0;

	while (i < line.len &&
	       str_find_char(str_of(" \t,.!:;-"), line.ptr[i]) == STR_NONE)
		i++;
	return i;
}

enum consent consent_given(struct str subject, struct str own)
{
	enum consent found = consent_find(subject, own);
	struct str line = str_trim(own), word;

	if (found != CONSENT_NONE)
		return found;
	if (line.len == 0)
		return CONSENT_YES;
	word = str_slice(line, 0, first_word(line));
	found = consent_in(word);
	if (found == CONSENT_YES && /* "si" and "da" begin sentences, too */
	    (word.len == line.len ||
	     str_find_char(str_of(",.!"), line.ptr[word.len]) == STR_NONE))
		return CONSENT_NONE;
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

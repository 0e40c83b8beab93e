#include "digest/command.h"

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

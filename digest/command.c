#include "digest/command.h"

#include <string.h>

#include "digest/commandwords.h"
#include "digest/consentwords.h"

#define WIDE_COLON "\xef\xbc\x9a"

enum {
	PREFIX_MAX = 20, /* bytes of "Re", "Antw", "Re[2]" in a subject */
};

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

static enum consent consent_in(struct str line)
{
	bool is_all = false;
	enum consent found = consentwords_find(line, &is_all);

	return is_all ? found : CONSENT_NONE;
}

/* The first line that is neither empty nor quoted, or "". */
static struct str first_own_line(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len > 0 && !str_starts(line, ">"))
			return line;
	}
	return str_of("");
}

enum consent consent_find(struct str subject, struct str text)
{
	enum consent found = consent_in(subject);

	return found == CONSENT_NONE ? consent_in(first_own_line(text)) : found;
}

/* `subject` behind "Re:" and the like; `*is_answer`: there was one. */
static struct str without_prefix(struct str subject, bool *is_answer)
{
	struct str rest = str_trim(subject);
	size_t at = str_find(rest, ":"), wide = str_find(rest, WIDE_COLON);
	size_t len = 1;

	if (wide < at) {
		at = wide;
		len = strlen(WIDE_COLON);
	}
	*is_answer = at <= PREFIX_MAX &&
	             str_find_char(str_slice(rest, 0, at), ' ') == STR_NONE;
	return *is_answer ? str_from(rest, at + len) : rest;
}

/* What the subject says by itself: yes, no, nothing (`*is_mute`), or words. */
static enum consent consent_of_subject(struct str subject, bool *is_mute)
{
	bool is_answer, is_all;
	struct str rest = without_prefix(subject, &is_answer);

	*is_mute = is_answer || rest.len == 0 ||
	           str_is_nocase(rest, "no subject") ||
	           str_is_nocase(rest, "(no subject)");
	if (*is_mute && !is_answer)
		return CONSENT_NONE;
	return consentwords_find(rest, &is_all);
}

enum consent consent_given(struct str subject, struct str own)
{
	struct str line = first_own_line(own);
	bool is_mute, is_all;
	enum consent head = consent_of_subject(subject, &is_mute);
	enum consent said = consentwords_find(line, &is_all);

	if (head == CONSENT_BLOCK || said == CONSENT_BLOCK)
		return CONSENT_BLOCK;
	if (head == CONSENT_NO || said == CONSENT_NO)
		return CONSENT_NO;
	if (line.len > 0)
		return said;
	return is_mute || head == CONSENT_YES ? CONSENT_YES : CONSENT_NONE;
}

bool reject_reason_ok(struct str reason)
{
	struct str rest = str_of(reject_reasons), code;

	while (str_next_field(&rest, ',', &code))
		if (str_eq_nocase(str_trim(code), reason))
			return true;
	return false;
}

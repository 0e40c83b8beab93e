#include "mailer/cause.h"

#include "mailer/phrase.h"
#include "mailer/vague.h"

/* What RFC 3463 says of the second and third figure. */
static const struct {
	const char *text;
	enum bounce_reason reason;
} statuses[] = {
	{"1.1", BOUNCE_NO_USER}, {"1.10", BOUNCE_NO_HOST},
	{"1.2", BOUNCE_NO_HOST}, {"1.3", BOUNCE_NO_USER},
	{"1.6", BOUNCE_MOVED},   {"1.7", BOUNCE_POLICY},
	{"1.8", BOUNCE_POLICY},  {"2.1", BOUNCE_SUSPENDED},
	{"2.2", BOUNCE_FULL},    {"2.3", BOUNCE_TOO_BIG},
	{"3.0", BOUNCE_SYSTEM},  {"3.4", BOUNCE_TOO_BIG},
	{"4.1", BOUNCE_NETWORK}, {"4.2", BOUNCE_NETWORK},
	{"4.4", BOUNCE_NO_HOST}, {"4.6", BOUNCE_NETWORK},
	{"4.7", BOUNCE_EXPIRED},
};

static size_t digits(struct str text, size_t at)
{
	size_t n = 0;

	while (at + n < text.len && char_is_digit(text.ptr[at + n]))
		n++;
	return n;
}

static bool may_stand_before(struct str text, size_t at)
{
	return at == 0 ||
	       (!char_is_alnum(text.ptr[at - 1]) && text.ptr[at - 1] != '.' &&
	        text.ptr[at - 1] != '@' && text.ptr[at - 1] != '-');
}

/* "5.1.1" at `at`; how long it is, 0 when it is none. */
static size_t status_at(struct str text, size_t at)
{
	size_t n = 2, m;

	if (at + 5 > text.len || text.ptr[at + 1] != '.' ||
	    (text.ptr[at] != '4' && text.ptr[at] != '5') ||
	    !may_stand_before(text, at))
		return 0;
	m = digits(text, at + n);
	if (m < 1 || m > 3 || at + n + m >= text.len ||
	    text.ptr[at + n + m] != '.')
		return 0;
	n += m + 1;
	m = digits(text, at + n);
	if (m < 1 || m > 3)
		return 0;
	n += m;
	/* A fourth figure makes it an address of the network. */
	if (at + n + 1 < text.len && text.ptr[at + n] == '.' &&
	    char_is_digit(text.ptr[at + n + 1]))
		return 0;
	return at + n < text.len && char_is_alnum(text.ptr[at + n]) ? 0 : n;
}

struct str cause_status(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t n = char_is_digit(text.ptr[i]) ? status_at(text, i) : 0;

		if (n > 0)
			return str_slice(text, i, i + n);
	}
	return str_of("");
}

int cause_code(struct str text)
{
	for (size_t i = 0; i + 3 <= text.len; i++) {
		const char *p = text.ptr + i;
		char next = i + 3 < text.len ? p[3] : ' ';

		if ((p[0] != '4' && p[0] != '5') || p[1] > '5' ||
		    !char_is_digit(p[1]) || !char_is_digit(p[2]) ||
		    !may_stand_before(text, i) ||
		    (!char_is_space(next) && next != '-' && next != ':' &&
		     next != ',' && next != ';'))
			continue;
		return (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');
	}
	return 0;
}

/*
 * "User unknown", but said of the whole mail after RCPT had taken the address,
 * and with no status that is about addresses (X.1.Y): that is how filters of
 * mobile carriers refuse what their users do not want.
 */
static bool is_filters(struct str words, struct str status)
{
	static const char *const after[] = {">>> DATA", "end of DATA command",
	                                    "reply to DATA command",
	                                    "to end of DATA"};
	bool is_after = false;

	if (status.len > 0 && !str_ends(status, ".0.0"))
		return false;
	if (str_find_nocase(words, "unknown user") == STR_NONE &&
	    str_find_nocase(words, "user unknown") == STR_NONE)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(after); i++)
		is_after = is_after || str_find(words, after[i]) != STR_NONE;
	return is_after;
}

enum bounce_reason cause_reason(struct str words, struct str status)
{
	struct str rest = str_from(status, 2);
	enum bounce_reason reason;

	/* About our own address, whatever the words name. */
	if (str_is(rest, "1.7") || str_is(rest, "1.8"))
		return BOUNCE_POLICY;
	reason = phrase_reason(words);
	/* X.2.* is said of a mailbox that is there (RFC 3463, 3.3): it does
	 * not take this mail. */
	if (reason == BOUNCE_NO_USER && str_starts(rest, "2."))
		return BOUNCE_SUSPENDED;
	if (reason != BOUNCE_UNCLEAR)
		return reason;
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
		if (str_is(rest, statuses[i].text))
			return statuses[i].reason;
	if (str_starts(rest, "7."))
		return BOUNCE_POLICY;
	/* Said for many a reason, and for this one if no other is told. */
	if (str_find_nocase(words, "recipient address rejected") != STR_NONE &&
	    !str_starts(rest, "6."))
		return BOUNCE_NO_USER;
	return vague_reason(words);
}

/* A status that tells its class and no more. */
static bool says_nothing(struct str status)
{
	return status.len == 0 || str_ends(status, ".0.0");
}

/* What stands for a status that the report does not tell. */
static const char *guess(enum bounce_reason reason, bool is_temporary)
{
	if (is_temporary)
		return reason == BOUNCE_FULL ? "4.2.2" : "4.0.0";
	switch (reason) {
	case BOUNCE_NO_USER:
		return "5.1.1";
	case BOUNCE_NO_HOST:
		return "5.1.2";
	case BOUNCE_MOVED:
		return "5.1.6";
	case BOUNCE_FULL:
		return "5.2.2";
	case BOUNCE_TOO_BIG:
		return "5.3.4";
	default:
		return "5.0.0";
	}
}

void cause_judge(struct arena *arena, struct str words,
                 struct bounce_recipient *recipient)
{
	struct str said = cause_status(recipient->diagnostic);
	int code = cause_code(recipient->diagnostic);
	bool is_temporary = recipient->action == BOUNCE_DELAYED;

	if (said.len == 0)
		said = cause_status(words);
	if (code == 0)
		code = cause_code(words);
	if (says_nothing(recipient->status) && said.len > 0)
		recipient->status = said;
	recipient->reason = cause_reason(
		recipient->diagnostic.len > 0 ? recipient->diagnostic : words,
		recipient->status);
	if (recipient->reason == BOUNCE_UNCLEAR)
		recipient->reason = cause_reason(words, recipient->status);
	if (recipient->reason == BOUNCE_NO_USER &&
	    is_filters(words, recipient->status))
		recipient->reason = BOUNCE_SUSPENDED;
	if (recipient->status.len > 0)
		is_temporary = is_temporary || recipient->status.ptr[0] == '4';
	else if (code > 0)
		is_temporary = is_temporary || code < 500;
	if (recipient->action != BOUNCE_DELIVERED && recipient->status.len == 0)
		recipient->status =
			str_of(guess(recipient->reason, is_temporary));
	recipient->status = arena_str(arena, recipient->status);
	recipient->is_permanent =
		recipient->action == BOUNCE_FAILED && !is_temporary;
	recipient->is_hard = recipient->is_permanent &&
	                     (recipient->reason == BOUNCE_NO_USER ||
	                      recipient->reason == BOUNCE_NO_HOST ||
	                      recipient->reason == BOUNCE_MOVED);
}

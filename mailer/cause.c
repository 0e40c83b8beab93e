#include "mailer/cause.h"

/* A word of a server and what it means; the first one found counts. */
struct phrase {
	const char *text;
	enum bounce_reason reason;
};

/*
 * The order matters: what is said of a mailbox that is there comes before what
 * is said of one that is not, since "user unknown or mailbox full" is written
 * too, and hosts come before users, since "does not exist" is said of both.
 */
static const struct phrase phrases[] = {
	{"mailbox full", BOUNCE_FULL},
	{"mailbox is full", BOUNCE_FULL},
	{"mail box full", BOUNCE_FULL},
	{"inbox is full", BOUNCE_FULL},
	{"inbox full", BOUNCE_FULL},
	{"is out of storage", BOUNCE_FULL},
	{"over quota", BOUNCE_FULL},
	{"overquota", BOUNCE_FULL},
	{"quota exceed", BOUNCE_FULL},
	{"exceeded quota", BOUNCE_FULL},
	{"exceeded its quota", BOUNCE_FULL},
	{"exceeded the quota", BOUNCE_FULL},
	{"exceeded storage", BOUNCE_FULL},
	{"exceeds allowed quota", BOUNCE_FULL},
	{"exceeded his/her quota", BOUNCE_FULL},
	{"exceeded allowed", BOUNCE_FULL},
	{"disk quota", BOUNCE_FULL},
	{"storage allocation", BOUNCE_FULL},
	{"not enough storage space", BOUNCE_FULL},
	{"too much mail data", BOUNCE_FULL},
	{"mailbox has exceeded", BOUNCE_FULL},
	{"mailbox size limit", BOUNCE_FULL},
	{"would be over", BOUNCE_FULL},

	{"message too big", BOUNCE_TOO_BIG},
	{"message too large", BOUNCE_TOO_BIG},
	{"message is too large", BOUNCE_TOO_BIG},
	{"message size exceeds", BOUNCE_TOO_BIG},
	{"message size limit", BOUNCE_TOO_BIG},
	{"exceeds size limit", BOUNCE_TOO_BIG},
	{"exceeds maximum", BOUNCE_TOO_BIG},
	{"exceeded the size limit", BOUNCE_TOO_BIG},
	{"maximum size for an incoming", BOUNCE_TOO_BIG},
	{"size of this message exceeds", BOUNCE_TOO_BIG},

	{"account disabled", BOUNCE_SUSPENDED},
	{"account has been disabled", BOUNCE_SUSPENDED},
	{"account is disabled", BOUNCE_SUSPENDED},
	{"account suspended", BOUNCE_SUSPENDED},
	{"has been suspended", BOUNCE_SUSPENDED},
	{"account is inactive", BOUNCE_SUSPENDED},
	{"account inactive", BOUNCE_SUSPENDED},
	{"is inactive", BOUNCE_SUSPENDED},
	{"mailbox disabled", BOUNCE_SUSPENDED},
	{"mailbox is disabled", BOUNCE_SUSPENDED},
	{"mailbox inactive", BOUNCE_SUSPENDED},
	{"mailbox is frozen", BOUNCE_SUSPENDED},
	{"mailbox not accept", BOUNCE_SUSPENDED},
	{"user suspended", BOUNCE_SUSPENDED},
	{"user is suspended", BOUNCE_SUSPENDED},
	{"temporarily locked", BOUNCE_SUSPENDED},
	{"disabled or discontinued", BOUNCE_SUSPENDED},

	{"has moved", BOUNCE_MOVED},
	{"address changed", BOUNCE_MOVED},
	{"address has changed", BOUNCE_MOVED},
	{"new address is", BOUNCE_MOVED},
	{"has been replaced by", BOUNCE_MOVED},
	{"user moved", BOUNCE_MOVED},
	{"no longer uses", BOUNCE_MOVED},

	{"sender address rejected", BOUNCE_POLICY},
	{"domain of sender", BOUNCE_POLICY},
	{"sender domain", BOUNCE_POLICY},
	{"too many recipients", BOUNCE_POLICY},
	{"recipient preferences", BOUNCE_POLICY},

	{"host unknown", BOUNCE_NO_HOST},
	{"unknown host", BOUNCE_NO_HOST},
	{"host not found", BOUNCE_NO_HOST},
	{"host or domain name not found", BOUNCE_NO_HOST},
	{"domain name not found", BOUNCE_NO_HOST},
	{"no such domain", BOUNCE_NO_HOST},
	{"domain not found", BOUNCE_NO_HOST},
	{"unknown domain", BOUNCE_NO_HOST},
	{"domain does not exist", BOUNCE_NO_HOST},
	{"domain doesn't exist", BOUNCE_NO_HOST},
	{"domain is not valid", BOUNCE_NO_HOST},
	{"nxdomain", BOUNCE_NO_HOST},
	{"name or service not known", BOUNCE_NO_HOST},
	{"couldn't find any host", BOUNCE_NO_HOST},
	{"couldn't find a mail exchanger", BOUNCE_NO_HOST},
	{"unrouteable address", BOUNCE_NO_HOST},
	{"unrouteable mail domain", BOUNCE_NO_HOST},
	{"unable to route", BOUNCE_NO_HOST},
	{"bad destination host", BOUNCE_NO_HOST},
	{"bad destination system", BOUNCE_NO_HOST},
	{"no matches to nameserver query", BOUNCE_NO_HOST},
	{"all relevant mx records point to non-existent", BOUNCE_NO_HOST},
	{"does not accept mail", BOUNCE_NO_HOST}, /* RFC 7505 */
	{"an mx or srv record indicated no smtp", BOUNCE_NO_HOST},
	{"null mx", BOUNCE_NO_HOST},
	{"domain of recipient", BOUNCE_NO_HOST},
	{"dns lookup failure", BOUNCE_NO_HOST},
	{"domain is not reachable", BOUNCE_NO_HOST},

	{"user unknown", BOUNCE_NO_USER},
	{"unknown user", BOUNCE_NO_USER},
	{"user not known", BOUNCE_NO_USER},
	{"user not found", BOUNCE_NO_USER},
	{"user invalid", BOUNCE_NO_USER},
	{"invalid user", BOUNCE_NO_USER},
	{"no such user", BOUNCE_NO_USER},
	{"no such recipient", BOUNCE_NO_USER},
	{"no such mailbox", BOUNCE_NO_USER},
	{"no such address", BOUNCE_NO_USER},
	{"no such person", BOUNCE_NO_USER},
	{"no such account", BOUNCE_NO_USER},
	{"no such local user", BOUNCE_NO_USER},
	{"no mailbox", BOUNCE_NO_USER},
	{"no account", BOUNCE_NO_USER},
	{"no valid recipient", BOUNCE_NO_USER},
	{"recipient unknown", BOUNCE_NO_USER},
	{"unknown recipient", BOUNCE_NO_USER},
	{"recipient not found", BOUNCE_NO_USER},
	{"recipnotfound", BOUNCE_NO_USER},
	{"invalid recipient", BOUNCE_NO_USER},
	{"recipient is not exist", BOUNCE_NO_USER},
	{"recipient address unknown", BOUNCE_NO_USER},
	{"recipient no longer", BOUNCE_NO_USER},
	{"unknown address", BOUNCE_NO_USER},
	{"address unknown", BOUNCE_NO_USER},
	{"addressee unknown", BOUNCE_NO_USER},
	{"address not found", BOUNCE_NO_USER},
	{"address wasn't found", BOUNCE_NO_USER},
	{"address couldn't be found", BOUNCE_NO_USER},
	{"address could not be found", BOUNCE_NO_USER},
	{"wasn't found at", BOUNCE_NO_USER},
	{"bad destination mailbox", BOUNCE_NO_USER},
	{"bad-mailbox", BOUNCE_NO_USER},
	{"mailbox not found", BOUNCE_NO_USER},
	{"mailbox unknown", BOUNCE_NO_USER},
	{"mailbox unavailable", BOUNCE_NO_USER},
	{"mailbox for", BOUNCE_NO_USER},
	{"unknown mailbox", BOUNCE_NO_USER},
	{"invalid mailbox", BOUNCE_NO_USER},
	{"not a valid mailbox", BOUNCE_NO_USER},
	{"not a valid user", BOUNCE_NO_USER},
	{"not a known user", BOUNCE_NO_USER},
	{"not our customer", BOUNCE_NO_USER},
	{"not listed in", BOUNCE_NO_USER},
	{"listed in public name", BOUNCE_NO_USER},
	{"does not exist", BOUNCE_NO_USER},
	{"doesn't exist", BOUNCE_NO_USER},
	{"does not have an account", BOUNCE_NO_USER},
	{"doesn't have an account", BOUNCE_NO_USER},
	{"doesn't have a", BOUNCE_NO_USER},
	{"unknown local", BOUNCE_NO_USER},
	{"unknown account", BOUNCE_NO_USER},
	{"undeliverable address", BOUNCE_NO_USER},
	{"user is not registered", BOUNCE_NO_USER},
	{"no longer valid", BOUNCE_NO_USER},
	{"no longer on server", BOUNCE_NO_USER},
	{"not known here", BOUNCE_NO_USER},
	{"name is not recognized", BOUNCE_NO_USER},
	{"recipient address rejected: access denied", BOUNCE_NO_USER},
	{"wurde nicht gefunden", BOUNCE_NO_USER},
	{"unbekannt", BOUNCE_NO_USER},
	{"existiert nicht", BOUNCE_NO_USER},
	{"destinataire inconnu", BOUNCE_NO_USER},
	{"utilisateur inconnu", BOUNCE_NO_USER},
	{"n'existe pas", BOUNCE_NO_USER},
	{"usuario desconocido", BOUNCE_NO_USER},
	{"no existe", BOUNCE_NO_USER},
	{"utente sconosciuto", BOUNCE_NO_USER},
	{"inesistente", BOUNCE_NO_USER},
	{"見つかりません", BOUNCE_NO_USER}, /* Japanese: was not found */

	{"spam", BOUNCE_POLICY},
	{"virus", BOUNCE_POLICY},
	{"blacklist", BOUNCE_POLICY},
	{"black list", BOUNCE_POLICY},
	{"blocklist", BOUNCE_POLICY},
	{"blocked", BOUNCE_POLICY},
	{"dmarc", BOUNCE_POLICY},
	{"dkim", BOUNCE_POLICY},
	{"reputation", BOUNCE_POLICY},
	{"reverse dns", BOUNCE_POLICY},
	{"ptr record", BOUNCE_POLICY},
	{"relaying denied", BOUNCE_POLICY},
	{"relay denied", BOUNCE_POLICY},
	{"access denied", BOUNCE_POLICY},
	{"policy", BOUNCE_POLICY},
	{"prohibited", BOUNCE_POLICY},
	{"not authorized", BOUNCE_POLICY},
	{"rate limit", BOUNCE_POLICY},

	{"timed out", BOUNCE_EXPIRED},
	{"timeout", BOUNCE_EXPIRED},
	{"expired", BOUNCE_EXPIRED},
	{"retry time not reached", BOUNCE_EXPIRED},
	{"too long", BOUNCE_EXPIRED},
	{"could not be delivered for", BOUNCE_EXPIRED},
	{"connection refused", BOUNCE_NETWORK},
	{"could not connect", BOUNCE_NETWORK},
	{"couldn't connect", BOUNCE_NETWORK},
	{"unable to connect", BOUNCE_NETWORK},
	{"loops back to", BOUNCE_NETWORK},
	{"too many hops", BOUNCE_NETWORK},
	{"local configuration", BOUNCE_SYSTEM},
	{"system error", BOUNCE_SYSTEM},
	{"can't create", BOUNCE_SYSTEM},
};

/* What RFC 3463 says of the second and third figure. */
static const struct phrase statuses[] = {
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

	/* About our own address, whatever the words name. */
	if (str_is(rest, "1.7") || str_is(rest, "1.8"))
		return BOUNCE_POLICY;
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++) {
		if (str_find_nocase(words, phrases[i].text) == STR_NONE)
			continue;
		/* X.2.* is said of a mailbox that is there (RFC 3463, 3.3):
		 * it does not take this mail. */
		if (phrases[i].reason == BOUNCE_NO_USER &&
		    str_starts(rest, "2."))
			return BOUNCE_SUSPENDED;
		return phrases[i].reason;
	}
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++)
		if (str_is(rest, statuses[i].text))
			return statuses[i].reason;
	if (str_starts(rest, "7."))
		return BOUNCE_POLICY;
	/* Said for many a reason, and for this one if no other is told. */
	if (str_find_nocase(words, "recipient address rejected") != STR_NONE &&
	    !str_starts(rest, "6."))
		return BOUNCE_NO_USER;
	return BOUNCE_UNCLEAR;
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
